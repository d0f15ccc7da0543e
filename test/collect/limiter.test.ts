import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Clock, createPace, systemClock } from '../../src/collect/limiter.ts';

const QUOTAS = new Map([['states:List', { burst: 4, perSecond: 10 }]]);

/** A clock that only sleeping moves, and the moments at which callers were let through. */
function fakeClock(): Clock & { advance: (milliseconds: number) => void } {
  let time = 0;
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

async function times(count: number, clock: Clock, call: () => Promise<void>): Promise<number[]> {
  const at: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await call();
    at.push(clock.now());
  }
  return at;
}

test('half of the burst passes at once, then half of the rate', async () => {
  const clock = fakeClock();
  const pace = createPace(QUOTAS, clock);
  expect(await times(5, clock, () => pace('states:List', 'r'))).toEqual([0, 0, 200, 400, 600]);
});

test('callers that ask at the same moment are queued one behind the other', async () => {
  const slept: number[] = [];
  const pace = createPace(QUOTAS, {
    now: () => 0,
    sleep: async (milliseconds) => void slept.push(milliseconds),
  });
  await Promise.all(Array.from({ length: 5 }, () => pace('states:List', 'r')));
  expect(slept).toEqual([200, 400, 600]);
});

test('a rest refills the bucket, up to half of the burst', async () => {
  const clock = fakeClock();
  const pace = createPace(QUOTAS, clock);
  await times(2, clock, () => pace('states:List', 'r'));
  clock.advance(60_000);
  const after = await times(3, clock, () => pace('states:List', 'r'));
  expect(after).toEqual([60_000, 60_000, 60_200]);
});

test('regions and actions have their own buckets', async () => {
  const clock = fakeClock();
  const pace = createPace(QUOTAS, clock);
  await times(2, clock, () => pace('states:List', 'r'));
  await times(2, clock, () => pace('states:List', 'other'));
  await times(99, clock, () => pace('iam:GetRole', 'global'));
  expect(clock.now()).toBe(0);
});

test('no window of time ever sees more calls than half of the quota allows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 500 }), { maxLength: 60 }), async (pauses) => {
      const clock = fakeClock();
      const pace = createPace(QUOTAS, clock);
      const at: number[] = [];
      for (const pause of pauses) {
        clock.advance(pause);
        await pace('states:List', 'r');
        at.push(clock.now());
      }
      for (const [first, start] of at.entries())
        for (const [last, end] of at.entries())
          if (last >= first) expect(last - first + 1).toBeLessThanOrEqual(2 + (end - start) / 200 + 1e-6);
    }),
  );
});

test('the clock of the system sleeps', async () => {
  const before = systemClock.now();
  await systemClock.sleep(5);
  expect(systemClock.now() - before).toBeGreaterThan(3);
});
