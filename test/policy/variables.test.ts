import { expect, it } from 'vitest';
import { exampleOf, hasForm, withExamples } from '../../src/policy/variables.ts';

const ACCOUNTS = ['111122223333', '444455556666'];

it.each([
  ['aws:principalaccount', ACCOUNTS, true],
  ['aws:resourceaccount', ACCOUNTS, true],
  ['aws:sourceaccount', ACCOUNTS, true],
  ['aws:requestedregion', ['us-east-1', 'eu-west-1'], true],
  [
    'aws:principalarn',
    ['arn:aws:iam::111122223333:role/example', 'arn:aws:iam::444455556666:role/other'],
    false,
  ],
  ['aws:username', ['example', 'other'], false],
])('%s stands for one of %j, without a colon: %j', (variable, examples, isSafe) => {
  expect([exampleOf(variable, 'example'), exampleOf(variable, 'other')]).toEqual(examples);
  expect(hasForm(variable)).toBe(isSafe);
});

it('only a variable without a known value gets an example', () => {
  const assumed: string[] = [];
  const values = new Map([
    ['a', 'x'],
    ['b', null],
  ]);
  const textOf = withExamples(
    (name) => (values.has(name) ? (values.get(name) ?? null) : undefined),
    (name) => assumed.push(name),
  );
  expect(['a', 'b', 'c'].map(textOf)).toEqual(['x', null, 'example']);
  expect(assumed).toEqual(['c']);
});
