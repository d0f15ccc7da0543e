import type { Condition } from '../policy/condition.ts';
import { contains } from '../policy/contains.ts';
import { identityAccess } from '../policy/effective.ts';
import { matchCondition } from '../policy/match-condition.ts';
import type { Pins } from '../policy/pins.ts';
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

const NOTHING = identityAccess([]);

/**
 * Undefined unless it is certain. Of a managed policy the conditions on the principal do not count: they choose among those whom it is
 * attached to.
 */
export function unmetConditions(found: CustomerStatement): Unmet | undefined {
  const { roleCase, statement, text } = found;
  const { conditions } = statement;
  if (conditions.length === 0) return undefined;
  const isManaged = text.origin !== 'inline';
  const counted = conditions.filter(({ key }) => !(isManaged && tellsPrincipalsApart(key)));
  const pins = knownPins(roleCase);
  const forServices = isOnlyForServices(roleCase);
  const [first, ...others] = counted.filter(
    (condition) =>
      (forServices && needsMfa(condition)) || isEmpty({ ...statement, conditions: [condition] }, pins),
  );
  if (first !== undefined) return { kind: 'never', conditions: [first, ...others] };
  const keys = repeatedKeys(counted);
  return keys.length > 0 && isEmpty({ ...statement, conditions: counted }, pins)
    ? { kind: 'contradiction', keys }
    : undefined;
}

/** Whether the conditions let nothing through; what the resources say is another matter. */
function isEmpty(statement: Statement, pins: Pins): boolean {
  const anywhere = { ...statement, resources: resourcePatternsOf(ANYTHING) };
  return contains(accessOfStatement(anywhere), NOTHING, { pins }).kind === 'contained';
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

function repeatedKeys(conditions: readonly Condition[]): readonly string[] {
  const spelled = new Map<string, string>();
  const repeated = new Set<string>();
  for (const { key, spelling } of conditions) {
    if (spelled.has(key)) repeated.add(spelled.get(key) ?? spelling);
    spelled.set(key, spelling);
  }
  return [...repeated];
}
