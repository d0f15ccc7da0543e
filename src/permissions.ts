import { memberRole } from './collect/member-role.ts';
import { readers } from './collect/readers/index.ts';
import type { PolicyJson, StatementJson } from './findings/finding.ts';
import { resourceTypesOf } from './policy/catalogue.ts';
import { channels } from './publish/channels/index.ts';
import { bucketState } from './state/bucket-objects.ts';

/** A part of Plumbline that calls AWS, and the IAM actions it calls. */
export interface Feature {
  readonly name: string;
  readonly needs: readonly string[];
}

/** What the resources of the policy are narrowed to; each part is used as it stands in ARNs. */
export interface Scope {
  readonly partition: string;
  readonly accountId: string;
  readonly topicArn: string;
  readonly chatTopicArn: string;
  /** Of the bucket with the state, and of the one with the reports; they may be one. */
  readonly stateBucketArn: string;
  readonly reportBucketArn: string;
  readonly eventBusArn: string;
  /** Name of the role that reads other accounts, and of the one that imports findings in the account they are about. */
  readonly memberRole: string;
  readonly importRole: string;
}

/** Every reader, what reads other accounts, what remembers, then every channel. */
export const FEATURES: readonly Feature[] = [...readers, memberRole, bucketState, ...channels];

/** What the stack of `serverless.yml` always remembers and tells with. */
const KEPT_AND_TOLD: readonly Feature[] = [
  bucketState,
  ...channels.filter(({ name }) => !['report-folder', 'security-hub'].includes(name)),
];

/** The generated policies of the deployment, by the name that the files in `infra` know them by, and what works with each. */
export const DEPLOYED: Readonly<Record<string, readonly Feature[]>> = {
  auditor: [...readers, ...KEPT_AND_TOLD],
  drain: KEPT_AND_TOLD,
  organization: KEPT_AND_TOLD,
  /** Of the role in other accounts. */
  member: readers,
  'assume-member': [memberRole],
  import: partOfSecurityHub('securityhub:BatchImportFindings'),
  'assume-import': partOfSecurityHub('sts:AssumeRole'),
};

/** In its own account a role imports by itself, elsewhere it only assumes the role that does. */
function partOfSecurityHub(action: string): readonly Feature[] {
  return channels
    .filter(({ name }) => name === 'security-hub')
    .map(({ name, needs }) => ({ name, needs: needs.filter((need) => need === action) }));
}

/**
 * The resource types that the actions accept, but for those of SageMaker; an action without one can only be granted on `*`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
const RESOURCE_TYPES: Readonly<Record<string, (scope: Scope) => readonly string[]>> = {
  'iam:GetRole': roles,
  'iam:ListRolePolicies': roles,
  'iam:GetRolePolicy': roles,
  'iam:ListAttachedRolePolicies': roles,
  'iam:GetPolicy': managedPolicies,
  'iam:GetPolicyVersion': managedPolicies,
  'states:DescribeStateMachine': stateMachines,
  'states:ListStateMachineVersions': stateMachines,
  'states:ListStateMachineAliases': stateMachines,
  'states:DescribeStateMachineAlias': stateMachines,
};

type Narrowing = Readonly<Record<string, (scope: Scope) => readonly string[]>>;

/**
 * What is sent and kept goes to places that the settings name, by the feature that names them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html
 */
const PLACES: Readonly<Record<string, Narrowing>> = {
  'bucket-state': {
    's3:ListBucket': ({ stateBucketArn }) => [stateBucketArn],
    's3:GetObject': stateObjects,
    's3:PutObject': stateObjects,
  },
  'report-bucket': {
    's3:PutObject': ({ reportBucketArn }) => [
      `${reportBucketArn}/reports/*`,
      `${reportBucketArn}/transitions/*`,
    ],
  },
  sns: { 'sns:Publish': ({ topicArn }) => [topicArn] },
  chat: { 'sns:Publish': ({ chatTopicArn }) => [chatTopicArn] },
  'event-bus': { 'events:PutEvents': ({ eventBusArn }) => [eventBusArn] },
  'member-role': {
    'sts:AssumeRole': ({ partition, memberRole: name }) => [`arn:${partition}:iam::*:role/${name}`],
  },
  'security-hub': {
    'sts:AssumeRole': ({ partition, importRole }) => [`arn:${partition}:iam::*:role/${importRole}`],
    'securityhub:BatchImportFindings': ({ partition, accountId }) => [
      `arn:${partition}:securityhub:*:${accountId}:product/${accountId}/default`,
    ],
  },
};

/** The least policy with which these features work: a statement for each set of resources, no action with a wildcard. */
export function permissionsOf(features: readonly Feature[], scope: Scope): PolicyJson {
  const byResources = new Map<string, { actions: Set<string>; resources: readonly string[] }>();
  for (const { action, name } of features.flatMap(({ name, needs }) =>
    needs.map((action) => ({ action, name })),
  )) {
    const resources = resourcesOf(action, name, scope);
    const key = resources.join(' ');
    const group = byResources.get(key) ?? { actions: new Set(), resources };
    group.actions.add(action);
    byResources.set(key, group);
  }
  const statements: StatementJson[] = [];
  for (const { actions, resources } of byResources.values())
    statements.push({ Effect: 'Allow', Action: [...actions].sort(), Resource: resources });
  return { Version: '2012-10-17', Statement: statements };
}

function resourcesOf(action: string, feature: string, scope: Scope): readonly string[] {
  const narrowed = PLACES[feature]?.[action] ?? RESOURCE_TYPES[action];
  if (narrowed !== undefined) return narrowed(scope);
  const needsResource = resourceTypesOf(action)?.some(({ required }) => required) ?? false;
  return action.startsWith('sagemaker:') && needsResource ? sageMakerResources(scope) : ['*'];
}

/**
 * All resources of the account in one statement: an action that describes one type meets no other.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
function sageMakerResources({ partition, accountId }: Scope): readonly string[] {
  return [`arn:${partition}:sagemaker:*:${accountId}:*`];
}

function stateObjects({ stateBucketArn }: Scope): readonly string[] {
  return [`${stateBucketArn}/state/*`, `${stateBucketArn}/runs/*`];
}

function roles({ partition, accountId }: Scope): readonly string[] {
  return [`arn:${partition}:iam::${accountId}:role/*`];
}

/** Policies of the account, and those that AWS manages. */
function managedPolicies({ partition, accountId }: Scope): readonly string[] {
  return [`arn:${partition}:iam::${accountId}:policy/*`, `arn:${partition}:iam::aws:policy/*`];
}

/** Versions and aliases have the ARN of their machine with a qualifier behind it. */
function stateMachines({ partition, accountId }: Scope): readonly string[] {
  return [`arn:${partition}:states:*:${accountId}:stateMachine:*`];
}
