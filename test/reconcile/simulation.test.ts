import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newTally, noViolation } from './schedules.ts';
import { SOUND } from './simulation.ts';

/** A nightly run asks for more. */
const SCHEDULES = Number(process.env.SCHEDULES ?? 10_000);

describe('runs that crash, overlap, and are lied to', () => {
  test(
    `violate no invariant in ${SCHEDULES} schedules`,
    async () => {
      const tally = newTally();
      await fc.assert(noViolation(SOUND, tally), { numRuns: SCHEDULES });
      expect(tally.schedules).toBe(SCHEDULES);
      for (const count of Object.values(tally)) expect(count).toBeGreaterThan(SCHEDULES / 10);
      console.info(JSON.stringify(tally));
    },
    60_000 + SCHEDULES * 20,
  );
});
