/** A token bucket as AWS documents it: `burst` calls at once, refilled by `perSecond`. */
export interface Quota {
  readonly burst: number;
  readonly perSecond: number;
}

/** What an audit takes of one quota. All times are in milliseconds of one clock. */
export interface Bucket {
  /** How long a caller who asks now would wait for its turn. */
  readonly wait: (now: number) => number;
  /** Takes the turn. */
  readonly take: (now: number) => void;
  /** A call was refused because of the rate. */
  readonly throttled: () => void;
}

/** What an audit takes of a quota at most: the rest belongs to the production that shares it. */
const SHARE = 0.5;

/** How long the pace is watched before it is changed. */
const WINDOW = 10_000;

/**
 * A few throttles say that somebody else was quicker for a moment: those calls are made again. More than this part of the
 * calls of a window say that there is not enough for both.
 */
const TOLERATED = 0.2;

const SLOWER = 0.5;
const FASTER = 0.1;
const SLOWEST = 0.1;

/**
 * Callers are served in the order in which they ask. The pace begins at the share, is halved after each window with too
 * many throttles, and grows by a tenth of the share with every other one.
 */
export function createBucket({ burst, perSecond }: Quota): Bucket {
  const size = burst * SHARE;
  const fullRate = (perSecond * SHARE) / 1000;
  /** Part of the share at which turns are given. */
  let pace = 1;
  // INVARIANT: a negative balance is the queue; whoever finds it waits until the tokens before it are refilled.
  let tokens = size;
  let filledAt: number | undefined;
  let window = { since: 0, calls: 0, throttles: 0 };

  function changePace(now: number): void {
    const windows = Math.floor((now - window.since) / WINDOW);
    if (windows < 1) return;
    pace =
      window.throttles > window.calls * TOLERATED
        ? Math.max(SLOWEST, pace * SLOWER)
        : Math.min(1, pace + FASTER * windows);
    window = { since: now, calls: 0, throttles: 0 };
  }

  function refill(now: number): void {
    if (filledAt === undefined) window = { ...window, since: now };
    else tokens = Math.min(size, tokens + (now - filledAt) * fullRate * pace);
    filledAt = now;
    changePace(now);
  }

  return {
    wait: (now) => {
      refill(now);
      return Math.max(0, (1 - tokens) / (fullRate * pace));
    },
    take: (now) => {
      refill(now);
      tokens -= 1;
      window.calls += 1;
    },
    throttled: () => {
      // The bucket of AWS is empty, so what is left of the burst is not there.
      tokens = Math.min(tokens, 0);
      window.throttles += 1;
    },
  };
}
