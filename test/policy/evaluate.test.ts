import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Pins } from '../../src/policy/pins.ts';
import type { Request } from '../../src/policy/request.ts';
import { accessFrom, casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly access: unknown;
  readonly requests: readonly (readonly [string, string, Request['context'], object])[];
  readonly pins?: Pins;
}

describe('evaluate', () => {
  for (const { title, access, requests, pins } of casesOf<Case>('evaluate'))
    it(title, () => {
      for (const [action, resource, context, decision] of requests) {
        const request = { action, resource, context };
        expect([request, evaluate(accessFrom(access), request, pins)]).toEqual([request, decision]);
      }
    });

  it('an access without layers allows nothing', () => {
    const request = { action: 's3:GetObject', resource: '*', context: {} };
    expect(evaluate({ layers: [] }, request)).toEqual({ kind: 'implicitDeny', layer: 0 });
  });
});
