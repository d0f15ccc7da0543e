import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { contains, type Reading } from '../../src/policy/contains.ts';
import { type Difference, differences } from '../../src/policy/differences.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { accessFrom, casesOf } from './case-access.ts';
import { ACCESS } from './random-policies.ts';

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
  it('there are none exactly where all is contained, and every witness is one', () => {
    fc.assert(
      fc.property(ACCESS, ACCESS, (required, granted) => {
        const found = differences(required, granted);
        expect(found.length === 0).toBe(contains(required, granted).kind === 'contained');
        for (const { verdict } of found) {
          expect(verdict.kind).toBe('exceeds');
          if (verdict.kind !== 'exceeds') continue;
          expect(evaluate(required, verdict.witness).kind).toBe('allowed');
          expect(evaluate(granted, verdict.witness).kind).toMatch(/Deny$/);
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 10_000 },
    );
  });
});
