import type { Delegation } from '../expected/grant.ts';
import { parseArn } from '../model/arn.ts';
import { mapped } from '../model/mapped.ts';
import type { Role } from '../model/role.ts';
import type { StateMachine } from '../model/state-machine.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { escapeLiteral, literalOf } from '../policy/pattern.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Account, CheckedDelegation, GrantCheck, Use } from './evidence.ts';
import { accessOf, checkGrants } from './role-access.ts';
import { letsAssume, trustOf } from './trust.ts';

/** What the tasks of a use ask of other roles, held against those of them that were read. */
export function checkDelegations(own: Role, use: Use, account: Account): readonly CheckedDelegation[] {
  if (use.revision.use === 'may-run') return [];
  return mapped(use.expectation.delegations, (delegation) => {
    const role = account.roles.get(delegation.roleArn);
    return role === undefined
      ? { use, delegation }
      : { use, delegation, target: targetOf(role, own, use.machine, delegation, account) };
  });
}

function targetOf(
  role: Role,
  own: Role,
  machine: StateMachine,
  { grants }: Delegation,
  account: Account,
): NonNullable<CheckedDelegation['target']> {
  const place = { region: machine.region, accountId: role.accountId };
  return {
    role,
    trust: trustsRole(trustOf(role), own, machine),
    checks: checkGrants(grants, accessOf(role, account), place),
  };
}

/**
 * Whether a trust policy lets a role take on another for a task: it may name the role itself or its account. Step
 * Functions sends the ARN of the state machine as external id; a condition on anything else leaves it undecided.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
function trustsRole(trust: PolicyDocument, own: Role, machine: StateMachine): Verdict {
  const { partition = '*' } = parseArn(own.arn) ?? {};
  const names = [own.arn, `arn:${partition}:iam::${own.accountId}:root`];
  const ask = (name: string, keys: Readonly<Record<string, string>>): Verdict =>
    letsAssume(trust, { AWS: name }, keys);
  const known = { 'sts:ExternalId': machine.arn, 'aws:PrincipalArn': own.arn };
  const answers = names.map((name) => ask(name, known));
  const trusted = answers.find(({ kind }) => kind === 'contained');
  if (answers[0]?.kind === 'contained') return answers[0];
  const why = doubtIn(trust, own);
  if (why !== undefined) return { kind: 'unknown', why };
  if (trusted !== undefined) return trusted;
  // Refused for certain only if no external id would help.
  const whatever = names.map((name) => ask(name, { 'aws:PrincipalArn': own.arn }));
  return [...answers, ...whatever].find(({ kind }) => kind === 'unknown') ?? ask(own.arn, known);
}

/** Who has assumed a role may be named by its session, whose name nobody knows beforehand; a Deny strikes by any name. */
function doubtIn({ statements }: PolicyDocument, { name }: Role): string | undefined {
  const session = `:assumed-role/${escapeLiteral(name)}/`;
  if (statements.some(({ resources }) => resources.patterns.some((one) => one.includes(session))))
    return 'the trust policy names sessions of the role';
  return statements.some(({ effect }) => effect === 'Deny')
    ? 'a Deny of the trust policy may strike the role'
    : undefined;
}

/**
 * Within one account a trust policy that names the role itself is enough; the role needs no policy of its own for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-iam.html
 */
export function withTrust(check: GrantCheck, own: Role, account: Account): GrantCheck {
  const { grant, outcome } = check;
  if (grant.need !== 'assume-role' || outcome.kind !== 'missing') return check;
  if (outcome.refusal.kind === 'explicitDeny') return check;
  const mayName = grant.resources.some((resource) => {
    const role = account.roles.get(literalOf(resource) ?? '');
    return role !== undefined && role.accountId === own.accountId && trustsByName(role, own);
  });
  if (!mayName) return check;
  return outcome.refusal.layer === 0
    ? { grant, outcome: { kind: 'covered' } }
    : {
        grant,
        outcome: {
          kind: 'unknown',
          why: 'the trust policy of the other role names this one, and a boundary or a service control policy does not allow it',
        },
      };
}

function trustsByName(role: Role, own: Role): boolean {
  return trustOf(role).statements.some(
    ({ effect, resources }) =>
      effect !== 'Deny' && resources.patterns.some((pattern) => pattern === `AWS:${escapeLiteral(own.arn)}`),
  );
}
