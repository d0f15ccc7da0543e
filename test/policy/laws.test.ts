import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { ACCESS, REQUESTS } from './random-policies.ts';

const RUNS = Number(process.env['PLUMBLINE_RUNS'] ?? 500);

describe('verdicts against the evaluator', () => {
  it('contained', () => {
    const count: Record<string, number> = {};
    fc.assert(
      fc.property(ACCESS, ACCESS, (required, granted) => {
        const verdict = contains(required, granted);
        count[verdict.kind] = (count[verdict.kind] ?? 0) + 1;
        expect(verdict.kind).not.toBe('unknown');
        if (verdict.kind === 'contained')
          for (const request of REQUESTS)
            if (evaluate(required, request).kind === 'allowed')
              expect([request, evaluate(granted, request).kind]).toEqual([request, 'allowed']);
        const shared = overlaps(required, granted);
        count[shared.kind] = (count[shared.kind] ?? 0) + 1;
        expect(shared.kind).not.toBe('unknown');
        if (shared.kind === 'disjoint')
          for (const request of REQUESTS)
            if (evaluate(required, request).kind === 'allowed')
              expect([request, evaluate(granted, request).kind]).not.toEqual([request, 'allowed']);
      }),
      { numRuns: RUNS },
    );
    console.log(count, REQUESTS.length);
  });
});
