import type { ExpectedGrant } from '../expected/grant.ts';
import { policyOf } from '../expected/policy-of.ts';
import { intersectPatterns } from '../policy/pattern.ts';
import type { Statement } from '../policy/statement.ts';
import type { Cure } from './cure.ts';
import type { Granting, RoleCase } from './evidence.ts';
import type { PolicyJson } from './finding.ts';
import { printable } from './printable.ts';

/** What is left of a statement when it is cut down to what the uses of the role justify. */
export type Replacement =
  | { readonly kind: 'statement'; readonly policy: PolicyJson }
  /** Nothing that uses the role justifies any of it. */
  | { readonly kind: 'nothing' }
  /** The statement is of a form that has no narrower form of its own. */
  | { readonly kind: 'none' };

/**
 * The justified part of the statement, with the actions that lie outside `services` kept as they are. Not given
 * for NotAction, NotResource, and conditions that a replacement would lose.
 */
function replacementOf(
  { statement }: Granting,
  allowed: readonly ExpectedGrant[],
  services: readonly string[],
): Replacement {
  if (statement.actions.not || statement.resources.not || statement.trouble !== undefined)
    return { kind: 'none' };
  const inside = (pattern: string) => services.includes(pattern.split(':', 1).join('').toLowerCase());
  const outside = statement.actions.patterns.filter((pattern) => !inside(pattern));
  if (outside.some((pattern) => /[*?]/.test(pattern.split(':', 1).join('')))) return { kind: 'none' };
  const keys = new Set(statement.conditions.map(({ key }) => key.toLowerCase()));
  const kept = allowed.flatMap((grant) => cutTo(statement, grant));
  const lost = kept.some(({ context }) =>
    [...keys].some((key) => !Object.keys(context).some((name) => name.toLowerCase() === key)),
  );
  if (lost || (outside.length > 0 && keys.size > 0)) return { kind: 'none' };
  const { Statement } = policyOf(kept, 'allowed').policy;
  const rest =
    outside.length === 0
      ? []
      : [{ Effect: 'Allow' as const, Action: outside, Resource: statement.resources.patterns }];
  if (kept.length === 0 && rest.length === 0) return { kind: 'nothing' };
  return { kind: 'statement', policy: { Version: '2012-10-17', Statement: [...Statement, ...rest] } };
}

/** The part of a justified grant that lies within the statement. */
function cutTo(statement: Statement, grant: ExpectedGrant): readonly ExpectedGrant[] {
  const actions = statement.actions.patterns.flatMap(
    (pattern) => intersectPatterns(pattern.toLowerCase(), grant.action.toLowerCase()) ?? [],
  );
  if (actions.length === 0) return [];
  const action = actions.includes(grant.action.toLowerCase()) ? grant.action : (actions[0] ?? grant.action);
  const found = grant.resources.flatMap((resource) =>
    statement.resources.patterns.flatMap((pattern) => intersectPatterns(pattern, resource) ?? []),
  );
  const [first, ...others] = new Set(found);
  return first === undefined ? [] : [{ ...grant, action, resources: [first, ...others], bound: 'allowed' }];
}

/**
 * What a narrower policy keeps: of each call that a definition provably makes the exact form, of the others the
 * justified one. What the documentation lists and no call needs, such as `iam:PassRole` on every role for a
 * transform job, is not for anybody to keep.
 */
function keptGrants({ allowed }: RoleCase): readonly ExpectedGrant[] {
  const keyOf = ({ action, why }: ExpectedGrant) => JSON.stringify([action, why.integration, why.state]);
  const exact = new Set(allowed.filter(({ bound }) => bound === 'required').map(keyOf));
  return allowed
    .filter(
      (grant) => grant.bound === 'required' || (!exact.has(keyOf(grant)) && grant.need !== 'documented'),
    )
    .map((grant) => ({ ...grant, bound: 'allowed' }));
}

/** The cure of a statement, or of a whole AWS managed policy, that grants too much. */
export function narrowingCure(
  granting: Granting,
  roleCase: RoleCase,
  services: readonly string[],
  otherwise: string,
): Cure {
  const { text, statement } = granting;
  const role = `\`${printable(roleCase.role.name)}\``;
  const policy = `\`${printable(text.name)}\``;
  const roleArn = roleCase.role.arn;
  if (text.origin === 'aws-managed') {
    return {
      kind: 'replace',
      roleArn,
      statement: { policy: text.arn ?? text.name },
      policy: policyOf(keptGrants(roleCase), 'allowed').policy,
      text: `Detach ${policy} from ${role} and attach this inline policy; add what the role needs of services other than ${services.join(', ')}, which are not judged`,
      otherwise,
    };
  }
  const place = `statement ${statement.sid === undefined ? statement.index : printable(statement.sid)} of ${policy}`;
  const replacement = replacementOf(granting, keptGrants(roleCase), services);
  const target = { policy: text.arn ?? text.name, index: statement.index };
  switch (replacement.kind) {
    case 'statement':
      return {
        kind: 'replace',
        roleArn,
        statement: target,
        policy: replacement.policy,
        text: `Replace ${place} by this`,
        otherwise,
      };
    case 'nothing':
      return { kind: 'replace', roleArn, statement: target, text: `Remove ${place}`, otherwise };
    case 'none':
      return { kind: 'tell', text: otherwise };
  }
}
