import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { auditMetrics, openMetrics, organizationMetrics, outboxMetrics } from '../../src/run/metrics.ts';
import type { Health } from '../../src/run/run-options.ts';
import { sampleReport } from '../support/sample-report.ts';

const HEALTHY: Health = { isCommitted: true, percentRead: 100, outbox: { waiting: 2, dead: 1 } };
const SUMMARY = {
  stateMachines: 9,
  roles: 8,
  findings: { critical: 1, high: 2, medium: 3, low: 4, info: 5 },
  new: 6,
  changed: 0,
  resolved: 7,
  suppressed: 0,
};
const report = { ...sampleReport([]), summary: SUMMARY };

function valueNamed(name: string, health: Health): unknown {
  return auditMetrics({ report, health, problems: [] }).find((metric) => metric.name === name)?.value;
}

let written: string[];

beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'plumbline-prod');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('a setting that makes no sense is refused before anything is measured', () => {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'maybe');
  expect(() => openMetrics()).toThrow('POWERTOOLS_METRICS_DISABLED');
});

describe('an audit', () => {
  test('is one line of the log that CloudWatch makes metrics of', () => {
    openMetrics()(auditMetrics({ report, health: HEALTHY, problems: ['a', 'b', 'c'] }));
    expect(written).toHaveLength(1);
    const [directive] = JSON.parse(written[0] ?? '')._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'Plumbline', Dimensions: [['service']] });
    expect(JSON.parse(written[0] ?? '')).toEqual({
      _aws: { Timestamp: expect.any(Number), CloudWatchMetrics: [expect.anything()] },
      service: 'plumbline-prod',
      AuditCompleted: 1,
      Coverage: 100,
      FindingsCritical: 1,
      FindingsHigh: 2,
      FindingsMedium: 3,
      FindingsLow: 4,
      FindingsInfo: 5,
      FindingsNew: 6,
      FindingsResolved: 7,
      EntriesWaiting: 2,
      EntriesDead: 1,
      Problems: 3,
    });
  });

  test.each([
    [{ ...HEALTHY, isCommitted: false }, 'AuditCompleted', 0],
    [{ ...HEALTHY, percentRead: 0 }, 'Coverage', 0],
    [{ ...HEALTHY, outbox: { waiting: 0, dead: 0 } }, 'EntriesDead', 0],
  ])('%j has %s %i', (health, name, value) => {
    expect(valueNamed(name, health)).toBe(value);
  });

  test('that committed nothing writes nothing', () => {
    openMetrics()(auditMetrics({ report, problems: [] }));
    expect(written).toEqual([]);
  });
});

test('what waits is told without an audit, and under the name of the product where none is given', () => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', '');
  openMetrics()(outboxMetrics({ waiting: 4, dead: 0 }));
  expect(written.map((line) => JSON.parse(line))).toEqual([
    { _aws: expect.anything(), service: 'plumbline', EntriesWaiting: 4, EntriesDead: 0 },
  ]);
});

test('a run over many accounts measures the same as an audit of one', () => {
  const { percentRead, outbox } = HEALTHY;
  const run = { percentRead, outbox, findings: SUMMARY.findings, changes: SUMMARY, problems: ['a'] };
  expect(organizationMetrics(run)).toEqual(auditMetrics({ report, health: HEALTHY, problems: ['a'] }));
});
