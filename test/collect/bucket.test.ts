import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBucket } from '../../src/collect/bucket.ts';

const QUOTA = { burst: 4, perSecond: 10 };

interface Caller {
  /** When the next call is let through. */
  readonly call: () => number;
  readonly pause: (milliseconds: number) => void;
  readonly throttled: () => void;
}

/** One caller after the other, each waiting as long as it is told. */
function caller(quota = QUOTA): Caller {
  const bucket = createBucket(quota);
  let now = 0;
  return {
    call: () => {
      now += bucket.wait(now);
      bucket.take(now);
      return now;
    },
    pause: (milliseconds) => {
      now += milliseconds;
    },
    throttled: bucket.throttled,
  };
}

const times = (count: number, { call }: Caller): readonly number[] => Array.from({ length: count }, call);

test('half of the burst passes at once, then half of the rate', () => {
  expect(times(5, caller())).toEqual([0, 0, 200, 400, 600]);
});

test('callers that ask at the same moment are queued one behind the other', () => {
  const bucket = createBucket(QUOTA);
  const waits = Array.from({ length: 5 }, () => {
    const wait = bucket.wait(0);
    bucket.take(0);
    return wait;
  });
  expect(waits).toEqual([0, 0, 200, 400, 600]);
});

test('who does not take the turn leaves it to others', () => {
  const bucket = createBucket({ burst: 2, perSecond: 10 });
  bucket.take(0);
  expect([bucket.wait(0), bucket.wait(0)]).toEqual([200, 200]);
});

test('a rest refills the bucket, up to half of the burst', () => {
  const asking = caller();
  times(2, asking);
  asking.pause(60_000);
  expect(times(3, asking)).toEqual([60_000, 60_000, 60_200]);
});

test('no window of time ever sees more calls than half of the quota allows', () => {
  const step = fc.record({ pause: fc.nat({ max: 500 }), isThrottled: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const asking = caller();
      const at = steps.map(({ pause, isThrottled }) => {
        asking.pause(pause);
        const time = asking.call();
        if (isThrottled) asking.throttled();
        return time;
      });
      for (const [first, start] of at.entries())
        for (const [last, end] of at.entries())
          if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(2 + (end - start) / 200 + 1e-6);
    }),
  );
});

describe('throttles', () => {
  const LARGE = { burst: 200, perSecond: 20 };

  /** Calls in the window that begins now, of which every `every`th is throttled. */
  function window(asking: Caller, every: number): number {
    const start = asking.call();
    let calls = 1;
    while (asking.call() < start + 10_000) {
      calls += 1;
      if (calls % every === 0) asking.throttled();
    }
    return calls;
  }

  test('empty the burst that is left, since the bucket of AWS is empty', () => {
    const asking = caller(LARGE);
    expect(asking.call()).toBe(0);
    asking.throttled();
    expect(times(2, asking)).toEqual([100, 200]);
  });

  test('of one call in ten do not slow down', () => {
    const asking = caller(LARGE);
    times(100, asking);
    const calls = [1, 2, 3, 4].map(() => window(asking, 10));
    for (const count of calls) expect(count).toBeGreaterThan(95);
  });

  test('of every other call halve the pace each ten seconds, to a tenth of the share and no further', () => {
    const asking = caller(LARGE);
    times(100, asking);
    const calls = [1, 2, 3, 4, 5, 6].map(() => window(asking, 2));
    expect(calls.map((count) => Math.round(count / 10))).toEqual([10, 5, 2, 1, 1, 1]);
  });

  test('that end let the pace grow back by a tenth of the share each ten seconds', () => {
    const asking = caller(LARGE);
    times(100, asking);
    window(asking, 2);
    const calls = [1, 2, 3, 4, 5, 6, 7].map(() => window(asking, Number.POSITIVE_INFINITY));
    expect(calls.map((count) => Math.round(count / 10))).toEqual([5, 6, 7, 8, 9, 10, 10]);
  });
});
