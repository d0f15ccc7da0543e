import type { Clock } from '../../../src/collect/limiter.ts';

export interface Refill {
  readonly burst: number;
  readonly perSecond: number;
}

/** What AWS keeps for each account, region and action: one bucket each, full at the beginning. */
export interface TokenBuckets {
  /** False where there is no token. Times of one bucket do not go back. */
  readonly take: (key: string, refill: Refill, at?: number) => boolean;
  readonly throttles: () => number;
}

export function tokenBuckets({ now }: Pick<Clock, 'now'>): TokenBuckets {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  let throttles = 0;
  return {
    take: (key, { burst, perSecond }, at = now()) => {
      const before = buckets.get(key) ?? { tokens: burst, at };
      const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * perSecond);
      const isTaken = tokens >= 1;
      if (!isTaken) throttles += 1;
      buckets.set(key, { tokens: isTaken ? tokens - 1 : tokens, at });
      return isTaken;
    },
    throttles: () => throttles,
  };
}
