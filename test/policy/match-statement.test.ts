import { describe, expect, it } from 'vitest';
import { type Decision, evaluate, type StatementRef } from '../../src/policy/evaluate.ts';
import type { Pins } from '../../src/policy/pins.ts';
import { accessFrom, casesOf } from './case-access.ts';

interface Case {
  readonly title: string;
  readonly statements: readonly object[];
  readonly pins?: Pins;
  /** Action, resource, and the decision, `by` a statement of the only document. */
  readonly requests: readonly (readonly [string, string, Decision])[];
}

const PLACE: Omit<StatementRef, 'statement'> = { layer: 0, policy: 'policy' };

describe('a statement applies', () => {
  for (const { title, statements, pins, requests } of casesOf<Case>('match-statement'))
    it(title, () => {
      for (const [action, resource, expected] of requests) {
        const decision = evaluate(accessFrom(statements), { action, resource, context: {} }, pins);
        expect(decision).toStrictEqual(
          'by' in expected ? { ...expected, by: { ...PLACE, ...expected.by } } : expected,
        );
      }
    });
});
