import { actionsMatching, type CatalogueAction, catalogue } from '../policy/catalogue.ts';
import type { Condition } from '../policy/condition.ts';
import { type KeyStatus, keyStatus } from '../policy/condition-keys.ts';
import { kept } from '../policy/kept.ts';
import { matchCondition } from '../policy/match-condition.ts';
import type { Statement } from '../policy/statement.ts';

/** A condition on a key that no request of the statement carries. */
export interface DeadCondition {
  readonly condition: Condition;
  readonly status: Extract<KeyStatus, { kind: 'unknown' | 'replaced' | 'unsupported' }>;
  /** What the condition says of a request without the key. */
  readonly holds: boolean;
}

const KNOWN = new WeakMap<Statement, readonly DeadCondition[]>();

/** Those of which it is certain what they say of an absent key. */
export function deadConditions(statement: Statement): readonly DeadCondition[] {
  return statement.conditions.length === 0 ? [] : kept(KNOWN, statement, findDead);
}

/** It has a rule of its own, as it is the one that belongs to a single action. */
const PASSED_TO_SERVICE = 'iam:passedtoservice';

function findDead(statement: Statement): readonly DeadCondition[] {
  const actions = actionsOf(statement);
  return statement.conditions.flatMap((condition): readonly DeadCondition[] => {
    const status = keyStatus(condition.key, actions);
    if (status.kind === 'supported' || status.kind === 'undecided' || condition.key === PASSED_TO_SERVICE)
      return [];
    const match = matchCondition(condition, NO_KEYS, '');
    return match.kind === 'maybe' ? [] : [{ condition, status, holds: match.kind === 'yes' }];
  });
}

const NO_KEYS: ReadonlyMap<string, readonly string[]> = new Map();

/** The listed actions of a statement; undefined where it may have others. */
export function actionsOf({ actions }: Statement): readonly CatalogueAction[] | undefined {
  if (actions.not) return undefined;
  const found: CatalogueAction[] = [];
  for (const pattern of actions.patterns) {
    const [service = ''] = pattern.toLowerCase().split(':', 1);
    if (!catalogue.services.has(service)) return undefined;
    found.push(...actionsMatching(pattern));
  }
  return found;
}
