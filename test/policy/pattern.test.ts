import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { escapeLiteral, intersectPatterns, patternContains } from '../../src/policy/pattern.ts';
import { accessFrom } from './case-access.ts';

const ANY_TEXT = 'arn:aws:s3:::bucket/*';

describe('escapeLiteral', () => {
  it('makes a pattern that matches the text and no other', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.string({ unit: 'grapheme-ascii' }),
        (text, other) => {
          const access = accessFrom([
            { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${escapeLiteral(text)}` },
          ]);
          const kindFor = (name: string) =>
            evaluate(access, { action: 's3:GetObject', resource: `arn:aws:s3:::${name}`, context: {} }).kind;
          expect(kindFor(text)).toBe('allowed');
          if (other !== text) expect(kindFor(other)).toBe('implicitDeny');
        },
      ),
    );
  });
});

describe('patternContains', () => {
  it.each([
    ['*', ANY_TEXT, true],
    [ANY_TEXT, '*', false],
    ['arn:aws:s3:::b*', 'arn:aws:s3:::bucket', true],
    ['arn:*', 'arn:aws:s3:::bucket', true],
    ['arn:aws*', 'arn:aws:s3:::bucket', true],
    ['arn:a*:::bucket', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::?*', 'arn:aws:s3:::*?', true],
    ['arn:aws:s3:::??', 'arn:aws:s3:::?', false],
    ['arn:aws:s3:::${*}', 'arn:aws:s3:::*', false],
    ['arn:aws:s3:::*', 'arn:aws:s3:::${*}', true],
    ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::${aws:username}', true],
    ['arn:aws:s3:::*', 'arn:aws:s3:::${aws:username}', false],
    ['arn:aws:s3:::a:b', 'arn:aws:s3:::a:b', true],
  ])('%s contains %s: %s', (outer, inner, answer) => {
    expect(patternContains(outer, inner)).toBe(answer);
  });
});

describe('intersectPatterns', () => {
  it.each([
    ['*', ANY_TEXT, ANY_TEXT],
    [ANY_TEXT, '*', ANY_TEXT],
    ['arn:aws:s3:::a', 'arn:aws:s3:::b', undefined],
    ['arn:*:sagemaker:*:*:model/*', 'arn:aws:sagemaker:us-east-1:*', 'arn:aws:sagemaker:us-east-1:*:model/*'],
    [
      'arn:aws:sagemaker:us-east-1:*:*',
      'arn:*:sagemaker:*:111122223333:model/a',
      'arn:aws:sagemaker:us-east-1:111122223333:model/a',
    ],
    ['arn:aws:s3:::a*', 'arn:aws:s3:::*b', 'arn:aws:s3:::*b'],
    ['arn:aws:s3:::${aws:username}', ANY_TEXT, ANY_TEXT],
  ])('%s and %s: %s', (a, b, both) => {
    expect(intersectPatterns(a, b)).toBe(both);
  });
});
