import { setTimeout as delay } from 'node:timers/promises';

/** Time as pacing needs it; `now` is in milliseconds and never goes back. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => delay(milliseconds),
};

/** A token bucket as AWS documents it: `burst` calls at once, refilled by `perSecond`. */
export interface Quota {
  readonly burst: number;
  readonly perSecond: number;
}

/** Resolves when the action may be called in the region; actions without a quota may always be called. */
export type Pace = (action: string, region: string) => Promise<void>;

/** What an audit takes of a quota: the rest belongs to the production that shares it. */
const SHARE = 0.5;

/** A bucket per action and region. Callers are served in the order in which they ask. */
export function createPace(quotas: ReadonlyMap<string, Quota>, clock: Clock): Pace {
  const buckets = new Map<string, { tokens: number; filledAt: number }>();
  return async (action, region) => {
    const quota = quotas.get(action);
    if (quota === undefined) return;
    const now = clock.now();
    const perMillisecond = (quota.perSecond * SHARE) / 1000;
    const key = `${region} ${action}`;
    const bucket = buckets.get(key) ?? { tokens: quota.burst * SHARE, filledAt: now };
    const refilled = bucket.tokens + (now - bucket.filledAt) * perMillisecond;
    // INVARIANT: a negative balance is the queue; whoever finds it waits until the tokens before it are refilled.
    const tokens = Math.min(quota.burst * SHARE, refilled) - 1;
    buckets.set(key, { tokens, filledAt: now });
    if (tokens < 0) await clock.sleep(-tokens / perMillisecond);
  };
}
