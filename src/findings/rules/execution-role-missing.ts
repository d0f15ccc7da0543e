import { parseArn, roleNameOf } from '../../model/arn.ts';
import { becauseLine } from '../because.ts';
import type { Account, Evidence, Use } from '../evidence.ts';
import type { BecauseLine } from '../finding.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_ROLES, STATE_MACHINE_ROLE } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';

export const executionRoleMissing: Rule = {
  id: 'execution-role-missing',
  title: 'A state machine or its definition names a role that does not exist',
  severity: 'critical',
  why: 'A role that was deleted, or whose ARN lacks its path, cannot be assumed: every execution fails at once, or at the state that passes the role.',
  remedy:
    'Create the role again, or name the one that exists. The path belongs to the ARN: `role/service-role/Name` is not `role/Name`.',
  references: [STATE_MACHINE_ROLE, SAGEMAKER_ROLES],
  *check(evidence) {
    yield* missingMachineRoles(evidence);
    yield* missingNamedRoles(evidence);
  },
};

function* missingMachineRoles({ account, homeless }: Evidence): Iterable<Violation> {
  for (const use of homeless) {
    const { roleArn } = use.revision;
    if (use.revision.use === 'may-run' || !isAbsent(roleArn, account)) continue;
    const who = `\`${printable(use.machine.name)}\` runs with`;
    yield violation(use, roleArn, account, `${who} \`${printable(roleArn)}\`, which does not exist`, []);
  }
}

function* missingNamedRoles({ account, cases, homeless }: Evidence): Iterable<Violation> {
  for (const use of [...cases.flatMap(({ uses }) => uses), ...homeless]) {
    const absent = namedRoles(use).filter(({ roleArn }) => isAbsent(roleArn, account));
    for (const roleArn of new Set(absent.map((named) => named.roleArn))) {
      const naming = absent.filter((named) => named.roleArn === roleArn);
      const [first] = naming;
      if (first === undefined) continue;
      const who = `\`${printable(first.why.state)}\` of \`${printable(use.machine.name)}\` ${first.verb}`;
      const because = naming.map(({ why, need }) => becauseLine(use, why, need));
      yield violation(
        use,
        roleArn,
        account,
        `${who} \`${printable(roleArn)}\`, which does not exist`,
        because,
      );
    }
  }
}

/** The roles that tasks hand to a service, and those that they take on. */
function namedRoles({ expectation }: Use) {
  const { passedRoles, delegations } = expectation;
  return [
    ...passedRoles.map((named) => ({ ...named, need: 'pass-role', verb: 'passes' }) as const),
    ...delegations.map((named) => ({ ...named, need: 'assume-role', verb: 'assumes' }) as const),
  ];
}

/** Absence is claimed only on evidence: all roles were read, or a direct read answered that there is none. */
function isAbsent(roleArn: string, account: Account): boolean {
  const arn = parseArn(roleArn);
  if (arn === undefined || arn.service !== 'iam' || arn.accountId !== account.accountId) return false;
  return account.absentRoles.has(roleArn) || (account.rolesComplete && !account.roles.has(roleArn));
}

function violation(
  use: Use,
  roleArn: string,
  account: Account,
  message: string,
  because: readonly BecauseLine[],
): Violation {
  const { machine } = use;
  const near = [...account.roles.keys()].find((arn) => roleNameOf(arn) === roleNameOf(roleArn));
  const hint = near === undefined ? '' : `; \`${printable(near)}\` has the same name under another path`;
  return {
    subject: { roleArn },
    severity: 'critical',
    confidence: 'confirmed',
    message: `${message}${hint}`,
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    role: { arn: roleArn, name: roleNameOf(roleArn) },
    witness: { action: 'sts:AssumeRole', resource: roleArn, context: {} },
    because,
    cure: {
      kind: 'tell',
      text:
        near === undefined
          ? `Create \`${printable(roleArn)}\`, or name a role that exists`
          : `Name \`${printable(near)}\` instead, if that is the role that is meant`,
    },
  };
}
