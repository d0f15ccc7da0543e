import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { contains, type Reading } from '../../src/policy/contains.ts';
import { type Difference, differences } from '../../src/policy/differences.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { accessFrom, casesOf } from './case-access.ts';
import { POLICY_PAIR } from './random-pairs.ts';

interface Case {
  readonly title: string;
  readonly left: unknown;
  readonly right: unknown;
  readonly reading?: Omit<Reading, 'typed'>;
  /** Whether actions meet their own resource types only. */
  readonly typed?: boolean;
  readonly differences: readonly Difference[];
}

describe('differences', () => {
  for (const { title, left, right, reading, typed, differences: expected } of casesOf<Case>('differences'))
    it(title, () => {
      const read = typed === true ? { ...reading, typed: catalogue } : reading;
      expect(differences(accessFrom(left), accessFrom(right), read)).toEqual(expected);
    });

  it('an access without layers has no part', () => {
    expect(differences({ layers: [] }, accessFrom([]))).toEqual([]);
  });
});

describe('differences of random policies', () => {
  it(
    'there are none exactly where all is contained, and every witness is one',
    () => {
      fc.assert(
        fc.property(POLICY_PAIR, ({ left, right, pins, mayBeOpen }) => {
          const [required, granted] = [accessFrom(left), accessFrom(right)];
          const found = differences(required, granted, { pins });
          const whole = contains(required, granted, { pins });
          // Part by part a comparison can be decided that is not as a whole.
          if (whole.kind !== 'unknown') expect(found.length === 0).toBe(whole.kind === 'contained');
          for (const { verdict } of found) {
            if (verdict.kind === 'unknown') expect(mayBeOpen).toBe(true);
            else {
              expect(evaluate(required, verdict.witness, pins).kind).toBe('allowed');
              expect(evaluate(granted, verdict.witness, pins).kind).toMatch(/Deny$/);
            }
          }
        }),
        { numRuns: runs(0.04) },
      );
    },
    PATIENCE,
  );
});
