import type { ExpectedGrant } from '../expected/grant.ts';
import { namelessPolicyOf } from '../expected/policy-of.ts';
import { hasAction } from '../policy/action-set.ts';
import { catalogue } from '../policy/catalogue.ts';
import { kept, shortMemory } from '../policy/kept.ts';
import { intersectPatterns } from '../policy/pattern.ts';
import type { Statement } from '../policy/statement.ts';
import type { Granting } from './evidence.ts';
import type { PolicyJson } from './finding.ts';

/** What is left of a statement when it is cut down to what the uses of the role justify. */
export type Replacement =
  | { readonly kind: 'statement'; readonly policy: PolicyJson }
  /** Nothing that uses the role justifies any of it. */
  | { readonly kind: 'nothing' }
  /** The statement is of a form that has no narrower form of its own. */
  | { readonly kind: 'none' };

/**
 * The justified part of the statement, with the actions of services that the catalogue does not list kept as they
 * are: they were not judged. Not given for NotAction, NotResource, and conditions that a replacement would lose.
 */
export function replacementOf({ statement }: Granting, allowed: readonly ExpectedGrant[]): Replacement {
  if (statement.actions.not || statement.resources.not || statement.trouble !== undefined)
    return { kind: 'none' };
  const outside = statement.actions.patterns.filter(isUnlisted);
  const keys = new Set(statement.conditions.map(({ key }) => key.toLowerCase()));
  const within = allowed.flatMap((grant) => cutTo(statement, grant));
  const lost = within.some(({ context }) =>
    [...keys].some((key) => !Object.keys(context).some((name) => name.toLowerCase() === key)),
  );
  if (lost || (outside.length > 0 && keys.size > 0)) return { kind: 'none' };
  // Without Sids: those of the statements that stay in the document are not known here.
  const narrower = namelessPolicyOf(within, 'allowed').Statement;
  const rest =
    outside.length === 0
      ? []
      : [{ Effect: 'Allow' as const, Action: outside, Resource: statement.resources.patterns }];
  if (within.length === 0 && rest.length === 0) return { kind: 'nothing' };
  return { kind: 'statement', policy: { Version: '2012-10-17', Statement: [...narrower, ...rest] } };
}

/** True for actions of a service that the catalogue does not list, which nobody judges. */
export function isUnlisted(pattern: string): boolean {
  const service = pattern.split(':', 1).join('').toLowerCase();
  return !/[*?]/.test(service) && !catalogue.services.has(service);
}

/** The part of a justified grant that lies within the statement. */
function cutTo(statement: Statement, grant: ExpectedGrant): readonly ExpectedGrant[] {
  const wanted = grant.action.toLowerCase();
  // Most statements have none of what most grants name.
  if (!/[*?]/.test(wanted) && !hasAction(statement.actions, wanted)) return [];
  const actions = statement.actions.patterns.flatMap((pattern) => common(pattern.toLowerCase(), wanted));
  if (actions.length === 0) return [];
  const action = actions.includes(wanted) ? grant.action : (actions[0] ?? grant.action);
  const found = grant.resources.flatMap((resource) =>
    statement.resources.patterns.flatMap((pattern) => intersectPatterns(pattern, resource) ?? []),
  );
  const [first, ...others] = new Set(found);
  return first === undefined ? [] : [{ ...grant, action, resources: [first, ...others], bound: 'allowed' }];
}

function common(pattern: string, action: string): readonly string[] {
  return kept(COMMON, `${pattern} ${action}`, () => [intersectPatterns(pattern, action) ?? []].flat());
}

/** The same actions are wanted of most roles. */
const COMMON = shortMemory<string, readonly string[]>(1_000);
