import {
  GetLineageGroupPolicyCommand,
  GetModelPackageGroupPolicyCommand,
  ListLineageGroupsCommand,
  ListModelPackageGroupsCommand,
} from '@aws-sdk/client-sagemaker';
import type { ResourcePolicyKind } from '../../model/resource-policy.ts';
import type { Operations } from './operations.ts';

interface PolicyOperations extends Operations {
  readonly noun: ResourcePolicyKind['noun'];
  /** The key without which an answer about the policy is none. */
  readonly proof: string;
}

/** How resources that may have a policy are listed, and how it is read. */
export const POLICY_OPERATIONS: readonly PolicyOperations[] = [
  {
    noun: 'LineageGroup',
    items: 'LineageGroupSummaries',
    lists: [(client, request) => client.send(new ListLineageGroupsCommand(request))],
    describe: (client, id) =>
      client.send(new GetLineageGroupPolicyCommand({ LineageGroupName: id('LineageGroupName') })),
    proof: 'LineageGroupArn',
  },
  {
    noun: 'ModelPackageGroup',
    items: 'ModelPackageGroupSummaryList',
    lists: [(client, request) => client.send(new ListModelPackageGroupsCommand(request))],
    describe: (client, id) =>
      client.send(
        new GetModelPackageGroupPolicyCommand({ ModelPackageGroupName: id('ModelPackageGroupName') }),
      ),
    proof: 'ResourcePolicy',
  },
];
