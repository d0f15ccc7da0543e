import { plainPolicyOf } from '../expected/policy-of.ts';
import type { PolicyText } from '../model/role.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Cure } from './cure.ts';
import type { Account, Granting, RoleCase } from './evidence.ts';
import { keptGrants } from './kept-grants.ts';
import { printable } from './printable.ts';
import { isUnlisted, type Replacement, replacementOf } from './replacement.ts';

/** The cure of a statement, or of a whole AWS managed policy, that grants too much; `otherwise` where there is no better. */
export function narrowingCure(
  granting: Granting,
  roleCase: RoleCase,
  account: Account,
  otherwise: string,
): Cure {
  // Nobody knows what is to be kept.
  if (roleCase.excessBlockedBy !== undefined && roleCase.executions.length > 0)
    return { kind: 'tell', text: otherwise };
  return (
    policyCure(granting.text, roleCase, account, otherwise) ?? statementCure(granting, roleCase, otherwise)
  );
}

/** The cure of a policy that is told as a whole: what the role needs in its place. */
export function replacingCure(
  granting: Granting,
  roleCase: RoleCase,
  account: Account,
  otherwise: string,
): Cure {
  const cure = policyCure(granting.text, roleCase, account, otherwise);
  if (cure !== undefined) return cure;
  const { text } = granting;
  const { role, documents } = roleCase;
  const document = documents[role.policies.indexOf(text)];
  // A Deny has to stay, and so what nobody has judged.
  const isJudged = document?.statements.every(
    ({ effect, trouble, actions }) =>
      effect === 'Allow' && trouble === undefined && !actions.patterns.some(isUnlisted),
  );
  const kept = plainPolicyOf(keptGrants(roleCase), 'allowed');
  if (isJudged !== true || kept.Statement.length === 0) return { kind: 'tell', text: otherwise };
  return {
    kind: 'replace',
    roleArn: role.arn,
    statement: { policy: text.arn ?? text.name },
    policy: kept,
    text: `Replace \`${printable(text.name)}\` by this`,
    otherwise,
  };
}

/** What can be done about a policy that nobody edits for one role; undefined where it can be edited. */
function policyCure(
  text: PolicyText,
  roleCase: RoleCase,
  account: Account,
  otherwise: string,
): Cure | undefined {
  const roleArn = roleCase.role.arn;
  const role = `\`${printable(roleCase.role.name)}\``;
  const policy = `\`${printable(text.name)}\``;
  if (text.origin === 'aws-managed') {
    const kept = plainPolicyOf(keptGrants(roleCase), 'allowed');
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
  return undefined;
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
      return { policy: replacement.policy, text: `Replace ${place} by this`, ...target };
    case 'nothing':
      return { text: `Remove ${place}`, ...target };
    case 'none':
      return { kind: 'tell', text: otherwise };
  }
}

/** Every remedy that is tried asks for the same ones again. */
const KNOWN = memory<RoleCase['allowed'], Map<Granting['statement'], Replacement>>();

function knownReplacement(granting: Granting, roleCase: RoleCase): Replacement {
  const ofRole = kept(KNOWN, roleCase.allowed, () => new Map());
  return kept(ofRole, granting.statement, () => replacementOf(granting, keptGrants(roleCase)));
}
