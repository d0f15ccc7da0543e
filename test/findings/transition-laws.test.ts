import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../src/findings/head.ts';
import { type Transition, transition } from '../../src/findings/transition.ts';
import { type Cover, DENIED, FIXED, OPEN, runs, type Sight, type Step } from '../support/finding-steps.ts';
import { findingNamed, observed, PLAIN } from '../support/lifecycle.ts';

const SIGHT = fc.constantFrom<Sight>('a', 'b', OPEN, FIXED);
const STEP = fc.record({ saw: SIGHT, cover: fc.constantFrom<Cover>('S', 'T', undefined) });
const STEPS = fc.array(STEP, { minLength: 1, maxLength: 12 });

describe('whatever is seen,', () => {
  test('the entries of a finding are numbered without a gap', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const seqs = runs(steps).flatMap(({ entries }) => entries.map(({ seq }) => seq));
        expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      }),
    );
  });

  test('seeing it twice tells nothing more', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const last = steps.at(-1) as Step;
        const again = runs([...steps, last]).at(-1);
        expect(again?.entries).toEqual([]);
      }),
    );
  });

  test('nothing is resolved without evidence, and a read that fails leaves the finding as it was', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const { cover } = steps.at(-1) as Step;
        const [before, after] = runs([...steps, { saw: OPEN, cover }]).slice(-2);
        expect(after?.entries).toEqual([]);
        expect(lasting(after)).toEqual(lasting(before));
      }),
    );
  });

  test('a suppression never covers other content than it first did', () => {
    const one = STEPS.map((steps) => steps.map((step) => (step.cover === 'T' ? { saw: step.saw } : step)));
    fc.assert(
      fc.property(one, (steps) => {
        const covered = runs(steps).flatMap(({ next: { findings } }) => {
          const record = findings['v1-f'];
          return record?.kind === 'active' && record.suppressed !== undefined ? [record] : [];
        });
        expect(new Set(covered.map(({ finding }) => finding.contentDigest)).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('the last entry tells whether it is there, over or suppressed', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const all = runs(steps);
        const last = all.flatMap(({ entries }) => entries).at(-1)?.kind;
        const record = all.at(-1)?.next.findings['v1-f'];
        const state =
          record?.kind === 'active' && record.suppressed !== undefined ? 'suppressed' : record?.kind;
        expect(state).toBe(last === undefined ? undefined : (STATES[last] ?? 'active'));
      }),
    );
  });

  test('the order of findings and gaps changes nothing', () => {
    const found = ['c', 'a', 'b'].map((name) => findingNamed(name));
    const gaps = ['z', 'x', 'y'].map((why) => ({ ...DENIED, why }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(found, { minLength: 3 }),
        fc.shuffledSubarray(gaps, { minLength: 3 }),
        (some, holes) => {
          const moved = transition(undefined, observed({ found: some, gaps: holes }), PLAIN);
          expect(JSON.stringify(moved)).toBe(
            JSON.stringify(transition(undefined, observed({ found, gaps }), PLAIN)),
          );
        },
      ),
    );
  });
});

const STATES: Partial<Record<OutboxEntry['kind'], string>> = {
  resolved: 'resolved',
  suppressed: 'suppressed',
};

/** What is remembered of the finding, but for its status, which is that of one run. */
function lasting(moved: Transition | undefined): unknown {
  const record = moved?.next.findings['v1-f'];
  return record?.kind === 'active' ? { ...record, finding: { ...record.finding, status: '' } } : record;
}
