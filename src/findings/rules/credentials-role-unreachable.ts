import { plainPolicyOf } from '../../expected/policy-of.ts';
import { becauseLine } from '../because.ts';
import type { CheckedDelegation, Evidence, GrantCheck, Missing } from '../evidence.ts';
import { missingGroups } from '../missing.ts';
import { missingViolation, unlessOf } from '../missing-violation.ts';
import { printable } from '../printable.ts';
import { CROSS_ACCOUNT, STATE_MACHINE_ROLE } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const credentialsRoleUnreachable: Rule = {
  id: 'credentials-role-unreachable',
  title: 'A task cannot use the role that its Credentials name',
  severity: 'high',
  topic: 'task',
  why: 'A task with `Credentials` makes its call with another role. The role of the state machine has to be allowed to assume it, the other role has to trust it, and the call itself has to be allowed there. The execution fails at that state if one of the three is missing.',
  remedy:
    'Allow `sts:AssumeRole` on the other role, let its trust policy name the role of the state machine, and attach there what the task needs.',
  references: [CROSS_ACCOUNT, STATE_MACHINE_ROLE],
  scrutiny: NEED,
  of: 'uses',
  *check(evidence) {
    for (const group of missingGroups(evidence, 'assume-role'))
      yield missingViolation(group, 'high', 'the task cannot take on the role of its `Credentials`');
    yield* distrusted(evidence);
    yield* powerless(evidence);
  },
};

/** Roles that do not let the role of the state machine assume them. */
function* distrusted({ cases }: Evidence): Iterable<Violation> {
  for (const { role: own, delegations } of cases) {
    for (const { use, delegation, target } of delegations) {
      if (target?.trust.kind !== 'exceeds') continue;
      const name = printable(target.role.name);
      yield {
        ...placeOf(use, target.role),
        subject: { trust: target.role.arn },
        confidence: 'confirmed',
        message: `\`${name}\` does not trust \`${printable(own.name)}\`, which \`${printable(delegation.why.state)}\` of \`${printable(use.machine.name)}\` needs: the task cannot take on the role of its \`Credentials\``,
        witness: {
          action: 'sts:AssumeRole',
          resource: target.role.arn,
          context: { 'aws:PrincipalArn': [own.arn], 'sts:ExternalId': [use.machine.arn] },
        },
        because: [becauseLine(use, delegation.why, 'assume-role')],
        cure: {
          kind: 'tell',
          text: `Let the trust policy of \`${name}\` name \`${printable(own.arn)}\`, with the ARN of the state machine as \`sts:ExternalId\``,
        },
      };
    }
  }
}

/** Roles that are assumed and do not allow the call: one finding for each role and state machine. */
function* powerless({ cases }: Evidence): Iterable<Violation> {
  for (const { role: own, delegations } of cases) {
    const told = new Map<string, [Refused, ...Refused[]]>();
    for (const one of delegations.flatMap(refusedIn)) {
      const key = JSON.stringify([one.delegation.use.machine.arn, one.delegation.delegation.roleArn]);
      const before = told.get(key);
      told.set(key, before === undefined ? [one] : [...before, one]);
    }
    for (const group of told.values()) yield powerlessViolation(own.arn, group);
  }
}

interface Refused {
  readonly delegation: CheckedDelegation;
  readonly target: NonNullable<CheckedDelegation['target']>;
  readonly grant: GrantCheck['grant'];
  readonly outcome: Missing;
}

/** What only the documentation lists is no reason for a call to fail. */
function refusedIn(delegation: CheckedDelegation): readonly Refused[] {
  const { target } = delegation;
  if (target === undefined) return [];
  return target.checks.flatMap(({ grant, outcome }) =>
    outcome.kind === 'missing' && grant.need !== 'documented' ? [{ delegation, target, grant, outcome }] : [],
  );
}

function powerlessViolation(foundAt: string, group: readonly [Refused, ...Refused[]]): Violation {
  const [{ delegation, target, grant, outcome }] = group;
  const { use } = delegation;
  const name = printable(target.role.name);
  const { witness } = outcome;
  const others = new Set(group.map((one) => one.grant.action)).size - 1;
  const also = others > 0 ? ` (and ${others} more ${others === 1 ? 'action' : 'actions'})` : '';
  const policy = plainPolicyOf(
    group.map((one) => one.grant),
    'required',
  );
  return {
    ...placeOf(use, target.role),
    subject: { grants: target.role.arn },
    confidence: group.every((one) => one.outcome.confidence === 'confirmed') ? 'confirmed' : 'potential',
    message: `\`${name}\` cannot \`${witness.action}\` on \`${printable(witness.resource)}\`${also}, which \`${printable(grant.why.state)}\` of \`${printable(use.machine.name)}\` needs of the role that its \`Credentials\` name: the execution fails there${unlessOf(group)}`,
    witness,
    because: group.map((one) => becauseLine(one.delegation.use, one.grant.why, one.grant.need)),
    expected: policy,
    cure: {
      kind: 'attach',
      roleArn: target.role.arn,
      foundAt,
      policy,
      text: `Attach this inline policy to \`${name}\``,
      otherwise: 'Grant it; look for a Deny, the permissions boundary and service control policies',
    },
  };
}

function placeOf(
  { machine }: CheckedDelegation['use'],
  role: { readonly arn: string; readonly name: string },
) {
  return {
    severity: 'high',
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: role.arn, name: role.name },
  } as const;
}
