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
    yield* missingPassedRoles(evidence);
    yield* missingAssumedRoles(evidence);
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

function* missingPassedRoles({ account, cases, homeless }: Evidence): Iterable<Violation> {
  for (const use of [...cases.flatMap(({ uses }) => uses), ...homeless]) {
    const absent = use.expectation.passedRoles.filter(({ roleArn }) => isAbsent(roleArn, account));
    for (const roleArn of new Set(absent.map((passed) => passed.roleArn))) {
      const because = absent
        .filter((passed) => passed.roleArn === roleArn)
        .map((passed) => becauseLine(use, passed.why, 'pass-role'));
      const [first] = because;
      const who = `\`${printable(first?.state ?? '$')}\` of \`${printable(use.machine.name)}\` passes`;
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

function* missingAssumedRoles({ account, cases }: Evidence): Iterable<Violation> {
  for (const { delegations } of cases) {
    for (const { use, delegation } of delegations) {
      const { roleArn, why } = delegation;
      if (!isAbsent(roleArn, account)) continue;
      const because = [becauseLine(use, why, 'assume-role')];
      const who = `\`${printable(why.state)}\` of \`${printable(use.machine.name)}\` assumes`;
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
