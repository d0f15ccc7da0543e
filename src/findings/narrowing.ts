import type { ExpectedGrant } from '../expected/grant.ts';
import { policyOf } from '../expected/policy-of.ts';
import type { Cure } from './cure.ts';
import type { Account, Granting, RoleCase } from './evidence.ts';
import { printable } from './printable.ts';
import { type Replacement, replacementOf } from './replacement.ts';

/** The cure of a statement, or of a whole AWS managed policy, that grants too much; `otherwise` where there is no better. */
export function narrowingCure(
  granting: Granting,
  roleCase: RoleCase,
  account: Account,
  otherwise: string,
): Cure {
  const { text } = granting;
  const roleArn = roleCase.role.arn;
  const role = `\`${printable(roleCase.role.name)}\``;
  const policy = `\`${printable(text.name)}\``;
  if (text.origin === 'aws-managed') {
    const kept = policyOf(keptGrants(roleCase), 'allowed').policy;
    const needed = kept.Statement.length > 0;
    return {
      kind: 'replace',
      roleArn,
      statement: { policy: text.arn ?? text.name },
      ...(needed ? { policy: kept } : {}),
      text: `Detach ${policy} from ${role}${needed ? ' and attach this inline policy' : ''}`,
      otherwise,
    };
  }
  const others = (account.attachments.get(text.arn ?? '') ?? 1) - 1;
  if (others > 0) {
    const count = `${others} other ${others === 1 ? 'role' : 'roles'}`;
    return {
      kind: 'tell',
      text: `${policy} is attached to ${count} too: give ${role} a policy of its own. ${otherwise}`,
    };
  }
  return statementCure(granting, roleCase, otherwise);
}

function statementCure(granting: Granting, roleCase: RoleCase, otherwise: string): Cure {
  const { text, statement } = granting;
  const sid = statement.sid === undefined ? statement.index : printable(statement.sid);
  const place = `statement ${sid} of \`${printable(text.name)}\``;
  const target = {
    kind: 'replace',
    roleArn: roleCase.role.arn,
    statement: { policy: text.arn ?? text.name, index: statement.index },
    otherwise,
  } as const;
  const replacement = knownReplacement(granting, roleCase);
  switch (replacement.kind) {
    case 'statement':
      return { ...target, policy: replacement.policy, text: `Replace ${place} by this` };
    case 'nothing':
      return { ...target, text: `Remove ${place}` };
    case 'none':
      return { kind: 'tell', text: otherwise };
  }
}

/** Every remedy that is tried asks for the same ones again. */
const KNOWN = new WeakMap<RoleCase['allowed'], Map<Granting['statement'], Replacement>>();

function knownReplacement(granting: Granting, roleCase: RoleCase): Replacement {
  const { allowed } = roleCase;
  const ofRole = KNOWN.get(allowed) ?? new Map<Granting['statement'], Replacement>();
  const replacement = ofRole.get(granting.statement) ?? replacementOf(granting, keptGrants(roleCase));
  KNOWN.set(allowed, ofRole.set(granting.statement, replacement));
  return replacement;
}

/**
 * What a narrower policy keeps: of each call that a definition provably makes the exact form, of the others the
 * justified one. What the documentation lists and no call needs, such as `iam:PassRole` on every role for a
 * transform job, is not for anybody to keep.
 */
function keptGrants({ allowed }: RoleCase): readonly ExpectedGrant[] {
  const keyOf = ({ action, why }: ExpectedGrant) =>
    JSON.stringify([action, why.integration, why.state, why.field]);
  const exact = new Set(allowed.filter(({ bound }) => bound === 'required').map(keyOf));
  return allowed
    .filter(
      (grant) => grant.bound === 'required' || (!exact.has(keyOf(grant)) && grant.need !== 'documented'),
    )
    .map((grant) => ({ ...grant, bound: 'allowed' }));
}
