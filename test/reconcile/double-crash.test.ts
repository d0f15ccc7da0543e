import { expect, test } from 'vitest';
import { violations } from './invariants.ts';
import { CLEAN, type Simulation, simulate } from './simulation.ts';

/** Two runs end at these steps, one after the other, over an account that changes before each of them. */
async function crashTwice(first: number, second: number): Promise<Simulation> {
  const simulation = simulate();
  const { set, run } = simulation;
  set({ resource: 'r0', state: { a: 0, b: 0 } });
  set({ resource: 'r1', state: { a: 0 } });
  set({ resource: 'r2', state: { b: 0 } });
  await run(CLEAN);
  set({ resource: 'r0', state: { b: 1 } });
  set({ resource: 'r1', state: undefined });
  set({ resource: 'r3', state: { a: 0 } });
  await run({ ...CLEAN, crashAt: first, writes: ['answer-lost'] });
  set({ resource: 'r0', state: { a: 0, b: 1 } });
  set({ resource: 'r2', state: {} });
  await run({ ...CLEAN, crashAt: second, reading: { denied: ['r3'] } });
  return simulation;
}

const NEVER = Number.POSITIVE_INFINITY;

test('two runs may end at any two steps: nothing is lost, and nothing is told more than once for each', async () => {
  const wrong: string[] = [];
  let schedules = 0;
  let most = 0;
  const tried = async (first: number, second: number): Promise<number> => {
    const simulation = await crashTwice(first, second);
    const { crashes } = simulation.counts;
    for (const violation of await violations(simulation)) wrong.push(`${first}, ${second}: ${violation}`);
    const times = new Map<string, number>();
    for (const { channel, id } of simulation.sent)
      times.set(`${channel} ${id}`, (times.get(`${channel} ${id}`) ?? 0) + 1);
    most = Math.max(most, ...times.values());
    schedules++;
    return crashes;
  };
  for (let first = 0; ; first++) {
    const alone = await tried(first, NEVER);
    // Until the second run is over before the step at which it would end.
    for (let second = 0; (await tried(first, second)) > alone; second++);
    if (alone === 0) break;
  }
  expect(wrong).toEqual([]);
  expect(schedules).toBeGreaterThan(1_000);
  // Each of the two may end between a delivery and its mark.
  expect(most).toBe(3);
}, 120_000);
