import { asArray, isRecord, own } from '../model/json.ts';
import { mapped } from '../model/mapped.ts';
import { readValue } from '../model/read.ts';
import type { PolicyText, Role } from '../model/role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { kept } from '../policy/kept.ts';
import { pairs } from '../policy/pairs.ts';
import type { Cure } from './cure.ts';
import { type Account, type Evidence, evidenceOf, type RoleCase } from './evidence.ts';
import type { PolicyJson, Remedy } from './finding.ts';
import { roleCase } from './role-case.ts';

/** A cure that alters a role. */
type Change = Exclude<Cure, { kind: 'tell' }>;

/** Tells the remedy of a violation. */
export type RemedyOf = (identity: string, cure: Cure) => Remedy;

/**
 * Every remedy is tried before it is told: the role is altered on paper and audited again. A policy is only given
 * where the finding goes away with it and no other comes; otherwise the advice alone is given. `found` are the identities of what
 * is found in the evidence as it is.
 */
export function remediesFor(
  evidence: Evidence,
  found: ReadonlySet<string>,
  identitiesIn: (evidence: Evidence) => Iterable<string>,
): RemedyOf {
  const { account } = evidence;
  const byRole = new Map(mapped(evidence.cases, (each) => [each.role.arn, each]));
  const tried = new Map<string, ReadonlySet<string> | 'unfit'>();
  /** The findings that stay with the change; `unfit` where it cannot be tried, or does harm. */
  const leftBy = (cure: Change): ReadonlySet<string> | 'unfit' => {
    const before = byRole.get(foundAt(cure));
    const role = account.roles.get(cure.roleArn);
    const altered = role === undefined ? undefined : alter(role, cure);
    if (before === undefined || altered === undefined) return 'unfit';
    const left = new Set<string>();
    const cases = [caseWith(altered, cure, before, account)];
    for (const identity of identitiesIn(evidenceOf(account, { cases }))) {
      if (!found.has(identity)) return 'unfit';
      left.add(identity);
    }
    return left;
  };
  return (identity, cure) => {
    if (cure.kind === 'tell') return { text: cure.text };
    // Two findings of a role can ask for the same.
    const left = kept(tried, changeIn(cure), () => leftBy(cure));
    if (left === 'unfit' || left.has(identity)) return { text: cure.otherwise };
    return { text: cure.text, ...(cure.policy === undefined ? {} : { policy: cure.policy }) };
  };
}

/** The change as a text, whatever is said of it. */
function changeIn({ text: _, otherwise: __, ...change }: Change): string {
  return JSON.stringify(change);
}

/** The role whose case is audited again. */
function foundAt(cure: Change): string {
  return cure.kind === 'attach' && cure.foundAt !== undefined ? cure.foundAt : cure.roleArn;
}

/** The case once one role is altered: its own, or another one that its tasks assume. */
function caseWith(altered: Role, cure: Change, before: RoleCase, account: Account): RoleCase {
  if (altered.arn === before.role.arn)
    return roleCase(altered, before, account, { before, parsed: parsedOf(altered, cure, before) });
  const roles = rolesWith(altered, account.roles);
  return roleCase(before.role, before, { ...account, roles }, { before, parsed: textsOf(before) });
}

/** No copy of all the roles: there may be thousands of trials. */
function rolesWith(altered: Role, roles: Account['roles']): Account['roles'] {
  return {
    get: (arn) => (arn === altered.arn ? altered : roles.get(arn)),
    has: (arn) => roles.has(arn),
  };
}

/** The documents of the altered role, where it keeps them, or keeps their other statements. */
function parsedOf(altered: Role, cure: Change, before: RoleCase): ReadonlyMap<PolicyText, PolicyDocument> {
  const parsed = new Map(textsOf(before));
  if (cure.kind === 'attach' || cure.statement.index === undefined) return parsed;
  const { policy, index } = cure.statement;
  const document = before.documents[before.role.policies.findIndex(isNamed(policy))];
  const text = altered.policies.find(isNamed(policy));
  if (document !== undefined && text !== undefined) {
    const statements = document.statements.filter((statement) => statement.index !== index);
    parsed.set(text, { ...document, statements });
  }
  return parsed;
}

function textsOf({ role, documents, boundary }: RoleCase): ReadonlyMap<PolicyText, PolicyDocument> {
  const parsed = new Map(pairs(role.policies, documents));
  if (role.boundary !== undefined && boundary !== undefined) parsed.set(role.boundary, boundary);
  return parsed;
}

function isNamed(policy: string): (text: PolicyText) => boolean {
  return ({ arn, name }) => (arn ?? name) === policy;
}

function alter(role: Role, cure: Change): Role | undefined {
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
  const index = role.policies.findIndex(isNamed(statement.policy));
  const text = role.policies[index];
  if (text === undefined) return undefined;
  const rest = role.policies.filter((other) => other !== text);
  const added = policy === undefined ? [] : [inline(policy)];
  if (statement.index === undefined) return { ...role, policies: [...rest, ...added] };
  const document = readValue(text.document);
  if (!isRecord(document)) return undefined;
  const statements = own(document, 'Statement');
  const others = (Array.isArray(statements) ? asArray(statements) : [statements]).filter(
    (_, at) => at !== statement.index,
  );
  const shorter = {
    ...text,
    document: { kind: 'known' as const, value: { ...document, Statement: others } },
  };
  return { ...role, policies: [...rest, shorter, ...added] };
}
