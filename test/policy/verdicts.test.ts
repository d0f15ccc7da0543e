import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Request } from '../../src/policy/request.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { type AccessJson, accessFrom } from './case-access.ts';
import { CONDITION_PAIR, type Pair, POLICY_PAIR } from './random-pairs.ts';

/** What both sides of a pair decide, each given by its JSON. */
function deciders({ left, right, pins }: Pair) {
  const decider = (json: AccessJson) => {
    const access = accessFrom(json);
    return { access, decide: (request: Request): string => evaluate(access, request, pins).kind };
  };
  return [decider(left), decider(right)] as const;
}

/** Where a pair may be left open, so may be what the right side decides. */
function isRefused(kind: string, { mayBeOpen }: Pair): boolean {
  return mayBeOpen ? kind.endsWith('Deny') : kind !== 'allowed';
}

describe.each([
  ['policies of every feature', POLICY_PAIR, 0.25],
  ['conditions of every operator', CONDITION_PAIR, 0.2],
])('random %s', (_, pairs, share) => {
  it(
    'no listed request refutes `contained`, and every witness of `exceeds` is one',
    () => {
      fc.assert(
        fc.property(pairs, (pair) => {
          const [left, right] = deciders(pair);
          const verdict = contains(left.access, right.access, { pins: pair.pins });
          switch (verdict.kind) {
            case 'unknown':
              expect(pair.mayBeOpen).toBe(true);
              break;
            case 'exceeds':
              expect(left.decide(verdict.witness)).toBe('allowed');
              expect(right.decide(verdict.witness)).toMatch(/Deny$/);
              break;
            case 'contained':
              expect(
                pair.requests.find(
                  (request) => left.decide(request) === 'allowed' && isRefused(right.decide(request), pair),
                ),
              ).toBeUndefined();
          }
        }),
        { numRuns: runs(share) },
      );
    },
    PATIENCE,
  );

  it(
    'no listed request refutes `disjoint`, and every witness of `overlaps` is one',
    () => {
      fc.assert(
        fc.property(pairs, (pair) => {
          const [left, right] = deciders(pair);
          const overlap = overlaps(left.access, right.access, { pins: pair.pins });
          switch (overlap.kind) {
            case 'unknown':
              expect(pair.mayBeOpen).toBe(true);
              break;
            case 'overlaps':
              expect(left.decide(overlap.witness)).toBe('allowed');
              expect(right.decide(overlap.witness)).toBe('allowed');
              break;
            case 'disjoint':
              expect(
                pair.requests.find(
                  (request) => left.decide(request) === 'allowed' && right.decide(request) === 'allowed',
                ),
              ).toBeUndefined();
          }
        }),
        { numRuns: runs(share) },
      );
    },
    PATIENCE,
  );
});
