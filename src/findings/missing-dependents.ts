import { actionNamed } from '../policy/catalogue.ts';
import { overlaps } from '../policy/contains.ts';
import { type Dependent, dependentsOf, type Occasion } from '../policy/dependent-actions.ts';
import { accessTo } from './checks.ts';
import { statementsOf } from './customer-statements.ts';
import type { Account, RoleCase } from './evidence.ts';
import { allowedAmong, withActions } from './sample-request.ts';

/** Actions that a role is allowed nowhere, although actions that it may call depend on them. */
export interface MissingDependents {
  readonly actions: readonly [string, ...string[]];
  readonly occasion: Occasion;
  /** What depends on them, as the catalogue spells it. */
  readonly of: readonly [string, ...string[]];
}

/** From what every call meets to what hardly one does. */
const OCCASIONS: readonly Occasion[] = ['always', 'role', 'option', 'first', 'tags'];

/**
 * One for each dependent action, and one for all those that calls may do without. Only what statements of the account name without
 * wildcards counts: whoever allows `sagemaker:*` means no call in particular.
 */
export function missingDependents(roleCase: RoleCase, account: Account): readonly MissingDependents[] {
  const found = new Map<string, MissingDependents>();
  for (const action of namedActions(roleCase, account)) {
    for (const dependent of dependentsOf(action)) {
      const key = dependent.occasion === 'option' ? '' : dependent.action;
      const before = found.get(key);
      const isKnown = before?.actions.includes(dependent.action) === true;
      if (!isKnown && isAllowedSomewhere(dependent.action, roleCase)) continue;
      found.set(key, joined(before, dependent, action));
    }
  }
  return [...found.values()];
}

function joined(
  before: MissingDependents | undefined,
  { action, occasion }: Dependent,
  of: string,
): MissingDependents {
  if (before === undefined) return { actions: [action], occasion, of: [of] };
  const isMore = OCCASIONS.indexOf(occasion) < OCCASIONS.indexOf(before.occasion);
  const [firstAction, ...actions] = new Set([...before.actions, action]);
  const [first, ...others] = new Set(isMore ? [of, ...before.of] : [...before.of, of]);
  return {
    actions: [firstAction ?? action, ...actions],
    occasion: isMore ? occasion : before.occasion,
    of: [first ?? of, ...others],
  };
}

/** The actions that statements name and the role may call. */
function namedActions(roleCase: RoleCase, account: Account): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { statement } of statementsOf(roleCase)) {
    const { effect, actions } = statement;
    if (effect !== 'Allow' || actions.not) continue;
    for (const name of actions.patterns.flatMap(withDependents))
      if (!named.has(name) && allowedAmong(withActions(statement, [name]), roleCase, account) !== undefined)
        named.add(name);
  }
  return named;
}

/** The action as the catalogue spells it, if something is known to depend on it. */
function withDependents(pattern: string): readonly string[] {
  const name = dependentsOf(pattern).length === 0 ? undefined : actionNamed(pattern)?.name;
  return name === undefined ? [] : [name];
}

/** Whether the role is allowed the action on anything at all; PassRole counts where it is to SageMaker. */
function isAllowedSomewhere(action: string, { access, pins }: RoleCase): boolean {
  const context = action === 'iam:PassRole' ? { 'iam:PassedToService': 'sagemaker.amazonaws.com' } : {};
  return overlaps(accessTo(action, '*', context), access, { pins }).kind !== 'disjoint';
}
