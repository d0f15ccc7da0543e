import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Request } from '../../src/policy/request.ts';
import { CONDITIONED } from './random-conditions.ts';

/** A nightly run asks for more. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 2_500);
const TIMEOUT = 20_000 + RUNS * 20;

function decide(access: Access, request: Request): string {
  return evaluate(access, request).kind;
}

describe('random conditions of every operator', () => {
  it(
    'no listed request refutes `contained`, and every witness of `exceeds` is one',
    () => {
      fc.assert(
        fc.property(CONDITIONED, ({ left, right, requests, mayBeOpen }) => {
          const verdict = contains(left, right);
          switch (verdict.kind) {
            case 'unknown':
              expect(mayBeOpen).toBe(true);
              break;
            case 'exceeds':
              expect(decide(left, verdict.witness)).toBe('allowed');
              expect(decide(right, verdict.witness)).toMatch(/Deny$/);
              break;
            case 'contained':
              expect(
                requests.find(
                  (request) => decide(left, request) === 'allowed' && decide(right, request) !== 'allowed',
                ),
              ).toBeUndefined();
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  it(
    'no listed request refutes `disjoint`, and every witness of `overlaps` is one',
    () => {
      fc.assert(
        fc.property(CONDITIONED, ({ left, right, requests, mayBeOpen }) => {
          const overlap = overlaps(left, right);
          switch (overlap.kind) {
            case 'unknown':
              expect(mayBeOpen).toBe(true);
              break;
            case 'overlaps':
              expect([decide(left, overlap.witness), decide(right, overlap.witness)]).toEqual([
                'allowed',
                'allowed',
              ]);
              break;
            case 'disjoint':
              expect(
                requests.find(
                  (request) => decide(left, request) === 'allowed' && decide(right, request) === 'allowed',
                ),
              ).toBeUndefined();
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );
});
