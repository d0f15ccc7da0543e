import { expect, it } from 'vitest';
import { matchesArnText, matchesResourceText, matchesText } from '../../src/policy/match-text.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';

const TEXTS = ['', 'a', 'ab', 'abc', 'a:b', 'a*', 'b', 'ba', 'aba', 'xaxb', ':'];

it.each([
  ['', ['']],
  ['a', ['a']],
  ['?', ['a', 'b', ':']],
  ['a?', ['ab', 'a*']],
  ['*', TEXTS],
  ['**', TEXTS],
  ['a*', ['a', 'ab', 'abc', 'a:b', 'a*', 'aba']],
  ['*a', ['a', 'ba', 'aba']],
  ['*a*b', ['ab', 'a:b', 'xaxb']],
  ['a*?', ['ab', 'abc', 'a:b', 'a*', 'aba']],
  ['??*?', ['abc', 'a:b', 'aba', 'xaxb']],
])('the pattern %j matches %j', (pattern, texts) => {
  expect(TEXTS.filter((text) => matchesText(parseWildcards(pattern), text))).toEqual(texts);
});

it.each([
  ['*', '', true],
  ['*', 'arn', true],
  ['*', 'arn:aws:s3:::a:b', true],
  ['arn:aws:s3:::*', 'arn:aws:s3:::a:b', true],
  ['arn:aws:s3:::?', 'arn:aws:s3::::', true],
  ['arn:aws:s3:::a:?', 'arn:aws:s3:::a::', true],
  ['arn:*:s3:::x', 'arn:aws:s3:::x', true],
  ['arn:*:s3:::x', 'arn:aws:ec2:s3:::x', false],
  ['arn:*:x', 'arn:aws:s3:::x', false],
  ['arn:*', 'arn', true],
  ['arn:aws:s3*', 'arn:aws:s3:us-east-1:1:x', true],
  ['arn:aws:s3*', 'arn:aws:sns:::x', false],
  ['arn:aws:s3:?:1:x', 'arn:aws:s3:::1:x', false],
  ['arn:aws:s3:?:1:x', 'arn:aws:s3:a:1:x', true],
  ['arn:aws:s3::?:x', 'arn:aws:s3::::x', false],
  ['arn:aws:s3:::x', 'arn:aws:s3:::xy', false],
  ['arn:aws:s3:::x', 'arn:aws:s3', false],
  ['arn:aws:s3:::', 'arn:aws:s3', true],
])('the resource pattern %j matches %j: %s', (pattern, resource, answer) => {
  expect(matchesResourceText(parseWildcards(pattern), resource)).toBe(answer);
});

it.each([
  ['arn:aws:s3:::*', 'arn:aws:s3:::a:b', true],
  ['arn:aws:s3:::*', 'arn:aws:s3::', false],
  ['*:*:*:*:*:*', 'arn:aws:s3:::', true],
  ['*:*:*:*:*:*', 'arn:aws:s3::', false],
  ['arn:*:x:y:z:w', 'arn:aws:s3:x:y:z:w', false],
  ['arn:aws:s3:?:a:b', 'arn:aws:s3:::a:b', false],
  ['arn:aws:s3::a:?', 'arn:aws:s3::a::', true],
])('the ARN pattern %j matches %j: %s', (pattern, text, answer) => {
  expect(matchesArnText(parseWildcards(pattern), text)).toBe(answer);
});
