import type { Quota } from './limiter.ts';

const LISTING: Quota = { burst: 100, perSecond: 5 };

/**
 * Token buckets of Step Functions, by IAM action, per account and region. Versions and aliases are paced like
 * the listing of state machines; IAM publishes no rates.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const QUOTAS: ReadonlyMap<string, Quota> = new Map([
  ['states:ListStateMachines', LISTING],
  ['states:DescribeStateMachine', { burst: 200, perSecond: 20 }],
  ['states:ListStateMachineVersions', LISTING],
  ['states:ListStateMachineAliases', LISTING],
  ['states:DescribeStateMachineAlias', LISTING],
]);
