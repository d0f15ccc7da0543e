import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversAction, coversEvery, serviceIn } from '../../src/page/patterns.ts';

const COVERS: readonly (readonly [string, string, boolean])[] = [
  ['*', 'arn:aws:s3:::b', true],
  ['arn:aws:s3:::b', 'arn:aws:s3:::b', true],
  ['arn:aws:s3:::b', 'arn:aws:s3:::B', false],
  ['arn:aws:s3:::b*', 'arn:aws:s3:::b/x*', true],
  ['arn:aws:s3:::b/x*', 'arn:aws:s3:::b*', false],
  ['a?c', 'abc', true],
  ['a?c', 'a?c', true],
  ['a?c', 'a*c', false],
  ['a*c', 'a?c', true],
  ['a', 'a?', false],
  ['${aws:username}', '${aws:username}', true],
  ['${aws:username}*', '${aws:username}x', false],
  ['b/*', 'b/${aws:username}', true],
  ['b/????', 'b/${x}', false],
];

describe('a pattern by its text', () => {
  test.each(COVERS)('%s covers %s: %s', (wider, pattern, covered) => {
    expect(coversEvery([wider], [pattern])).toBe(covered);
  });

  test('covers an action in any case', () => {
    expect(coversAction('SageMaker:Create*', 'sagemaker:createModel')).toBe(true);
  });

  test('covers each of several by one of several, and nothing takes more than none', () => {
    expect(coversEvery(['a*', 'b'], ['ax', 'b'])).toBe(true);
    expect(coversEvery(['a*'], ['ax', 'b'])).toBe(false);
    expect(coversEvery([], ['a'])).toBe(false);
  });

  test('never covers what it would not match', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const filling = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(pattern, pattern, filling, (wider, narrower, fill) => {
        fc.pre(coversEvery([wider], [narrower]));
        let next = 0;
        const text = narrower.replace(/[*?]/g, (token) => {
          const part = fill[next++ % fill.length] ?? '';
          return token === '*' ? part : part.charAt(0) || 'a';
        });
        const regex = new RegExp(`^${wider.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(regex.test(text), `${wider} for ${text} of ${narrower}`).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is matched in time that does not explode', () => {
    expect(coversEvery([`${'a*'.repeat(2_000)}b`], ['a'.repeat(20_000)])).toBe(false);
  });

  test.each([
    ['s3:Get*', 's3'],
    ['SageMaker:*', 'sagemaker'],
    ['*', '*'],
    ['s*:Get', '*'],
    ['none', 'none'],
  ])('the service of %s is %s', (action, service) => {
    expect(serviceIn(action)).toBe(service);
  });
});
