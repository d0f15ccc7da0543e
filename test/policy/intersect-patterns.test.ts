import { expect, it } from 'vitest';
import { intersectPatterns, patternContains } from '../../src/policy/pattern.ts';

it.each([
  ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::a', false],
  ['${aws:username}', '*', false],
  ['*', '${aws:username}', false],
  ['${', '${', true],
  ['arn:aws', 'arn:aws:*:*:*:*', true],
  ['arn:aws:*:*:*:*', 'arn:aws', true],
  ['arn:aws:s3', 'arn:aws:s3:us-east-1:1:a:b', true],
])('%s contains %s: %s', (outer, inner, answer) => {
  expect(patternContains(outer, inner)).toBe(answer);
});

it.each([
  ['arn:aws', '*', 'arn:aws'],
  ['*', 'arn:aws', 'arn:aws'],
  ['arn:aws', 'arn:aws:*:*:*:*', 'arn:aws:*:*:*:*'],
  ['arn:aws:s3*', 'arn:*:*:us-east-1', 'arn:aws:s3*:us-east-1:*:*'],
  ['arn:*:s3:::a', 'arn:aws:s3', 'arn:aws:s3:::a'],
  ['arn:*:*:*:*:a:b*', 'arn:aws:*:*:*:a*', 'arn:aws:*:*:*:a:b*'],
  ['arn:aws:s3:::a?', 'arn:*:s3:::??', 'arn:aws:s3:::a?'],
  ['arn:aws:s3:::a', 'arn:aws:s3:::${aws:username}', 'arn:aws:s3:::${aws:username}'],
  ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::a', 'arn:aws:s3:::a'],
  ['arn:*:s3:::a*', 'arn:aws:*:::*b', 'arn:aws:*:::*b'],
  ['arn:aws:s3:::a?', 'arn:aws:*:::a', undefined],
  ['arn:aws:s3:::a?c', 'arn:aws:s3:::a??c', undefined],
  ['arn:aws:s3', 'arn:aws:sqs:*', undefined],
])('%s and %s meet in %s', (a, b, both) => {
  expect(intersectPatterns(a, b)).toBe(both);
});
