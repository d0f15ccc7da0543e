import { describe, expect, test } from 'vitest';
import { type Clock, createLimiter, type Limiter, systemClock } from '../../src/collect/limiter.ts';

const QUOTAS = new Map([['states:List', { burst: 4, perSecond: 10 }]]);
const ENDLESS = Number.POSITIVE_INFINITY;

/** A clock that only sleeping moves, and a limiter that goes by it. */
function limiting(): { readonly limiter: Limiter; readonly clock: Clock; readonly slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
  return { limiter: createLimiter(QUOTAS, clock), clock, slept };
}

async function turns(count: number, turn: () => Promise<boolean>): Promise<readonly boolean[]> {
  const given: boolean[] = [];
  for (let index = 0; index < count; index += 1) given.push(await turn());
  return given;
}

describe('a turn', () => {
  test('is waited for', async () => {
    const { limiter, slept } = limiting();
    const pace = limiter.paceOf('1', ENDLESS);
    expect(await turns(4, () => pace.turn('states:List', 'r'))).toEqual([true, true, true, true]);
    expect(slept).toEqual([200, 200]);
  });

  test('of an action without a known quota comes at once', async () => {
    const { limiter, slept } = limiting();
    const pace = limiter.paceOf('1', ENDLESS);
    expect(await turns(99, () => pace.turn('sts:GetCallerIdentity', 'global'))).not.toContain(false);
    expect(slept).toEqual([]);
  });

  test('is taken from the line of the account, the region and the action alone', async () => {
    const { limiter, slept } = limiting();
    for (const [account, region] of [
      ['1', 'r'],
      ['1', 'other'],
      ['2', 'r'],
    ] as const) {
      const pace = limiter.paceOf(account, ENDLESS);
      await turns(2, () => pace.turn('states:List', region));
    }
    expect(slept).toEqual([]);
    await limiter.paceOf('2', ENDLESS).turn('states:List', 'r');
    expect(slept).toEqual([200]);
  });

  test('behind the end is refused at once, and left to those who have more time', async () => {
    const { limiter, slept } = limiting();
    const short = limiter.paceOf('1', 150);
    expect(await turns(4, () => short.turn('states:List', 'r'))).toEqual([true, true, false, false]);
    expect(slept).toEqual([]);
    expect(await limiter.paceOf('1', ENDLESS).turn('states:List', 'r')).toBe(true);
    expect(slept).toEqual([200]);
  });
});

describe('a call that failed', () => {
  test.each([
    ['throttle', [1000, 2000, 4000, 8000]],
    ['outage', [250, 500, 1000, 2000]],
  ] as const)(
    'because of %s is made again after a rest that grows, five times in all',
    async (trouble, rests) => {
      const { limiter, slept } = limiting();
      const pace = limiter.paceOf('1', ENDLESS);
      for (const count of [1, 2, 3, 4]) expect(await pace.again('a', 'r', trouble, count)).toBe(true);
      expect(await pace.again('a', 'r', trouble, 5)).toBe(false);
      expect(slept).toEqual(rests);
    },
  );

  test('is not made again where the rest would go past the end', async () => {
    const { limiter, slept } = limiting();
    expect(await limiter.paceOf('1', 1000).again('a', 'r', 'throttle', 1)).toBe(false);
    expect(slept).toEqual([]);
  });

  test('is made again as long as others of its line are answered', async () => {
    const { limiter } = limiting();
    const pace = limiter.paceOf('1', ENDLESS);
    const again = (): Promise<boolean> => pace.again('a', 'r', 'outage', 1);
    expect(await turns(51, again)).toEqual([...Array(50).fill(true), false]);
    expect(await pace.again('b', 'r', 'outage', 1)).toBe(true);
    pace.answered('a', 'r');
    expect(await turns(2, again)).toEqual([true, false]);
  });
});

test('the clock of the system sleeps, until it is told not to', async () => {
  const before = systemClock.now();
  await systemClock.sleep(5);
  expect(systemClock.now() - before).toBeGreaterThan(3);
  const stop = new AbortController();
  const sleeping = systemClock.sleep(3_600_000, stop.signal);
  stop.abort();
  await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
});
