import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { mayUseKey } from '../key.ts';
import type { Needs } from '../named-role.ts';
import { allowedFor, granting, leavesOpen, together } from '../needs.ts';
import { NETWORK_ACTIONS } from '../network.ts';
import { partsAt, type RequestPart, rolesIn, whole } from '../request-part.ts';
import { mayUse, PREFIX, reads } from '../storage.ts';

const GROUPS = ['InstanceGroups[]', 'RestrictedInstanceGroups[]'] as const;

/** A HyperPod cluster: each group of instances has a role, and whoever works on them uses it. */
export const cluster: ExecutionRole = {
  noun: 'Cluster',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-hyperpod-prerequisites-iam.html',
  roles: (request) => {
    const part = whole(request);
    const open = 'what manages the nodes of the cluster is not in the request';
    return [
      ...GROUPS.flatMap((path) => partsAt(part, path)).flatMap((group) =>
        rolesIn(group, 'ExecutionRole', () => groupNeeds(group)),
      ),
      ...rolesIn(part, 'ClusterRole', () => leavesOpen(open)),
    ];
  },
};

/** What runs in a VPC may be told by the cluster or by the group, and asks for more than a job does. */
const MORE_NETWORK_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:AttachNetworkInterface',
  'ec2:CreateTags',
  'ec2:DetachNetworkInterface',
  'ec2:ModifyNetworkInterfaceAttribute',
  'ec2:UnassignPrivateIpAddresses',
] as const;

function groupNeeds(group: RequestPart): Needs {
  return together(
    granting(...baseGrants(group.request)),
    reads(group, 'LifeCycleConfig.SourceS3Uri', PREFIX, { confidence: 'potential' }),
    mayUse(group, 'EnvironmentConfig.S3OutputPath'),
    ...partsAt(group, 'InstanceStorageConfigs[]').map((storage) =>
      mayUseKey(storage, 'EbsVolumeConfig.VolumeKmsKeyId'),
    ),
    granting(
      ...allowedFor(group, 'ExecutionRole', {
        actions: [...NETWORK_ACTIONS, ...MORE_NETWORK_ACTIONS],
        resources: ['*'],
        need: 'network',
        source: 'docs-2025',
      }),
    ),
    leavesOpen('whoever works on its instances uses the role'),
  );
}
