import { parseArn, roleNameOf } from '../../model/arn.ts';
import { mapped } from '../../model/mapped.ts';
import { becauseLine } from '../because.ts';
import type { Account, Evidence, Execution, Use } from '../evidence.ts';
import { isSageMakers, roleLines } from '../execution.ts';
import { executionGroups } from '../execution-group.ts';
import type { BecauseLine, Severity } from '../finding.ts';
import { printable } from '../printable.ts';
import { SAGEMAKER_ROLES, STATE_MACHINE_ROLE } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { NEED } from '../scrutiny.ts';

export const executionRoleMissing: Rule = {
  id: 'execution-role-missing',
  title: 'A state machine, a task or a SageMaker resource names a role that does not exist',
  severity: 'critical',
  topic: 'role',
  why: 'A role that was deleted, or whose ARN lacks its path, cannot be assumed: every execution fails at once, or at the state that passes the role; a notebook does not start, and a job or transform with the model is refused.',
  remedy:
    'Create the role again, or name the one that exists. The path belongs to the ARN: `role/service-role/Name` is not `role/Name`.',
  references: [STATE_MACHINE_ROLE, SAGEMAKER_ROLES],
  scrutiny: { ...NEED, isAboutAbsence: true },
  ignoresPolicies: true,
  *check(evidence) {
    yield* missingMachineRoles(evidence);
    yield* missingNamedRoles(evidence);
    yield* missingExecutionRoles(evidence);
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
    const absent = absentAmong(use, account);
    for (const roleArn of new Set(mapped(absent, (named) => named.roleArn))) {
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

/** Of the roles that tasks hand to a service, and of those that they take on. */
function absentAmong({ expectation: { passedRoles, delegations } }: Use, account: Account) {
  const passed = passedRoles.filter(({ roleArn }) => isAbsent(roleArn, account));
  const assumed = delegations.filter(({ roleArn }) => isAbsent(roleArn, account));
  return [
    ...mapped(passed, (named) => ({ ...named, need: 'pass-role', verb: 'passes' }) as const),
    ...mapped(assumed, (named) => ({ ...named, need: 'assume-role', verb: 'assumes' }) as const),
  ];
}

/** Roles of SageMaker resources, and those that a task reaches by a model: one finding for each role and region. */
function* missingExecutionRoles({ account, homelessExecutions }: Evidence): Iterable<Violation> {
  const missing = homelessExecutions.filter(
    (execution) => !isToldOfTask(execution) && isAbsent(execution.roleArn, account),
  );
  const groups = executionGroups(missing, account.takenAt, ({ roleArn, region }) => [roleArn, region]);
  for (const { executions, inUse, subject, whose } of groups) {
    const [first] = executions;
    const idle = inUse ? '' : ', and nothing is known to run with it';
    yield {
      ...absence(
        first.roleArn,
        account,
        `\`${printable(first.roleArn)}\` does not exist; it is the role of ${whose}${idle}`,
      ),
      severity: severityOf(first, inUse),
      region: subject.region,
      resource: { arn: subject.arn, type: subject.type },
      because: roleLines(executions),
    };
  }
}

/** A role that the definition passes is told of its state machine. */
function isToldOfTask({ origin, roleArn }: Execution): boolean {
  if (origin.kind === 'resource' || origin.model !== undefined) return false;
  return origin.use.expectation.passedRoles.some((passed) => passed.roleArn === roleArn);
}

/** What has ended or lies there from long ago harms nobody; where another service lacks its role, SageMaker goes on. */
function severityOf(execution: Execution, inUse: boolean): Severity {
  if (!inUse) return 'low';
  return isSageMakers(execution) ? 'critical' : 'medium';
}

/** Absence is claimed only on evidence: all roles were read, or a direct read answered that there is none. */
function isAbsent(roleArn: string, account: Account): boolean {
  const { absentRoles, rolesComplete, roles, accountId } = account;
  if (!absentRoles.has(roleArn) && (!rolesComplete || roles.has(roleArn))) return false;
  const arn = parseArn(roleArn);
  return arn?.service === 'iam' && arn.accountId === accountId;
}

function violation(
  { machine }: Use,
  roleArn: string,
  account: Account,
  message: string,
  because: readonly BecauseLine[],
): Violation {
  return {
    ...absence(roleArn, account, message),
    severity: 'critical',
    region: machine.region,
    resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
    because,
  };
}

/** What there is to say of a role that does not exist, whoever names it. */
function absence(roleArn: string, account: Account, message: string) {
  const near = account.roleArnByName.get(roleNameOf(roleArn));
  const hint = near === undefined ? '' : `; \`${printable(near)}\` has the same name under another path`;
  return {
    subject: { roleArn },
    confidence: 'confirmed',
    message: `${message}${hint}`,
    role: { arn: roleArn, name: roleNameOf(roleArn) },
    witness: { action: 'sts:AssumeRole', resource: roleArn, context: {} },
    cure: {
      kind: 'tell',
      text:
        near === undefined
          ? `Create \`${printable(roleArn)}\`, or name a role that exists`
          : `Name \`${printable(near)}\` instead, if that is the role that is meant`,
    },
  } as const;
}
