import type { Condition } from '../policy/condition.ts';
import { contains } from '../policy/contains.ts';
import { identityAccess } from '../policy/effective.ts';
import { kept, memory } from '../policy/kept.ts';
import { matchCondition } from '../policy/match-condition.ts';
import { pinnedValues } from '../policy/pins.ts';
import { resourcePatternsOf } from '../policy/resource-patterns.ts';
import type { Statement } from '../policy/statement.ts';
import { ANYTHING } from '../policy/statement-parts.ts';
import type { CustomerStatement } from './customer-statements.ts';
import { isOnlyForServices, knownPins, tellsPrincipalsApart } from './known-requests.ts';
import { accessOfStatement } from './sample-request.ts';

/** Why no request meets the conditions of a statement. */
export type Unmet =
  /** Each of the conditions is one that no request with this role meets. */
  | { readonly kind: 'never'; readonly conditions: readonly [Condition, ...Condition[]] }
  /** Each could be met, and not all of them together. */
  | { readonly kind: 'contradiction'; readonly keys: readonly string[] };

/**
 * Undefined unless it is certain. Of a managed policy the conditions on the principal do not count: they choose among those whom it is
 * attached to.
 */
export function unmetConditions({ roleCase, statement, text }: CustomerStatement): Unmet | undefined {
  const isManaged = text.origin !== 'inline';
  const known = pinnedValues(knownPins(roleCase));
  const forServices = isOnlyForServices(roleCase);
  const [first, ...others] = statement.conditions.filter((condition) => {
    if (isManaged && tellsPrincipalsApart(condition.key)) return false;
    if (forServices && needsMfa(condition)) return true;
    return known.has(condition.key) && matchCondition(condition, known, '').kind === 'no';
  });
  if (first !== undefined) return { kind: 'never', conditions: [first, ...others] };
  const keys = kept(CONTRADICTIONS, statement, contradictionOf);
  return keys.length > 0 ? { kind: 'contradiction', keys } : undefined;
}

const CONTRADICTIONS = memory<Statement, readonly string[]>();
const NOTHING = identityAccess([]);

/** The keys that are asked for more than once, if no values of theirs meet all that is asked. */
function contradictionOf(statement: Statement): readonly string[] {
  const keys = repeatedKeys(statement.conditions);
  if (keys.size === 0) return [];
  const conditions = statement.conditions.filter(({ key }) => keys.has(key));
  const anywhere = { ...statement, conditions, resources: resourcePatternsOf(ANYTHING) };
  const isEmpty = contains(accessOfStatement(anywhere), NOTHING).kind === 'contained';
  return isEmpty ? [...keys.values()] : [];
}

/** The sessions of a service are without it, or say that they have none. */
function needsMfa(condition: Condition): boolean {
  if (condition.key !== 'aws:multifactorauthpresent') return false;
  return FORMS.every((keys) => matchCondition(condition, keys, '').kind === 'no');
}

const FORMS: readonly ReadonlyMap<string, readonly string[]>[] = [
  new Map(),
  new Map([['aws:multifactorauthpresent', ['false']]]),
];

/** By their names in lower case, as they are spelled first. */
function repeatedKeys(conditions: readonly Condition[]): ReadonlyMap<string, string> {
  const spelled = new Map<string, string>();
  const repeated = new Map<string, string>();
  for (const { key, spelling } of conditions) {
    const before = spelled.get(key);
    if (before === undefined) spelled.set(key, spelling);
    else repeated.set(key, before);
  }
  return repeated;
}
