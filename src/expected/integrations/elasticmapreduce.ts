import type { Integration } from '../integration.ts';
import type { RoleParameter } from '../pass-role.ts';
import {
  carrying,
  IN_SYNC,
  type ServiceFacts,
  type Step,
  serviceIntegration,
  spareRule,
} from '../service-integration.ts';
import { named, someOf, somewhere } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html';
const ANY_CLUSTER = 'arn:{partition}:elasticmapreduce:*:*:cluster/*';

/** Templates grant clusters of any region for one that only a run knows; CDK grants every cluster. */
const cluster = named('arn:{partition}:elasticmapreduce:{region}:{account}:cluster/{ClusterId}', {
  wider: [ANY_CLUSTER],
});
const groupsCluster = named('arn:{partition}:elasticmapreduce:{region}:{account}:cluster/{ClusterId}', {
  wider: [ANY_CLUSTER, '*'],
});
const newCluster = someOf(
  named('arn:{partition}:elasticmapreduce:{region}:{account}:cluster/*', { wider: ['*'] }),
);

/** No template tells patterns apart. */
const waiting = {
  neededIn: IN_SYNC,
  grantedIn: ['request-response', '.sync'],
  source: 'docs-2023',
} as const;

/**
 * Today Step Functions polls EMR, and its templates have no rule; those of 2023 had, and generators keep it.
 * The names are without the `s` of other services.
 */
const formerRule = (name: string): readonly Step[] => spareRule(name, 'docs-2023');

/**
 * The template passes the roles without saying to whom; the services are those of the managed policy
 * AmazonEMRFullAccessPolicy_v2, which leaves the ending open for China. The name in `JobFlowRole` is that of an
 * instance profile, whose role may have another.
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-policy-fullaccess-v2.html
 */
const roles: readonly RoleParameter[] = [
  { ...roleOf('ServiceRole', 'elasticmapreduce.amazonaws.com'), mayBeName: true },
  roleOf('JobFlowRole', 'ec2.amazonaws.com'),
  { ...roleOf('AutoScalingRole', 'application-autoscaling.amazonaws.com'), mayBeName: true },
];

function roleOf(path: string, service: string): RoleParameter {
  return { path, presence: 'optional', service, serviceVaries: true, unconditioned: true };
}

/** https://docs.aws.amazon.com/emr/latest/ManagementGuide/using-service-linked-roles-cleanup.html */
const cleanupRole = named(
  'arn:{partition}:iam::*:role/aws-service-role/elasticmapreduce.amazonaws.com*/AWSServiceRoleForEMRCleanup*',
);

function facts(api: string, ...steps: readonly Step[]): ServiceFacts {
  return { resource: `elasticmapreduce:${api}`, patterns: ['request-response'], source: SOURCE, steps };
}

function waited(waitedFor: ServiceFacts): Integration {
  return serviceIntegration({ ...waitedFor, patterns: ['request-response', '.sync'] });
}

/** Clusters and their steps, under names of their own. Step Functions leaves a cluster when it stops. */
export const elasticmapreduce: readonly Integration[] = [
  waited(
    facts(
      'addStep',
      {
        action: 'elasticmapreduce:AddJobFlowSteps',
        need: 'create',
        on: cluster,
        context: carrying('elasticmapreduce:ExecutionRoleArn', 'ExecutionRoleArn'),
      },
      { action: 'elasticmapreduce:DescribeStep', need: 'poll', on: cluster, ...waiting },
      { action: 'elasticmapreduce:CancelSteps', need: 'cancel', on: cluster, ...waiting },
      ...formerRule('StepFunctionsGetEventForEMRAddJobFlowStepsRule'),
    ),
  ),
  serviceIntegration(
    facts('cancelStep', { action: 'elasticmapreduce:CancelSteps', need: 'create', on: cluster }),
  ),
  waited({
    ...facts(
      'createCluster',
      { action: 'elasticmapreduce:RunJobFlow', need: 'create', on: somewhere },
      { action: 'elasticmapreduce:DescribeCluster', need: 'poll', on: newCluster, ...waiting },
      {
        action: 'elasticmapreduce:TerminateJobFlows',
        need: 'documented',
        on: newCluster,
        neededIn: [],
        source: 'docs-2023',
      },
      { action: 'elasticmapreduce:AddTags', need: 'tag', on: newCluster, neededIn: [], source: 'cdk' },
      {
        action: 'iam:CreateServiceLinkedRole',
        need: 'create',
        on: cleanupRole,
        neededIn: [],
        source: 'docs-2025',
      },
      ...formerRule('StepFunctionsGetEventForEMRRunJobFlowRule'),
    ),
    roles,
  }),
  serviceIntegration(
    facts(
      'modifyInstanceFleetByName',
      { action: 'elasticmapreduce:ModifyInstanceFleet', need: 'create', on: cluster },
      { action: 'elasticmapreduce:ListInstanceFleets', need: 'create', on: cluster },
    ),
  ),
  serviceIntegration(
    facts(
      'modifyInstanceGroupByName',
      { action: 'elasticmapreduce:ModifyInstanceGroups', need: 'create', on: groupsCluster },
      { action: 'elasticmapreduce:ListInstanceGroups', need: 'create', on: groupsCluster },
    ),
  ),
  serviceIntegration(
    facts('setClusterTerminationProtection', {
      action: 'elasticmapreduce:SetTerminationProtection',
      need: 'create',
      on: cluster,
    }),
  ),
  waited(
    facts(
      'terminateCluster',
      { action: 'elasticmapreduce:TerminateJobFlows', need: 'create', on: cluster },
      { action: 'elasticmapreduce:DescribeCluster', need: 'poll', on: cluster, ...waiting },
      ...formerRule('StepFunctionsGetEventForEMRTerminateJobFlowsRule'),
    ),
  ),
];
