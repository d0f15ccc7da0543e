import { asArray, isRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';
import type { Cure } from './cure.ts';
import { type Account, type Evidence, emptyEvidence, type RoleCase } from './evidence.ts';
import type { PolicyJson, Remedy } from './finding.ts';
import { roleCase } from './role-case.ts';

/** Tells the remedy of a violation. */
export type RemedyOf = (id: string, cure: Cure) => Remedy;

/**
 * Every remedy is tried before it is told: the role is altered on paper and audited again. A policy is only given
 * where the finding goes away with it and no other comes; otherwise the advice alone is given. `found` are the findings of
 * the evidence as it is.
 */
export function remediesFor(
  { account, cases }: Evidence,
  found: ReadonlySet<string>,
  idsOf: (evidence: Evidence) => ReadonlySet<string>,
): RemedyOf {
  const byRole = new Map(cases.map((each) => [each.role.arn, each]));
  const idsOfCase = (only: RoleCase) => idsOf({ ...emptyEvidence(account), cases: [only] });
  return (id, cure) => {
    if (cure.kind === 'tell') return { text: cure.text };
    const before = byRole.get(foundAt(cure));
    const role = account.roles.get(cure.roleArn);
    const altered = role === undefined ? undefined : alter(role, cure);
    if (before === undefined || altered === undefined) return { text: cure.otherwise };
    const after = caseWith(altered, before, account, cure.kind === 'attach');
    const left = idsOfCase(after);
    if (left.has(id) || [...left].some((other) => !found.has(other))) return { text: cure.otherwise };
    return { text: cure.text, ...(cure.policy === undefined ? {} : { policy: cure.policy }) };
  };
}

/** The role whose case is audited again. */
function foundAt(cure: Exclude<Cure, { kind: 'tell' }>): string {
  return cure.kind === 'attach' && cure.foundAt !== undefined ? cure.foundAt : cure.roleArn;
}

/** The case once one role is altered: its own, or another one that its tasks assume. */
function caseWith(altered: Role, before: RoleCase, account: Account, onlyGained: boolean): RoleCase {
  if (altered.arn === before.role.arn) return roleCase(altered, before, account, { before, onlyGained });
  const roles = new Map([...account.roles, [altered.arn, altered]]);
  return roleCase(before.role, before, { ...account, roles }, { before, onlyGained });
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
