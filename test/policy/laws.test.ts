import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Request } from '../../src/policy/request.ts';
import { ACCESS, accessOf, REQUESTS, STATEMENTS } from './random-policies.ts';

const PAIRS = { numRuns: 1_000, interruptAfterTimeLimit: 20_000 };
const FEWER = { numRuns: 150, interruptAfterTimeLimit: 5_000 };

function allows(access: Access, request: Request): boolean {
  return evaluate(access, request).kind === 'allowed';
}

describe('verdicts on random policies', () => {
  it('no listed request refutes `contained`, and every witness of `exceeds` is one', () => {
    fc.assert(
      fc.property(ACCESS, ACCESS, fc.nat(), (required, granted, offset) => {
        const verdict = contains(required, granted);
        expect(verdict.kind).not.toBe('unknown');
        if (verdict.kind === 'exceeds') {
          expect(allows(required, verdict.witness) && !allows(granted, verdict.witness)).toBe(true);
        } else
          expect(
            sampled(offset).find((request) => allows(required, request) && !allows(granted, request)),
          ).toBeUndefined();
      }),
      PAIRS,
    );
  });

  it('no listed request refutes `disjoint`, and every witness of `overlaps` is one', () => {
    fc.assert(
      fc.property(ACCESS, ACCESS, fc.nat(), (left, right, offset) => {
        const overlap = overlaps(left, right);
        expect(overlap.kind).not.toBe('unknown');
        if (overlap.kind === 'overlaps')
          expect(allows(left, overlap.witness) && allows(right, overlap.witness)).toBe(true);
        else
          expect(
            sampled(offset).find((request) => allows(left, request) && allows(right, request)),
          ).toBeUndefined();
      }),
      PAIRS,
    );
  });
});

/** Every fifth request, so that a thousand pairs take seconds. */
function sampled(offset: number): readonly Request[] {
  return REQUESTS.filter((_, index) => (index + offset) % 5 === 0);
}

describe('laws of containment', () => {
  it('an access contains itself', () => {
    fc.assert(
      fc.property(ACCESS, (access) => {
        expect(contains(access, access)).toEqual({ kind: 'contained' });
      }),
      FEWER,
    );
  });

  it('order, repetition and Sids of statements mean nothing', () => {
    fc.assert(
      fc.property(STATEMENTS, (statements) => {
        const shuffled = [...statements, ...statements]
          .reverse()
          .map((statement, index) => ({ ...statement, Sid: `S${index}` }));
        expect(contains(accessOf(statements), accessOf(shuffled))).toEqual({ kind: 'contained' });
        expect(contains(accessOf(shuffled), accessOf(statements))).toEqual({ kind: 'contained' });
      }),
      FEWER,
    );
  });

  it('another Allow never takes anything away', () => {
    fc.assert(
      fc.property(STATEMENTS, STATEMENTS, (statements, more) => {
        const allows = more.map((statement) => ({ ...statement, Effect: 'Allow' }));
        expect(contains(accessOf(statements), accessOf([...statements, ...allows]))).toEqual({
          kind: 'contained',
        });
      }),
      FEWER,
    );
  });

  it('another Deny and a boundary never add anything', () => {
    fc.assert(
      fc.property(STATEMENTS, STATEMENTS, STATEMENTS, (statements, more, boundary) => {
        const denies = more.map((statement) => ({ ...statement, Effect: 'Deny' }));
        expect(contains(accessOf([...statements, ...denies], boundary), accessOf(statements))).toEqual({
          kind: 'contained',
        });
      }),
      FEWER,
    );
  });

  it('an access that is contained in another and disjoint from it allows nothing', () => {
    fc.assert(
      fc.property(ACCESS, ACCESS, (left, right) => {
        if (overlaps(left, right).kind !== 'disjoint') return;
        const verdict = contains(left, right);
        if (verdict.kind === 'contained') expect(overlaps(left, left)).toEqual({ kind: 'disjoint' });
      }),
      FEWER,
    );
  });
});
