import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { readValue } from '../../src/model/read.ts';
import type { PolicyText } from '../../src/model/role.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { applyRemedy, isRecipe } from '../support/apply-remedy.ts';
import {
  type AccountJson,
  aboveInfo,
  auditOf,
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
    for (const finding of auditOf(account).findings)
      expect(replay(account, finding)).toBe(PROOF[proofOf(finding)]);
  });

  test.each(reject.filter(hasRecipe))('cures it: $title', (account) => {
    const before = idsOf(account);
    for (const finding of auditOf(account).findings.filter(isRecipe)) {
      const after = idsOf(applyRemedy(account, finding));
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

type Proof = 'absent' | 'trust' | 'excess' | 'missing';

/** What a replay of the witness has to answer for the finding to be true. */
const PROOF: Readonly<Record<Proof, string>> = {
  absent: 'no such role',
  trust: 'refused',
  excess: 'allowed',
  missing: 'refused',
};

function proofOf({ ruleId, witness }: Finding): Proof {
  if (ruleId === 'execution-role-missing') return 'absent';
  if (ruleId === 'execution-role-not-assumable') return 'trust';
  if (witness?.context['sts:ExternalId'] !== undefined) return 'trust';
  return ruleId === 'permission-excess' || ruleId === 'pass-role-too-wide' ? 'excess' : 'missing';
}

/** Puts the witness to the evaluator, with nothing of the audit in between but the parser. */
function replay(account: AccountJson, finding: Finding): string {
  const { roles, serviceControlPolicies } = snapshotOf(account);
  const role = roles.find(({ arn }) => arn === finding.role.arn);
  const { witness } = finding;
  if (witness === undefined) return 'no witness';
  if (role === undefined) return 'no such role';
  const isTrust = proofOf(finding) === 'trust';
  const access = isTrust
    ? identityAccess([parseTrustPolicy(readValue(role.trust.document))])
    : identityAccess(
        role.policies.map(parse),
        role.boundary === undefined ? undefined : parse(role.boundary),
        serviceControlPolicies.map((level) => level.map(parse)),
      );
  const [service] = witness.context['aws:PrincipalServiceName'] ?? [];
  const [principal = ''] = witness.context['aws:PrincipalArn'] ?? [];
  const who = service === undefined ? `AWS:${principal}` : `Service:${service}`;
  const request = isTrust ? { ...witness, resource: who } : witness;
  const { kind } = evaluate(access, request);
  return kind === 'implicitDeny' || kind === 'explicitDeny' ? 'refused' : kind;
}

function parse(text: PolicyText): PolicyDocument {
  return parsePolicy(readValue(text.document), text.name);
}
