import type { PassedRole } from '../../expected/grant.ts';
import { SAGEMAKER_SERVICE } from '../../expected/pass-role.ts';
import { parseArn, roleNameOf } from '../../model/arn.ts';
import { mapped } from '../../model/mapped.ts';
import { becauseLine } from '../because.ts';
import type { Account, Evidence, Execution, Use } from '../evidence.ts';
import { isSageMakers, roleLines } from '../execution.ts';
import { executionGroups } from '../execution-group.ts';
import { printable } from '../printable.ts';
import { PASS_ROLE, SAGEMAKER_ROLES, SERVICE_LINKED } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { isServiceLinked } from '../scope.ts';
import { NEED } from '../scrutiny.ts';

export const executionRoleIneligible: Rule = {
  id: 'execution-role-ineligible',
  title: 'SageMaker is to run with a role that nobody can hand to it',
  severity: 'high',
  topic: 'role',
  why: 'A service-linked role can be used by its own service alone and by no job, model or notebook. A role can be passed only within its own account. A request that names either is refused.',
  remedy: 'Make an execution role in the account of the resource, let SageMaker assume it, and name that.',
  references: [SERVICE_LINKED, PASS_ROLE, SAGEMAKER_ROLES],
  scrutiny: NEED,
  ignoresPolicies: true,
  *check(evidence) {
    yield* usedRoles(evidence);
    yield* passedRoles(evidence);
  },
};

/** Why nobody can pass the role; absent for a role of the account, and for one whose absence is told instead. */
function objectionTo(roleArn: string, { accountId, roles, rolesComplete }: Account): string | undefined {
  const arn = parseArn(roleArn);
  if (arn?.service !== 'iam' || accountId === '') return undefined;
  if (arn.accountId !== accountId) return `belongs to account \`${printable(arn.accountId)}\``;
  const mayExist = roles.has(roleArn) || !rolesComplete;
  return isServiceLinked(roleArn) && mayExist ? 'is a service-linked role' : undefined;
}

/** One finding for each role and region. */
function* usedRoles({ account, cases, homelessExecutions }: Evidence): Iterable<Violation> {
  const all = [...cases.flatMap(({ executions }) => executions), ...homelessExecutions];
  const named = new Set(mapped(all, ({ roleArn }) => roleArn));
  const refused = new Set([...named].filter((roleArn) => objectionTo(roleArn, account) !== undefined));
  if (refused.size === 0) return;
  const used = all.filter((execution) => isSageMakers(execution) && refused.has(execution.roleArn));
  for (const { executions, inUse, subject, whose } of executionGroups(used, account.takenAt, placeOf)) {
    const [first] = executions;
    yield {
      ...ineligible(first.roleArn, account, `it is the role of ${whose}`),
      severity: inUse ? 'high' : 'low',
      region: subject.region,
      resource: { arn: subject.arn, type: subject.type },
      because: roleLines(executions),
    };
  }
}

function placeOf({ roleArn, region }: Execution): readonly string[] {
  return [roleArn, region];
}

/** Roles that calls of the SDK pass: one finding for each role and state machine. */
function* passedRoles({ account, cases, homeless }: Evidence): Iterable<Violation> {
  for (const use of [...cases.flatMap(({ uses }) => uses), ...homeless]) {
    const { machine } = use;
    for (const [roleArn, passes] of passesOf(use)) {
      const [first] = passes;
      if (first === undefined || objectionTo(roleArn, account) === undefined) continue;
      const who = `\`${printable(first.why.state)}\` of \`${printable(machine.name)}\``;
      yield {
        ...ineligible(roleArn, account, `${who} passes it`),
        severity: 'high',
        region: machine.region,
        resource: { arn: machine.arn, type: 'AWS::StepFunctions::StateMachine' },
        because: passes.map(({ why }) => becauseLine(use, why, 'pass-role')),
      };
    }
  }
}

/** What a running definition passes to SageMaker and no execution tells, by role. */
function passesOf({ revision, expectation }: Use): ReadonlyMap<string, readonly PassedRole[]> {
  const passes = new Map<string, PassedRole[]>();
  if (revision.use === 'may-run' || expectation.passedRoles.length === 0) return passes;
  const told = new Set(mapped(expectation.roleUses, ({ state }) => state));
  for (const passed of expectation.passedRoles) {
    const { roleArn, service, why } = passed;
    if (service !== SAGEMAKER_SERVICE || told.has(why.state)) continue;
    passes.set(roleArn, [...(passes.get(roleArn) ?? []), passed]);
  }
  return passes;
}

function ineligible(roleArn: string, account: Account, how: string) {
  const objection = objectionTo(roleArn, account) ?? '';
  return {
    subject: { roleArn },
    confidence: 'confirmed',
    message: `\`${printable(roleArn)}\` ${objection}, so that nobody can pass it to SageMaker; ${how}`,
    role: { arn: roleArn, name: roleNameOf(roleArn) },
    witness: {
      action: 'iam:PassRole',
      resource: roleArn,
      context: { 'iam:PassedToService': [SAGEMAKER_SERVICE] },
    },
    cure: {
      kind: 'tell',
      text: `Name an execution role of account \`${printable(account.accountId)}\` that trusts \`${SAGEMAKER_SERVICE}\` instead of \`${printable(roleNameOf(roleArn))}\``,
    },
  } as const;
}
