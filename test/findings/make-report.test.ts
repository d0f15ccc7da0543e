import { describe, expect, test } from 'vitest';
import { FINGERPRINTS } from '../../src/expected/baselines/known-versions.ts';
import { atLeast } from '../../src/findings/finding.ts';
import { makeReport, withFindings } from '../../src/findings/make-report.ts';
import { catalogue } from '../../src/policy/catalogue.ts';
import { snapshotOf, TAKEN_AT } from '../support/rule-cases.ts';
import { sampleFinding } from '../support/sample-report.ts';

const SNAPSHOT = snapshotOf({ machines: [], roles: [{ name: 'a' }, { name: 'b' }], regions: ['eu-west-1'] });

describe('makeReport', () => {
  test('counts what it reports', () => {
    const findings = [
      sampleFinding({ status: 'new', severity: 'critical' }),
      sampleFinding({ status: 'new' }),
      sampleFinding({ status: 'new', severity: 'info' }),
    ];
    const gap = { source: 'policy', region: 'global', kind: 'undecided', why: 'who knows' } as const;
    expect(makeReport(SNAPSHOT, findings, [gap], '1.2.3')).toEqual({
      schemaVersion: 1,
      engine: { version: '1.2.3', data: [catalogue.source, FINGERPRINTS] },
      partition: 'aws',
      accountId: '111122223333',
      regions: ['eu-west-1'],
      takenAt: TAKEN_AT,
      runId: expect.stringMatching(/^run-[0-9a-f]{32}$/),
      summary: {
        stateMachines: 0,
        roles: 2,
        findings: { critical: 1, high: 1, medium: 0, low: 0, info: 1 },
        new: 3,
        changed: 0,
        resolved: 0,
        suppressed: 0,
      },
      coverage: { complete: false, gaps: [gap] },
      findings,
    });
  });

  test('names the run after what was audited, when, and with what', () => {
    const id = (snapshot: object, version = '1') =>
      makeReport({ ...SNAPSHOT, ...snapshot }, [], [], version).runId;
    expect(id({})).toBe(id({ roles: [] }));
    const others = [
      id({ takenAt: '2026-11-21T06:00:00Z' }),
      id({ accountId: '999988887777' }),
      id({ regions: [] }),
      id({}, '2'),
    ];
    expect(new Set([id({}), ...others]).size).toBe(5);
  });
});

test.each([
  ['critical', 'high', true],
  ['high', 'high', true],
  ['info', 'low', false],
] as const)('%s is at least %s: %s', (severity, threshold, answer) => {
  expect(atLeast(severity, threshold)).toBe(answer);
});

describe('withFindings', () => {
  test('counts by severity what is open, and the rest by what became of it: what is opened again is new', () => {
    const report = makeReport(SNAPSHOT, [], [], '1.2.3');
    const findings = [
      sampleFinding({ status: 'new', severity: 'low' }),
      sampleFinding({ status: 'active' }),
      sampleFinding({ status: 'changed' }),
      sampleFinding({ status: 'reopened' }),
      sampleFinding({ status: 'resolved' }),
      sampleFinding({ status: 'suppressed', severity: 'critical' }),
      sampleFinding({ status: 'suppressed' }),
    ];
    const { summary, ...rest } = withFindings(report, findings);
    expect(summary).toEqual({
      ...report.summary,
      findings: { critical: 0, high: 3, medium: 0, low: 1, info: 0 },
      new: 2,
      changed: 1,
      resolved: 1,
      suppressed: 2,
    });
    expect(rest).toMatchObject({ runId: report.runId, findings });
  });
});
