import type { Integration } from '../integration.ts';
import { carrying, IN_SYNC, serviceIntegration } from '../service-integration.ts';
import { anywhere, given, named, someOf, somewhere } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html';
const CLUSTERS = 'arn:{partition}:emr-containers:{region}:{account}:/virtualclusters';

const deletedCluster = named(`${CLUSTERS}/{Id}`);
const cluster = named(`${CLUSTERS}/{VirtualClusterId}`);
const jobRun = someOf(named(`${CLUSTERS}/{VirtualClusterId}/jobruns/*`, { unknown: [`${CLUSTERS}/*`] }));
const tagging = {
  action: 'emr-containers:TagResource',
  need: 'documented',
  on: given('Tags', anywhere),
  neededIn: [],
} as const;
const waiting = { neededIn: IN_SYNC, source: 'docs-2023' } as const;

/** The guide and CDK spell the role in two ways, and only the first of all calls makes it. */
const serviceLinkedRole = named(
  'arn:{partition}:iam::{account}:role/aws-service-role/emr-containers.amazonaws.com/*',
);

/**
 * Virtual clusters and the jobs on them. The job's role is no matter of `iam:PassRole`: the request carries it in a
 * key of its own.
 * https://docs.aws.amazon.com/step-functions/latest/dg/emr-eks-iam.html
 */
export const emrContainers: readonly Integration[] = [
  serviceIntegration({
    resource: 'emr-containers:createVirtualCluster',
    patterns: ['request-response'],
    source: SOURCE,
    steps: [
      { action: 'emr-containers:CreateVirtualCluster', need: 'create', on: somewhere },
      {
        action: 'iam:CreateServiceLinkedRole',
        need: 'create',
        on: serviceLinkedRole,
        neededIn: [],
        source: 'docs-2023',
      },
      tagging,
    ],
  }),
  serviceIntegration({
    resource: 'emr-containers:deleteVirtualCluster',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      { action: 'emr-containers:DeleteVirtualCluster', need: 'create', on: deletedCluster },
      { action: 'emr-containers:DescribeVirtualCluster', need: 'poll', on: deletedCluster, ...waiting },
    ],
  }),
  serviceIntegration({
    resource: 'emr-containers:startJobRun',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      {
        action: 'emr-containers:StartJobRun',
        need: 'create',
        on: cluster,
        context: carrying('emr-containers:ExecutionRoleArn', 'ExecutionRoleArn'),
      },
      { action: 'emr-containers:DescribeJobRun', need: 'poll', on: jobRun, ...waiting },
      { action: 'emr-containers:CancelJobRun', need: 'cancel', on: jobRun, ...waiting },
      tagging,
    ],
  }),
];
