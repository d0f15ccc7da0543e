import { parseArn } from '../../model/arn.ts';
import type { Call } from '../call.ts';
import type { ExpectationGap } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { valueAt } from '../parameter.ts';
import type { RoleParameter } from '../pass-role.ts';
import { revisioned } from '../revision.ts';
import { IN_SYNC, type Step, serviceIntegration, spareRule } from '../service-integration.ts';
import { anywhere, named, someOf, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html';
const RULE = 'StepFunctionsGetEventsForECSTaskRule';
const ECS = 'arn:{partition}:ecs:{region}:{account}';
const ECS_TASKS = 'ecs-tasks.amazonaws.com';
const OVERRIDES: readonly string[] = ['Overrides.TaskRoleArn', 'Overrides.ExecutionRoleArn'];

const roles: readonly RoleParameter[] = [
  ...OVERRIDES.map(
    (path) => ({ path, presence: 'optional', service: ECS_TASKS, unconditioned: true }) as const,
  ),
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  {
    path: 'VolumeConfigurations[].ManagedEBSVolume.RoleArn',
    presence: 'optional',
    service: 'ecs.amazonaws.com',
  },
];

const taskDefinition = revisioned(
  named(`${ECS}:task-definition/{TaskDefinition}`, { mayBeArn: true, wider: ['*'] }),
);
const task = someOf(named(`${ECS}:task/*`, { wider: ['*'] }));
const anyRole = named('arn:{partition}:iam::{account}:role/*');
/** CDK and serverless-step-functions wait for a task with the same actions as a template does, in every pattern. */
const waiting = {
  on: task,
  neededIn: IN_SYNC,
  grantedIn: ['request-response', '.sync', '.waitForTaskToken'],
  source: 'docs-2023',
  context: clusterKey,
} as const;

/**
 * The cluster stands in the request as its ARN, whatever the definition writes.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function clusterKey(call: Call): Readonly<Record<string, string>> {
  const cluster = valueAt(call, 'Cluster');
  const name = cluster.kind === 'absent' ? 'default' : cluster.kind === 'literal' ? cluster.value : undefined;
  if (typeof name !== 'string' || name === '') return {};
  const { partition, region, accountId } = call.machine;
  const arn =
    parseArn(name) === undefined ? `arn:${partition}:ecs:${region}:${accountId}:cluster/${name}` : name;
  return { 'ecs:cluster': arn };
}

/**
 * The roles of the task definition are passed too, unless the call has others. CDK passes them without saying to
 * whom, serverless-step-functions passes any role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
 */
const passing: readonly Step[] = [
  { ...passStep('pass-role', anyRole), under: { 'iam:PassedToService': ECS_TASKS } },
  passStep('documented', anyRole),
  passStep('documented', anywhere),
];

function passStep(need: Step['need'], on: TargetsOf): Step {
  return { action: 'iam:PassRole', need, on, neededIn: [], source: 'serverless' };
}

function rolesGaps(call: Call): readonly ExpectationGap[] {
  const isReplaced = (path: string): boolean => valueAt(call, path).kind === 'literal';
  if (OVERRIDES.every(isReplaced)) return [];
  const why = 'the roles of the task definition, which `ecs:runTask` passes, are not read';
  return [{ kind: 'undecided', path: call.task.path, why }];
}

/** A task of a task definition, which is named by its family, with or without revision, or by its ARN. */
export const ecs: readonly Integration[] = [
  serviceIntegration({
    resource: 'ecs:runTask',
    patterns: ['request-response', '.sync', '.waitForTaskToken'],
    source: SOURCE,
    steps: [
      { action: 'ecs:RunTask', need: 'create', on: taskDefinition, context: clusterKey },
      { action: 'ecs:StopTask', need: 'cancel', ...waiting },
      { action: 'ecs:DescribeTasks', need: 'poll', ...waiting },
      { action: 'ecs:TagResource', need: 'documented', on: anywhere, neededIn: [], source: 'serverless' },
      ...passing,
      ...spareRule(RULE, 'serverless'),
    ],
    rule: RULE,
    roles,
    gaps: rolesGaps,
  }),
];
