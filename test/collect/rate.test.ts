import { describe, expect, test } from 'vitest';
import { createLimiter } from '../../src/collect/limiter.ts';
import { QUOTAS } from '../../src/collect/quotas.ts';
import { accountRoutes, roleArn } from '../support/fake-aws-account.ts';
import { collectFrom, gapsIn } from '../support/fake-aws-collect.ts';
import { rateLimits } from '../support/rate-limits.ts';
import { readMachines } from '../support/read-machines.ts';
import { virtualTime } from '../support/virtual-time.ts';

const NONE = { empty: 0, chance: 0 };

/** A burst of a hundred, and ten a second after it. */
const SECONDS = 90;

describe('a thousand state machines, against the bucket of 200 and 20 a second,', () => {
  test.each([
    ['alone', 0],
    ['beside others who use half of it', 0.5],
  ])('%s: each is asked for once, and nothing is throttled', async (_, part) => {
    const { took, ...reading } = await readMachines(1000, { part: () => part });
    expect(reading).toEqual({ read: 1000, unread: 0, calls: 1000, throttles: NONE });
    expect(Math.round(took)).toBe(SECONDS);
  });

  test.each([1, 2])(
    'of which one call in ten is throttled by chance (%d): all are read, in less than twice the time',
    async (seed) => {
      const { took, read, unread, calls, throttles } = await readMachines(1000, { chance: 0.1, seed });
      expect({ read, unread }).toEqual({ read: 1000, unread: 0 });
      expect(throttles.empty).toBe(0);
      expect(throttles.chance).toBeGreaterThan(70);
      expect(calls).toBe(1000 + throttles.chance);
      expect(took).toBeLessThan(2 * SECONDS);
    },
  );

  test('beside others who leave a twentieth of it: all are read, and few calls are in vain', async () => {
    const { read, unread, calls, throttles } = await readMachines(1000, { part: () => 0.95 });
    expect({ read, unread }).toEqual({ read: 1000, unread: 0 });
    expect(calls).toBe(1000 + throttles.empty);
    expect(throttles.empty).toBeLessThan(500);
  });

  test('beside others who take all of it for a minute: what was refused then is read in the end', async () => {
    const isTaken = (now: number): boolean => now > 20_000 && now < 80_000;
    const reading = await readMachines(1000, { part: (now) => (isTaken(now) ? 30 : 0) });
    expect(reading).toMatchObject({ read: 1000, unread: 0 });
    expect(reading.throttles.empty).toBeGreaterThan(50);
  });
});

test('what is refused for ever is not asked for five times each', async () => {
  const { read, unread, calls } = await readMachines(200, { chance: 1 });
  expect({ read, unread }).toEqual({ read: 0, unread: 200 });
  expect(calls).toBe(2 * 200 + 50);
});

test('versions and aliases are all read as well where one call in ten is throttled by chance', async () => {
  const revision = { role: roleArn('r'), definition: '{}' };
  const machines = Array.from({ length: 60 }, (_, index) => ({
    ...revision,
    name: `m${index}`,
    versions: [revision],
    aliases: { live: 1 },
  }));
  const time = virtualTime();
  const { onTheWay, throttles } = rateLimits(time, { chance: 0.1 });
  const routes = accountRoutes({ machines, roles: [{ name: 'r' }], policies: {} });
  const { coverage } = await time.run(collectFrom(routes, { clock: time.clock }, onTheWay));
  expect(throttles.chance).toBeGreaterThan(20);
  expect(throttles.empty).toBe(0);
  expect(gapsIn(coverage)).toEqual([]);
});

test('an account that one process reads twice has one bucket', async () => {
  const machines = Array.from({ length: 80 }, (_, index) => ({
    name: `m${index}`,
    role: roleArn('r'),
    definition: '{}',
  }));
  const routes = accountRoutes({ machines, roles: [{ name: 'r' }], policies: {} });
  const time = virtualTime();
  const { clock } = time;
  const limiter = createLimiter(QUOTAS, clock);
  const seconds: number[] = [];
  for (let count = 0; count < 2; count += 1) {
    const begin = clock.now();
    await time.run(collectFrom(routes, { clock, limiter }));
    seconds.push((clock.now() - begin) / 1000);
  }
  // A list of each machine: half of the burst of 100 at once, half of 5 a second after it, and no burst the second time.
  expect(seconds).toEqual([(80 - 50) / 2.5, 80 / 2.5]);
});
