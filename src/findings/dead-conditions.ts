import { actionNamed, actionsMatching, type CatalogueAction, catalogue } from '../policy/catalogue.ts';
import type { Condition } from '../policy/condition.ts';
import { type KeyStatus, keyStatus } from '../policy/condition-keys.ts';
import { kept, memory } from '../policy/kept.ts';
import { matchCondition } from '../policy/match-condition.ts';
import type { Statement } from '../policy/statement.ts';

/** A condition on a key that no request of the statement carries. */
export interface DeadCondition {
  readonly condition: Condition;
  readonly status: Extract<KeyStatus, { kind: 'unknown' | 'replaced' | 'unsupported' }>;
  /** What the condition says of a request without the key. */
  readonly holds: boolean;
}

const KNOWN = memory<Statement, readonly DeadCondition[]>();

/** Those of which it is certain what they say of an absent key. */
export function deadConditions(statement: Statement): readonly DeadCondition[] {
  return statement.conditions.length === 0 ? [] : kept(KNOWN, statement, findDead);
}

/** It has a rule of its own, as it is the one that belongs to a single action. */
const PASSED_TO_SERVICE = 'iam:passedtoservice';

function findDead(statement: Statement): readonly DeadCondition[] {
  const conditions = statement.conditions.filter(({ key }) => key !== PASSED_TO_SERVICE);
  if (conditions.length === 0) return [];
  const actions = actionsOf(statement);
  return conditions.flatMap((condition): readonly DeadCondition[] => {
    const status = keyStatus(condition.key, actions);
    if (status.kind === 'supported' || status.kind === 'undecided') return [];
    const match = matchCondition(condition, NO_KEYS, '');
    return match.kind === 'maybe' ? [] : [{ condition, status, holds: match.kind === 'yes' }];
  });
}

const NO_KEYS: ReadonlyMap<string, readonly string[]> = new Map();

/** The listed actions of a statement; undefined where it may have others. */
function actionsOf(statement: Statement): readonly CatalogueAction[] | undefined {
  return isListed(statement) ? statement.actions.patterns.flatMap(actionsLike) : undefined;
}

function actionsLike(pattern: string): readonly CatalogueAction[] {
  if (/[*?]/.test(pattern)) return [...actionsMatching(pattern)];
  const named = actionNamed(pattern);
  return named === undefined ? [] : [named];
}

/** True where every action of the statement belongs to a service that is listed. */
export function isListed({ actions: { services } }: Statement): boolean {
  if (services === undefined) return false;
  for (const service of services) if (!catalogue.services.has(service)) return false;
  return true;
}
