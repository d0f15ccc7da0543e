import { expect, it } from 'vitest';
import { ALL_RESOURCES, arnGlobOf } from '../../src/policy/arn-set.ts';
import { ARN_SPACE, choose, TEXT_SPACE } from '../../src/policy/choice.ts';
import { globOf } from '../../src/policy/glob.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';
import { ALL_TEXTS, findText } from '../../src/policy/text-set.ts';

it.each<[string[][], string[], number]>([
  [[], ['x'], 0],
  [[['a', 'b*']], ['a', 'bx'], 2],
  [[['a', '*', 'b']], ['x'], 0],
  [
    [
      ['a*', 'b*'],
      ['a*', 'b*'],
    ],
    ['ax', 'bx'],
    2,
  ],
  [
    [
      ['a*', 'b*'],
      ['*c', 'b?'],
    ],
    ['ac', 'bc', 'bx'],
    6,
  ],
  [[['a*'], ['b*', 'c*']], [], 3],
  [[['a*', 'b*'], ['c*'], ['d*', 'e*']], [], 4],
])('one pattern of each of %j makes %j, in %i steps', (choices, texts, cost) => {
  const work = { left: 1_000 };
  const globs = choices.map((patterns) => patterns.map((pattern) => globOf(parseWildcards(pattern))));
  const parts = [...choose(TEXT_SPACE, ALL_TEXTS, globs, work)];
  expect(1_000 - work.left).toBe(cost);
  expect(parts.map((part) => findText(part, ['x'], work))).toEqual(
    texts.map((value) => ({ kind: 'found', value })),
  );
});

it('stops where the work runs out', () => {
  const globs = [['a', 'b', 'c'].map((pattern) => globOf(parseWildcards(pattern)))];
  expect([...choose(TEXT_SPACE, ALL_TEXTS, globs, { left: 2 })]).toHaveLength(2);
});

it('a pattern that holds all resources stands for the others', () => {
  const arns = ['arn:aws:s3:::a', '*', 'arn:*'].map((pattern) => arnGlobOf(parseWildcards(pattern)));
  expect([...choose(ARN_SPACE, ALL_RESOURCES, [arns], { left: 0 })]).toEqual([ALL_RESOURCES]);
});
