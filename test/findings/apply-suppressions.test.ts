import { describe, expect, test } from 'vitest';
import { applySuppressions } from '../../src/findings/apply-suppressions.ts';
import type { DeclaredSuppression, Suppression } from '../../src/findings/suppression.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const OTHER = { arn: 'arn:aws:iam::111122223333:role/other', name: 'other' };
const FOUND = [
  sampleFinding({ status: 'new', severity: 'critical' }),
  sampleFinding({
    status: 'new',
    id: 'b',
    role: OTHER,
    resource: { arn: OTHER.arn, type: 'AWS::IAM::Role' },
  }),
];

function entry(overrides: Partial<Suppression> = {}): DeclaredSuppression {
  const suppression = {
    rule: 'task-permission-missing',
    resource: 'arn:aws:iam::111122223333:role/train',
    reason: 'a known risk',
    owner: 'ml-platform',
    expires: '2027-01-31',
    ...overrides,
  };
  return { kind: 'sound', suppression };
}

describe('applySuppressions', () => {
  test('marks what is covered, says by whom, and leaves it where it was', () => {
    const { findings, summary } = applySuppressions(sampleReport(FOUND), [entry()]);
    const suppression = { reason: 'a known risk', owner: 'ml-platform', expires: '2027-01-31' };
    expect(findings).toEqual([{ ...FOUND[0], status: 'suppressed', suppression }, FOUND[1]]);
    expect(summary).toMatchObject({
      findings: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
      new: 1,
      suppressed: 1,
    });
  });

  test('goes by the day on which the account was read', () => {
    const of = (takenAt: string) => applySuppressions(sampleReport(FOUND, { takenAt }), [entry()]);
    expect(of('2027-01-31T23:59:59Z').findings[0]?.status).toBe('suppressed');
    expect(of('2027-02-01T00:00:00Z').findings[0]?.status).toBe('new');
  });

  test('covers no other content than the one that an entry is bound to', () => {
    const report = sampleReport(FOUND);
    const statusWith = (content: string) =>
      applySuppressions(report, [entry({ content })]).findings[0]?.status;
    expect(statusWith(FOUND[0]?.contentDigest ?? '')).toBe('suppressed');
    expect(statusWith('f'.repeat(32))).toBe('new');
  });

  test('changes nothing without suppressions', () => {
    const report = sampleReport(FOUND);
    expect(applySuppressions(report, [])).toBe(report);
  });
});
