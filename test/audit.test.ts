import { describe, expect, test } from 'vitest';
import { type AuditOptions, audit } from '../src/audit.ts';
import type { Report } from '../src/findings/report.ts';
import { readAccount } from './support/accounts.ts';
import { snapshotOf } from './support/rule-cases.ts';

const SNAPSHOT = snapshotOf(readAccount('messy'));
const NIGHTLY = 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly';
const SCORING_ROLE = 'arn:aws:iam::111122223333:role/ScoringRole';
const VAULT = 'arn:aws:states:us-east-1:111122223333:stateMachine:vault';

function auditWith(options: Partial<AuditOptions>): Report {
  return audit(SNAPSHOT, { engineVersion: '0.0.0-test', ...options });
}

describe('audit', () => {
  test('reports everything where nothing is singled out', () => {
    expect(auditWith({ only: [] })).toEqual(auditWith({}));
  });

  test('reports of a state machine what is said about it, and of a role all that concerns it', () => {
    const all = auditWith({}).findings;
    const { findings } = auditWith({ only: [NIGHTLY, SCORING_ROLE] });
    expect(findings).toEqual(
      all.filter(({ resource, role }) => resource.arn === NIGHTLY || role.arn === SCORING_ROLE),
    );
    expect(findings.length).toBeGreaterThan(1);
    expect(findings.length).toBeLessThan(all.length);
  });

  test('counts only what it reports', () => {
    const { summary, findings } = auditWith({ only: [SCORING_ROLE] });
    const counted = Object.values(summary.findings).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(findings.length);
    expect(summary.new).toBe(findings.length);
  });

  test('keeps the gaps of what is asked about, and those of the account', () => {
    expect(auditWith({ only: [SCORING_ROLE] }).coverage).toEqual({ complete: true, gaps: [] });
    expect(auditWith({ only: [VAULT] }).coverage.gaps.map(({ resource }) => resource)).toEqual([VAULT]);
    const gap = { source: 'iam:ListRoles', region: 'global', kind: 'partial', why: 'Throttling' } as const;
    const report = audit({ ...SNAPSHOT, gaps: [gap] }, { engineVersion: '0', only: [SCORING_ROLE] });
    expect(report.coverage).toEqual({ complete: false, gaps: [gap] });
  });

  test('says nothing of what does not exist', () => {
    expect(auditWith({ only: [`${SCORING_ROLE}2`] }).findings).toEqual([]);
  });

  test('asks for no tag by the templates of 2023', () => {
    const tagging = ({ findings }: Report) =>
      findings.filter(({ ruleId }) => ruleId === 'tagging-permission-missing');
    expect(tagging(auditWith({ pack: 'docs-2023' }))).toEqual([]);
    expect(tagging(auditWith({ pack: 'docs-2025' }))).not.toEqual([]);
  });
});
