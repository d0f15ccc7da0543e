import { asArray, isRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { Cure } from './cure.ts';
import type { Evidence, RoleCase } from './evidence.ts';
import type { PolicyJson, Remedy } from './finding.ts';
import { roleCase } from './gather.ts';

/** Ids of the findings that the rules make of an evidence. */
export type IdsOf = (evidence: Evidence) => ReadonlySet<string>;

/**
 * The remedy of a violation, tried before it is told: the role is altered on paper and audited again. A policy is
 * only given where the finding goes away with it and no other comes; otherwise the advice alone is given.
 */
export function remedyFor(id: string, cure: Cure, evidence: Evidence, idsOf: IdsOf): Remedy {
  if (cure.kind === 'tell') return { text: cure.text };
  const before = evidence.cases.find(({ role }) => role.arn === cure.roleArn);
  const altered = before === undefined ? undefined : alter(before.role, cure);
  if (before === undefined || altered === undefined) return { text: cure.otherwise };
  const after = roleCase(altered, before.uses, evidence.account);
  if (!cures(id, withOnly(evidence, before), withOnly(evidence, after), idsOf))
    return { text: cure.otherwise };
  return { text: cure.text, ...(cure.policy === undefined ? {} : { policy: cure.policy }) };
}

function cures(id: string, before: Evidence, after: Evidence, idsOf: IdsOf): boolean {
  const known = idsOf(before);
  const left = idsOf(after);
  return !left.has(id) && [...left].every((other) => known.has(other));
}

function withOnly(evidence: Evidence, only: RoleCase): Evidence {
  return { account: evidence.account, cases: [only], homeless: [] };
}

function alter(role: Role, cure: Exclude<Cure, { kind: 'tell' }>): Role | undefined {
  switch (cure.kind) {
    case 'attach':
      return { ...role, policies: [...role.policies, inline(cure.policy)] };
    case 'replace':
      return replaced(role, cure);
  }
}

const NAME = 'PlumblineRemedy';

function inline(policy: PolicyJson): Role['policies'][number] {
  return { name: NAME, origin: 'inline', document: { kind: 'known', value: policy } };
}

function replaced(role: Role, { statement, policy }: Extract<Cure, { kind: 'replace' }>): Role | undefined {
  const index = role.policies.findIndex(({ arn, name }) => (arn ?? name) === statement.policy);
  const text = role.policies[index];
  if (text === undefined) return undefined;
  const rest = role.policies.filter((other) => other !== text);
  const added = policy === undefined ? [] : [inline(policy)];
  if (statement.index === undefined) return { ...role, policies: [...rest, ...added] };
  const document = readValue(text.document);
  if (!isRecord(document)) return undefined;
  const statements = own(document, 'Statement');
  const kept = (Array.isArray(statements) ? asArray(statements) : [statements]).filter(
    (_, at) => at !== statement.index,
  );
  const shorter = { ...text, document: { kind: 'known' as const, value: { ...document, Statement: kept } } };
  return { ...role, policies: [...rest, shorter, ...added] };
}
