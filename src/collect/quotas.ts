import { getPolicyAction, listGroupsAction, RESOURCE_POLICY_KINDS } from '../model/resource-policy.ts';
import { readActions, SAGEMAKER_KINDS } from '../model/sagemaker-kinds.ts';
import type { Quota } from './bucket.ts';
import {
  AUTHORIZATION_DETAILS,
  GET_POLICY,
  GET_POLICY_VERSION,
  GET_ROLE,
  GET_ROLE_POLICY,
  LIST_ATTACHED,
  LIST_ROLE_POLICIES,
} from './iam.ts';
import {
  DESCRIBE_ORGANIZATION,
  DESCRIBE_POLICY,
  LIST_ACCOUNTS,
  LIST_POLICIES,
  LIST_ROOTS,
  LIST_TARGETS,
  LIST_UNITS,
} from './organization/needs.ts';

const LISTING: Quota = { burst: 100, perSecond: 5 };

/** SageMaker publishes no rates, and people report two calls a second for its lists. */
const SAGEMAKER_LISTING: Quota = { burst: 10, perSecond: 2 };
const SAGEMAKER_DESCRIBING: Quota = { burst: 40, perSecond: 10 };

/** IAM publishes no rates either. Where this is too fast, throttles slow it down. */
const IAM: Quota = { burst: 40, perSecond: 20 };

/**
 * AWS Organizations has a rate for each action, in the account that asks and over all accounts. These are careful ones;
 * ListRoots alone is known to be that slow. Where one is too fast, throttles slow it down.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html#throttling-limits
 */
const ORGANIZATIONS: ReadonlyMap<string, Quota> = new Map([
  [DESCRIBE_ORGANIZATION, { burst: 2, perSecond: 1 }],
  [LIST_ROOTS, { burst: 2, perSecond: 1 }],
  [LIST_UNITS, { burst: 8, perSecond: 5 }],
  [LIST_ACCOUNTS, { burst: 8, perSecond: 5 }],
  [LIST_POLICIES, { burst: 4, perSecond: 2 }],
  [DESCRIBE_POLICY, { burst: 4, perSecond: 2 }],
  [LIST_TARGETS, { burst: 8, perSecond: 5 }],
]);

const IAM_ACTIONS: readonly string[] = [
  AUTHORIZATION_DETAILS,
  GET_ROLE,
  LIST_ROLE_POLICIES,
  GET_ROLE_POLICY,
  LIST_ATTACHED,
  GET_POLICY,
  GET_POLICY_VERSION,
];

/**
 * Token buckets, by IAM action, per account and region. Versions and aliases of state machines are paced like their
 * listing.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const QUOTAS: ReadonlyMap<string, Quota> = new Map([
  ['states:ListStateMachines', LISTING],
  ['states:DescribeStateMachine', { burst: 200, perSecond: 20 }],
  ['states:ListStateMachineVersions', LISTING],
  ['states:ListStateMachineAliases', LISTING],
  ['states:DescribeStateMachineAlias', LISTING],
  ...sageMakerQuotas(),
  ...ORGANIZATIONS,
  ...IAM_ACTIONS.map((action): [string, Quota] => [action, IAM]),
]);

function sageMakerQuotas(): [string, Quota][] {
  const actions = [
    ...SAGEMAKER_KINDS.filter(({ describedAs }) => describedAs === undefined).flatMap(readActions),
    ...RESOURCE_POLICY_KINDS.flatMap((kind) => [listGroupsAction(kind), getPolicyAction(kind)]),
  ];
  return actions.map((action) => [
    action,
    /:(List|Search)/.test(action) ? SAGEMAKER_LISTING : SAGEMAKER_DESCRIBING,
  ]);
}
