import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import type { Overlap, Verdict } from '../../src/policy/verdict.ts';
import { PATIENCE, runs } from '../support/runs.ts';
import { type AccessJson, accessFrom } from './case-access.ts';
import { CONDITION_PAIR, type Pair, POLICY_PAIR } from './random-pairs.ts';
import type { Change } from './rewrite-parts.ts';
import { REWRITES } from './rewrites.ts';

const PAIR = fc.oneof(POLICY_PAIR, CONDITION_PAIR);

/** The kinds that differ; in a pair that may be left open nothing differs from `unknown`. */
function differences(before: readonly string[], after: readonly string[], { mayBeOpen }: Pair): object[] {
  const alike = (one?: string, other?: string): boolean =>
    one === other || other === 'gaveUp' || (mayBeOpen && [one, other].includes('unknown'));
  return before.flatMap((kind, index) => (alike(kind, after[index]) ? [] : [[index, kind, after[index]]]));
}

/** A rewrite may be longer than what it stands for, and so take more work than is allowed. */
function kindOf(answer: Verdict | Overlap): string {
  return answer.kind === 'unknown' && answer.why.includes('more work') ? 'gaveUp' : answer.kind;
}

function expectSame(pair: Pair, change: Change<AccessJson>): void {
  const rewritten = { left: change(pair.left), right: change(pair.right) };
  fc.pre(JSON.stringify(rewritten.left) !== JSON.stringify(pair.left));
  const reading = { pins: pair.pins };
  const [left, right] = [accessFrom(pair.left), accessFrom(pair.right)];
  const [newLeft, newRight] = [accessFrom(rewritten.left), accessFrom(rewritten.right)];
  const kindsOf = (one: Access, other: Access): readonly string[] => [
    kindOf(contains(one, other, reading)),
    kindOf(contains(other, one, reading)),
    kindOf(overlaps(one, other, reading)),
  ];
  expect(differences(kindsOf(left, right), kindsOf(newLeft, newRight), pair)).toEqual([]);
  const equal = [kindOf(contains(left, newLeft, reading)), kindOf(contains(newLeft, left, reading))];
  expect(differences(['contained', 'contained'], equal, pair)).toEqual([]);
}

describe('an access means the same with', () => {
  it.each([...REWRITES])(
    '%s',
    (_, change) => {
      fc.assert(
        fc.property(PAIR, (pair) => expectSame(pair, change)),
        { numRuns: runs(0.005) },
      );
    },
    PATIENCE,
  );

  it(
    'several rewrites in a row',
    () => {
      const several = fc.shuffledSubarray([...REWRITES.keys()], { minLength: 2, maxLength: 5 });
      fc.assert(
        fc.property(PAIR, several, (pair, names) => {
          expectSame(pair, (access) => {
            let current = access;
            for (const name of names) current = REWRITES.get(name)?.(current) ?? current;
            return current;
          });
        }),
        { numRuns: runs(0.02) },
      );
    },
    PATIENCE,
  );
});
