import { setTimeout as delay } from 'node:timers/promises';
import { type Bucket, createBucket, type Quota } from './bucket.ts';

/** Time as pacing needs it; `now` is in milliseconds and never goes back. */
export interface Clock {
  readonly now: () => number;
  /** Rejects where the signal comes first. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

/** Why a call failed that may succeed when it is made again. */
export type Trouble = 'throttle' | 'outage';

/** When the calls of one account may be made, up to a moment. Nobody sleeps past that moment: false comes at once. */
export interface Pace {
  /** Resolves when the action may be called in the region; false: never again. */
  readonly turn: (action: string, region: string) => Promise<boolean>;
  /** Told of every answer, so that calls may be repeated as long as most are answered. */
  readonly answered: (action: string, region: string) => void;
  /** Told of a call that failed for the `count`th time; resolves when it may get in line again, false: it may not. */
  readonly again: (action: string, region: string, trouble: Trouble, count: number) => Promise<boolean>;
}

/** The lines of all accounts that one process reads. */
export interface Limiter {
  /** `end` is a time of the limiter's clock. */
  readonly paceOf: (accountId: string, end: number) => Pace;
}

/** Milliseconds of rest before a call gets in line again: five attempts in all. */
const RESTS: Readonly<Record<Trouble, readonly number[]>> = {
  throttle: [1000, 2000, 4000, 8000],
  outage: [250, 500, 1000, 2000],
};

/**
 * How many calls of one line may be repeated without an answer in between to another one: what does not answer at all must
 * not be asked five times for each resource.
 */
const MOST_REPEATED = 50;

interface Line {
  /** Absent where nothing is known of a quota: such calls never wait. */
  readonly bucket?: Bucket;
  repeats: number;
}

/** A line per account, region and action. */
export function createLimiter(quotas: ReadonlyMap<string, Quota>, clock: Clock): Limiter {
  const lines = new Map<string, Line>();

  function lineOf(accountId: string, action: string, region: string): Line {
    const key = `${accountId} ${region} ${action}`;
    const quota = quotas.get(action);
    const line = lines.get(key) ?? {
      ...(quota === undefined ? {} : { bucket: createBucket(quota) }),
      repeats: MOST_REPEATED,
    };
    lines.set(key, line);
    return line;
  }

  return {
    paceOf: (accountId, end) => ({
      turn: async (action, region) => {
        const { bucket } = lineOf(accountId, action, region);
        const now = clock.now();
        const wait = bucket?.wait(now) ?? 0;
        if (now + wait >= end) return false;
        bucket?.take(now);
        if (wait > 0) await clock.sleep(wait);
        return true;
      },
      answered: (action, region) => {
        const line = lineOf(accountId, action, region);
        line.repeats = Math.min(MOST_REPEATED, line.repeats + 1);
      },
      again: async (action, region, trouble, count) => {
        const line = lineOf(accountId, action, region);
        if (trouble === 'throttle') line.bucket?.throttled();
        const rest = RESTS[trouble][count - 1];
        if (rest === undefined || line.repeats === 0 || clock.now() + rest >= end) return false;
        line.repeats -= 1;
        await clock.sleep(rest);
        return true;
      },
    }),
  };
}
