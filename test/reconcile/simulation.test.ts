import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { newTally, noViolation } from './schedules.ts';
import { SOUND } from './simulation.ts';

/** A nightly run asks for more. */
const SCHEDULES = Number(process.env.SCHEDULES ?? 10_000);

/** What is caught is caught within some 150 schedules. */
const MOST_FOR_A_MUTANT = 2_000;

const PATIENCE_MS = 60_000 + SCHEDULES * 20;

describe('runs that crash, overlap and are lied to', () => {
  test(
    `violate no invariant in ${SCHEDULES} schedules`,
    async () => {
      const tally = newTally();
      await fc.assert(noViolation(SOUND, tally), { numRuns: SCHEDULES });
      expect(tally.schedules).toBe(SCHEDULES);
      for (const count of Object.values(tally)) expect(count).toBeGreaterThan(SCHEDULES / 4);
      console.info(`simulated: ${JSON.stringify(tally)}`);
    },
    PATIENCE_MS,
  );
});

describe('a run', () => {
  test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    'that %s is caught',
    async (_, { mutate, violates }) => {
      const options = { numRuns: MOST_FOR_A_MUTANT, endOnFailure: true };
      const { failed, errorInstance } = await fc.check(noViolation(mutate, newTally()), options);
      expect(failed).toBe(true);
      expect(String(errorInstance)).toMatch(violates);
    },
    PATIENCE_MS,
  );
});
