import { getPolicyAction, listGroupsAction, RESOURCE_POLICY_KINDS } from '../model/resource-policy.ts';
import { readActions, SAGEMAKER_KINDS } from '../model/sagemaker-kinds.ts';
import type { Quota } from './limiter.ts';

const LISTING: Quota = { burst: 100, perSecond: 5 };

/** SageMaker publishes no rates, and people report two calls a second for its lists. */
const SAGEMAKER_LISTING: Quota = { burst: 10, perSecond: 2 };
const SAGEMAKER_DESCRIBING: Quota = { burst: 40, perSecond: 10 };

/**
 * Token buckets, by IAM action, per account and region. Versions and aliases of state machines are paced like their
 * listing; IAM publishes no rates.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const QUOTAS: ReadonlyMap<string, Quota> = new Map([
  ['states:ListStateMachines', LISTING],
  ['states:DescribeStateMachine', { burst: 200, perSecond: 20 }],
  ['states:ListStateMachineVersions', LISTING],
  ['states:ListStateMachineAliases', LISTING],
  ['states:DescribeStateMachineAlias', LISTING],
  ...sageMakerQuotas(),
]);

function sageMakerQuotas(): [string, Quota][] {
  const actions = [
    ...SAGEMAKER_KINDS.flatMap(readActions),
    ...RESOURCE_POLICY_KINDS.flatMap((kind) => [listGroupsAction(kind), getPolicyAction(kind)]),
  ];
  return actions.map((action) => [
    action,
    /:(List|Search)/.test(action) ? SAGEMAKER_LISTING : SAGEMAKER_DESCRIBING,
  ]);
}
