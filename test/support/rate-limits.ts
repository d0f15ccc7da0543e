import { AwsFault, type FakeCall, type OnTheWay } from './fake-aws.ts';
import { randomNumbers } from './random-numbers.ts';
import type { VirtualTime } from './virtual-time.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const DESCRIBING = { burst: 200, perSecond: 20 };
const LISTING = { burst: 100, perSecond: 5 };

function documented({ action }: FakeCall): typeof DESCRIBING | undefined {
  if (!action.startsWith('states:')) return undefined;
  return action === 'states:DescribeStateMachine' ? DESCRIBING : LISTING;
}

/** What others do with the same buckets. */
export interface Others {
  /** Calls of theirs in a second at that time, as a part of the refill. */
  readonly part?: (now: number) => number;
  /** Part of the calls that are throttled although there was room, by chance. */
  readonly chance?: number;
  readonly seed?: number;
}

export interface RateLimits {
  readonly onTheWay: OnTheWay;
  /** Throttles because the bucket was empty, and those by chance. */
  readonly throttles: { empty: number; chance: number };
}

/** Milliseconds from a call to its answer. */
const LATENCY = 40;

/** The token buckets of Step Functions, as AWS documents them, shared with others. */
export function rateLimits({ clock }: VirtualTime, others: Others = {}): RateLimits {
  const { part = () => 0, chance = 0, seed = 1 } = others;
  const buckets = new Map<string, { tokens: number; filledAt: number }>();
  const throttles = { empty: 0, chance: 0 };
  const random = randomNumbers(seed);

  function take(call: FakeCall): void {
    const quota = documented(call);
    if (quota === undefined) return;
    const key = `${call.region} ${call.action}`;
    const now = clock.now();
    const { tokens, filledAt } = buckets.get(key) ?? { tokens: quota.burst, filledAt: now };
    const change = ((now - filledAt) / 1000) * quota.perSecond * (1 - part(now));
    const left = Math.max(0, Math.min(quota.burst, tokens + change));
    const isEmpty = left < 1;
    const isChance = !isEmpty && random() < chance;
    buckets.set(key, { tokens: isEmpty ? left : left - 1, filledAt: now });
    if (isEmpty) throttles.empty += 1;
    if (isChance) throttles.chance += 1;
    if (isEmpty || isChance) throw new AwsFault('ThrottlingException', 'Rate exceeded', 400);
  }

  return {
    throttles,
    onTheWay: async (call) => {
      take(call);
      await clock.sleep(LATENCY);
    },
  };
}
