import type { Refill } from './token-buckets.ts';

/** Milliseconds from a call to its answer, the least and the most. */
export type Latency = readonly [least: number, most: number];

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const STATES: ReadonlyMap<string, Refill> = new Map([
  ['states:DescribeStateMachine', { burst: 200, perSecond: 20 }],
  ['states:ListStateMachines', { burst: 100, perSecond: 5 }],
  ['states:ListStateMachineVersions', { burst: 100, perSecond: 5 }],
  ['states:ListStateMachineAliases', { burst: 100, perSecond: 5 }],
  ['states:DescribeStateMachineAlias', { burst: 100, perSecond: 5 }],
]);

/** Of each action in each region of an account. Only those of Step Functions are published. */
export function quotaOf(action: string): Refill | undefined {
  if (action.startsWith('states:')) return STATES.get(action);
  if (action.startsWith('iam:')) return { burst: 40, perSecond: 20 };
  if (/^sagemaker:(List|Search)/.test(action)) return { burst: 10, perSecond: 2 };
  return action.startsWith('sagemaker:') ? { burst: 40, perSecond: 10 } : undefined;
}

/** A page of all roles is slow, everything else alike. */
export function latencyOf(action: string): Latency {
  return action === 'iam:GetAccountAuthorizationDetails' ? [300, 900] : [50, 120];
}

/**
 * What all workers share, in the account and the home region of the deployment.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (STS)
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html (for one prefix)
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (the smallest regions)
 */
const HUB: ReadonlyMap<string, { readonly quota: Refill; readonly latency: Latency }> = new Map([
  ['sts:AssumeRole', { quota: { burst: 600, perSecond: 600 }, latency: [30, 120] }],
  ['s3:GetObject', { quota: { burst: 5500, perSecond: 5500 }, latency: [15, 60] }],
  ['s3:ListBucket', { quota: { burst: 5500, perSecond: 5500 }, latency: [30, 120] }],
  ['s3:PutObject', { quota: { burst: 3500, perSecond: 3500 }, latency: [20, 90] }],
  ['events:PutEvents', { quota: { burst: 400, perSecond: 400 }, latency: [20, 90] }],
  ['organizations:ListAccounts', { quota: { burst: 8, perSecond: 5 }, latency: [100, 300] }],
]);

export function hubLimitsOf(action: string): { readonly quota: Refill; readonly latency: Latency } {
  const limits = HUB.get(action);
  if (limits === undefined) throw new Error(`nothing is assumed of ${action}`);
  return limits;
}

/** The part of a processor that a function has. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEGABYTES_OF_A_PROCESSOR = 1769;

/**
 * Milliseconds that the worker computes, none with infinite memory, as `npm run bench:scale` has it for a state machine with two or three resources and
 * five roles, and for what the SDK does about a call.
 */
export function computing(
  { machines, calls }: { machines: number; calls: number },
  megabytes: number,
): number {
  const onOneProcessor = 200 + 13 * machines + 0.9 * calls;
  return megabytes === Number.POSITIVE_INFINITY
    ? 0
    : onOneProcessor * Math.max(1, MEGABYTES_OF_A_PROCESSOR / megabytes);
}

/** Of a function that was not called for a while, beside what it loads later. */
export const COLD_START_MS = 800;

export const FUNCTION_LIMIT_MS = 900_000;
