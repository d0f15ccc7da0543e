import type { Integration } from '../integration.ts';
import { IN_SYNC, type Step, serviceIntegration } from '../service-integration.ts';
import { anywhere, given, named, somewhere, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html';
const EKS = 'arn:{partition}:eks:{region}:{account}';
const EKS_SERVICE = 'eks.amazonaws.com';
const SYNC = ['request-response', '.sync'] as const;

const cluster = named(`${EKS}:cluster/{Name}`, { wider: [`${EKS}:cluster/*`] });
/** The template for a node group grants its creation on `*`. */
const clusterOf = named(`${EKS}:cluster/{ClusterName}`, { wider: ['*'] });
const nodegroup = named(`${EKS}:nodegroup/{ClusterName}/{NodegroupName}/*`, {
  wider: [`${EKS}:nodegroup/*`],
});
const fargateProfile = named(`${EKS}:fargateprofile/{ClusterName}/{FargateProfileName}/*`);
const nodeRole = named('arn:{partition}:iam::{account}:role/{NodeRole}', {
  mayBeArn: true,
  wider: ['arn:{partition}:iam::{account}:role/*'],
});

/** No template tells patterns apart. */
const waiting = { neededIn: IN_SYNC, grantedIn: SYNC, source: 'docs-2023' } as const;
/** The templates grant it; the guide says that a cluster is left when an execution stops, and calls nothing else. */
const listed = { need: 'documented', neededIn: [], source: 'docs-2023' } as const;

/** Only the first call that needs one of the service's own roles makes it. */
const serviceLinkedRole: Step = {
  action: 'iam:CreateServiceLinkedRole',
  need: 'create',
  on: named('arn:{partition}:iam::{account}:role/aws-service-role/eks*'),
  neededIn: [],
  source: 'docs-2023',
};
const tagging: Step = {
  action: 'eks:TagResource',
  need: 'documented',
  on: given('Tags', anywhere),
  neededIn: [],
};

/** What Kubernetes itself lets the role do is no matter of IAM. */
function kubernetes(api: 'call' | 'runJob', patterns: Integration['patterns']): Integration {
  const why = `what \`eks:${api}\` may do is up to the permissions in the cluster, which are not read`;
  return serviceIntegration({
    resource: `eks:${api}`,
    patterns,
    source: SOURCE,
    steps: [],
    gaps: ({ task }) => [{ kind: 'undecided', path: task.path, why }],
  });
}

/** The guide has no template for Fargate profiles, and does not say how it waits for them. */
function fargate(api: string, on: TargetsOf): Integration {
  const action = `eks:${api.charAt(0).toUpperCase()}${api.slice(1)}`;
  const creates = api === 'createFargateProfile';
  return serviceIntegration({
    resource: `eks:${api}`,
    patterns: SYNC,
    source: SOURCE,
    steps: [
      { action, need: 'create', on },
      {
        action: 'eks:DescribeFargateProfile',
        need: 'poll',
        on: fargateProfile,
        neededIn: [],
        grantedIn: IN_SYNC,
      },
      ...(creates ? [serviceLinkedRole, tagging] : []),
    ],
    mayUseRule: true,
    roles: creates ? [{ path: 'PodExecutionRoleArn', presence: 'required' }] : [],
  });
}

/** Clusters, node groups and Fargate profiles, and what runs in a cluster. */
export const eks: readonly Integration[] = [
  kubernetes('call', ['request-response']),
  serviceIntegration({
    resource: 'eks:createCluster',
    patterns: SYNC,
    source: SOURCE,
    steps: [
      { action: 'eks:CreateCluster', need: 'create', on: somewhere },
      { action: 'eks:DescribeCluster', need: 'poll', on: cluster, ...waiting },
      { action: 'eks:DeleteCluster', on: cluster, ...listed },
      serviceLinkedRole,
      tagging,
    ],
    roles: [
      { path: 'RoleArn', presence: 'required', service: EKS_SERVICE },
      { path: 'ComputeConfig.NodeRoleArn', presence: 'undecided' },
    ],
  }),
  fargate('createFargateProfile', clusterOf),
  serviceIntegration({
    resource: 'eks:createNodegroup',
    patterns: SYNC,
    source: SOURCE,
    steps: [
      { action: 'eks:CreateNodegroup', need: 'create', on: clusterOf },
      { action: 'ec2:DescribeSubnets', need: 'documented', on: anywhere, source: 'docs-2023' },
      { action: 'eks:DescribeNodegroup', need: 'poll', on: nodegroup, ...waiting },
      { action: 'eks:DeleteNodegroup', on: nodegroup, ...listed },
      { action: 'iam:GetRole', need: 'documented', on: nodeRole, source: 'docs-2023' },
      { action: 'iam:ListAttachedRolePolicies', need: 'documented', on: nodeRole, source: 'docs-2023' },
      serviceLinkedRole,
      tagging,
    ],
    roles: [{ path: 'NodeRole', presence: 'required', service: EKS_SERVICE }],
  }),
  serviceIntegration({
    resource: 'eks:deleteCluster',
    patterns: SYNC,
    source: SOURCE,
    steps: [
      { action: 'eks:DeleteCluster', need: 'create', on: cluster },
      { action: 'eks:DescribeCluster', need: 'poll', on: cluster, ...waiting },
    ],
  }),
  fargate('deleteFargateProfile', fargateProfile),
  serviceIntegration({
    resource: 'eks:deleteNodegroup',
    patterns: SYNC,
    source: SOURCE,
    steps: [
      { action: 'eks:DeleteNodegroup', need: 'create', on: nodegroup },
      { action: 'eks:DescribeNodegroup', need: 'poll', on: nodegroup, ...waiting },
    ],
  }),
  kubernetes('runJob', SYNC),
];
