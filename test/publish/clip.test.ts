import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip } from '../../src/publish/clip.ts';
import '../support/fixed-seed.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['😀😀😀', 3, '😀😀😀'],
  ['😀😀😀😀', 3, '😀😀…'],
  ['a😀b', 2, 'a…'],
  ['', 1, ''],
  ['ab', 1, '…'],
])('%j in %d code points is %j', (text, most, expected) => {
  expect(clip(text, most)).toBe(expected);
});

test('a text keeps to its limit, begins as before, and loses no half of a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 1, max: 30 }),
      (text, most) => {
        const clipped = clip(text, most);
        const points = [...text];
        expect(clipped).toBe(points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`);
      },
    ),
  );
});
