import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { ACCESS, REQUESTS } from './random-policies.ts';

const RUNS = Number(process.env['PLUMBLINE_RUNS'] ?? 500);
const allowed = (access, request) => evaluate(access, request).kind === 'allowed';
describe('verdicts against the evaluator', () => {
  it('contained', () => {
    const count: Record<string, number> = {};
    let t = 0;
    let max = 0;
    fc.assert(
      fc.property(ACCESS, ACCESS, (required, granted) => {
        const t0 = performance.now();
        const verdict = contains(required, granted);
        const shared = overlaps(required, granted);
        const dt = performance.now() - t0;
        t += dt;
        max = Math.max(max, dt);
        count[verdict.kind] = (count[verdict.kind] ?? 0) + 1;
        expect(verdict.kind).not.toBe('unknown');
        if (verdict.kind === 'contained')
          expect(REQUESTS.find((r) => allowed(required, r) && !allowed(granted, r))).toBe(undefined);
        count[shared.kind] = (count[shared.kind] ?? 0) + 1;
        expect(shared.kind).not.toBe('unknown');
        if (shared.kind === 'disjoint')
          expect(REQUESTS.find((r) => allowed(required, r) && allowed(granted, r))).toBe(undefined);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 25000 },
    );
    console.log(count, REQUESTS.length, t, max);
  });
});
