import { describe, expect, it } from 'vitest';
import { contains } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Verdict } from '../../src/policy/verdict.ts';
import { accessFrom, casesOf } from './case-access.ts';

/** A question that another engine is known to answer wrongly, or as changed what is the same. */
interface Case {
  readonly title: string;
  readonly left: unknown;
  readonly right: unknown;
  readonly verdict: Verdict['kind'];
  /** The same the other way round. */
  readonly reverse: Verdict['kind'];
}

/** The kind of the verdict; its witness has to be one. */
function verdictKind(left: Access, right: Access): Verdict['kind'] {
  const verdict = contains(left, right);
  if (verdict.kind === 'exceeds') {
    expect(evaluate(left, verdict.witness).kind).toBe('allowed');
    expect(evaluate(right, verdict.witness).kind).toMatch(/Deny$/);
  }
  return verdict.kind;
}

describe('what other engines get wrong', () => {
  for (const { title, left: leftJson, right: rightJson, verdict, reverse } of casesOf<Case>('other-engines'))
    it(title, () => {
      const [left, right] = [accessFrom(leftJson), accessFrom(rightJson)];
      expect([verdictKind(left, right), verdictKind(right, left)]).toEqual([verdict, reverse]);
    });
});
