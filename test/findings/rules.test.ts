import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { aboveInfo } from '../support/above-info.ts';
import { applyRemedy, isRecipe } from '../support/apply-remedy.ts';
import { proofOf, replay } from '../support/replay.ts';
import {
  type AccountJson,
  auditOf,
  baselinesOf,
  lineOf,
  type RuleCase,
  readRuleCases,
  snapshotOf,
} from '../support/rule-cases.ts';

const CASES = readRuleCases();

test('every rule has cases that accept, cases that reject and cases that cannot tell', () => {
  expect(CASES.map(({ rule }) => rule)).toEqual(rules.map(({ id }) => id));
  const thin = CASES.filter(
    ({ accept, reject, unknown }) => accept.length < 2 || reject.length < 2 || unknown.length < 1,
  );
  expect(thin).toEqual([]);
});

test('no rule is a skeleton any more: what `npm run new` leaves to be written is written', () => {
  const files = rules.flatMap(({ id }) => [`src/findings/rules/${id}.ts`, `test/cases/rules/${id}.json`]);
  const unwritten = files.flatMap((file) =>
    (readFileSync(file, 'utf8').match(/‹[^›]*›/g) ?? []).map((place) => `${file}: ${place}`),
  );
  expect(unwritten).toEqual([]);
});

test('every case that rejects pins a finding, and every case that cannot tell pins a gap', () => {
  const empty = CASES.flatMap(({ rule, reject, unknown }) => [
    ...reject.filter(({ findings = [] }) => findings.length === 0).map(({ title }) => `${rule}: ${title}`),
    ...unknown.filter(({ gaps = [] }) => gaps.length === 0).map(({ title }) => `${rule}: ${title}`),
  ]);
  expect(empty).toEqual([]);
});

describe.each(CASES)('$rule', ({ rule, accept, reject, unknown }) => {
  test.each(accept)('accepts: $title', (account) => {
    const { findings } = auditOf(account);
    expect(aboveInfo(findings).map(lineOf)).toEqual(account.others ?? []);
    expect(findings.filter(({ ruleId, severity }) => ruleId === rule && severity !== 'info')).toEqual([]);
  });

  test.each(reject)('rejects: $title', (account) => {
    const { findings } = auditOf(account);
    const own = findings.filter(({ ruleId }) => ruleId === rule);
    expect(own.map(pinned)).toEqual(account.findings);
    expect(othersOf(rule, findings)).toEqual(account.others ?? []);
  });

  test.each(unknown)('cannot tell: $title', (account) => {
    const { findings, coverage } = auditOf(account);
    expect(coverage.gaps.map(({ kind, why }) => ({ kind, why }))).toEqual(account.gaps);
    expect(findings.filter(({ ruleId }) => ruleId === rule)).toEqual([]);
    expect(othersOf(rule, findings)).toEqual(account.others ?? []);
  });

  test.each(reject)('proves it: $title', (account) => {
    const snapshot = snapshotOf(account);
    const baselines = baselinesOf(account);
    for (const finding of auditOf(account).findings)
      expect(replay(snapshot, finding, baselines, account.pack)).toBe(proofOf(finding));
  });

  test.each(reject.filter(hasRecipe))('cures it: $title', (account) => {
    // A suppression of what is cured is of no use from then on.
    const bare = account.suppressions === undefined ? account : { ...account, suppressions: [] };
    const before = idsOf(bare);
    for (const finding of auditOf(bare).findings.filter(isRecipe)) {
      const after = idsOf(applyRemedy(bare, finding));
      expect(after).not.toContain(finding.id);
      expect(after.filter((id) => !before.includes(id))).toEqual([]);
    }
  });
});

function pinned({ severity, confidence, message, witness, remedy }: Finding): object {
  return { severity, confidence, message, witness, remedy };
}

function othersOf(rule: string, findings: readonly Finding[]): readonly string[] {
  return aboveInfo(findings.filter(({ ruleId }) => ruleId !== rule)).map(lineOf);
}

function idsOf(account: AccountJson): readonly string[] {
  return auditOf(account).findings.map(({ id }) => id);
}

function hasRecipe(account: RuleCase): boolean {
  return auditOf(account).findings.some(isRecipe);
}
