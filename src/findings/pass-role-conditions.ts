import { actionGlob } from '../policy/action-set.ts';
import { actionNamed } from '../policy/catalogue.ts';
import { matchesGlob } from '../policy/glob.ts';
import { matchCondition } from '../policy/match-condition.ts';
import type { Request } from '../policy/request.ts';
import type { CustomerStatement } from './customer-statements.ts';
import { isListed } from './dead-conditions.ts';
import type { Account, RoleCase } from './evidence.ts';
import { withMorePins } from './more-pins.ts';
import { accessWithout, refusedAbout, withActions } from './sample-request.ts';

/** Actions that are allowed only to a service that something is passed to, although they pass nothing. */
export interface BesidePassRole {
  readonly actions: readonly [string, ...string[]];
  /** The first of them, which the role refuses. */
  readonly witness: Request;
  /** `iam:PassRole` is not among the actions of the statement. */
  readonly isWhole: boolean;
  /** A use of the role asks for one of them. */
  readonly isNeeded: boolean;
}

/**
 * Only PassRole carries the key. In a statement that has PassRole too, the actions count that are written without wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService
 */
export function besidePassRole(found: CustomerStatement, account: Account): BesidePassRole | undefined {
  const { roleCase, statement } = found;
  const { actions, conditions } = statement;
  const demands = conditions.some(
    (condition) => condition.key === KEY && matchCondition(condition, NO_KEYS, '').kind === 'no',
  );
  if (!demands || !isListed(statement)) return undefined;
  const passes = actions.patterns.some((pattern) => matchesGlob(actionGlob(pattern), PASS_ROLE));
  const others = actions.patterns.filter((pattern) => pattern.toLowerCase() !== PASS_ROLE);
  const told = passes ? others.filter((pattern) => actionNamed(pattern) !== undefined) : others;
  if (told.length === 0) return undefined;
  const pins = withMorePins(roleCase.pins, { [KEY]: null });
  const access = { access: accessWithout(found), pins };
  const refused = told.flatMap((pattern) => {
    const witness = refusedAbout(withActions(statement, [pattern]), access, account);
    return witness === undefined ? [] : [{ pattern, witness }];
  });
  const needed = refused.find(({ pattern }) => isMissed(pattern, roleCase));
  const [first, ...rest] =
    needed === undefined ? refused : [needed, ...refused.filter((one) => one !== needed)];
  if (first === undefined) return undefined;
  return {
    actions: [first.pattern, ...rest.map(({ pattern }) => pattern)],
    witness: first.witness,
    isWhole: !passes,
    isNeeded: needed !== undefined,
  };
}

const KEY = 'iam:passedtoservice';
const PASS_ROLE = 'iam:passrole';
const NO_KEYS: ReadonlyMap<string, readonly string[]> = new Map();

/** Whether some use of the role asks for the action and is refused. */
export function isMissed(action: string, { uses, questions }: RoleCase): boolean {
  const name = action.toLowerCase();
  const asked = questions.map(({ askers: [{ grant }], outcome }) => ({ grant, outcome }));
  return [...uses.flatMap(({ checks }) => checks), ...asked].some(
    ({ grant, outcome }) => outcome.kind === 'missing' && grant.action.toLowerCase() === name,
  );
}
