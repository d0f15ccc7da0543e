import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { globOf, matchesGlob } from '../../src/policy/glob.ts';
import { mayMeet } from '../../src/policy/may-meet.ts';
import { escapeLiteral, parseWildcards } from '../../src/policy/pattern-parts.ts';

const OF = 'arn:aws:s3:::';

it.each([
  [`${OF}a`, `${OF}a`, true],
  [`${OF}a`, `${OF}b`, false],
  [`${OF}a`, `${OF}A`, false],
  [`${OF}a/*`, `${OF}a/b`, true],
  [`${OF}a/*`, `${OF}b/*`, false],
  [`${OF}*/x`, `${OF}a/*`, true],
  [`${OF}a?`, `${OF}ab`, true],
  [`${OF}a?`, `${OF}a`, false],
  [`${OF}a$\{*}`, `${OF}a*`, true],
  [`${OF}a$\{*}`, `${OF}ab`, false],
  [`${OF}$\{aws:username}/x`, `${OF}anna/x`, true],
  [`${OF}$\{aws:username}/x`, `${OF}anna/y`, false],
  [`${OF}a$\{`, `${OF}ab`, true],
  ['arn:aws:*:eu:1:x', 'arn:aws:a:b:eu:1:x', true],
  ['*', `${OF}a`, true],
  ['arn:aws:s3', `${OF}a`, true],
  ['no arn', 'another', false],
  ['no arn', 'no arn at all', true],
])('whether %s and %s may meet: %s', (one, other, expected) => {
  expect(mayMeet(one, other)).toBe(expected);
  expect(mayMeet(other, one)).toBe(expected);
});

describe('two patterns that match one text', () => {
  const pattern = fc
    .array(fc.constantFrom('a', 'b', ':', '/', '*', '?'), { maxLength: 6 })
    .map((marks) => OF + marks.join(''));
  const text = fc
    .array(fc.constantFrom('a', 'b', ':', '/'), { maxLength: 5 })
    .map((marks) => OF + marks.join(''));

  function matches(one: string, resource: string): boolean {
    return matchesGlob(globOf(parseWildcards(one)), resource);
  }

  test('may meet', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, resource) => {
        fc.pre(matches(one, resource) && matches(other, resource));
        expect(mayMeet(one, other)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('may meet where one of them is the text itself', () => {
    fc.assert(
      fc.property(pattern, text, (one, resource) => {
        expect(mayMeet(one, escapeLiteral(resource))).toBe(matches(one, resource));
      }),
      { numRuns: 2_000 },
    );
  });
});
