import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonText } from '../../src/collect/json-text.ts';

test.each([
  ['{"a":[1,2', 'not JSON: cut off at byte 9'],
  ['{"ä":"ö', 'not JSON: cut off at byte 9'],
  ['', 'not JSON: cut off at byte 0'],
  ['{"a":1,}', 'not JSON: wrong at character 7'],
])('%j is %s', (text, why) => {
  expect(parseJsonText(text)).toEqual({ kind: 'failed', why });
});

test('what is wrong with a file is said without its content', () => {
  expect(parseJsonText('<html>secret</html>')).toEqual({ kind: 'failed', why: 'not JSON' });
});

test('a byte order mark is no part of the text', () => {
  expect(parseJsonText('\uFEFF{"a":1}')).toEqual({ kind: 'known', value: { a: 1 } });
});

test('an object that lost its end is always named as cut off', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, position) => {
      const text = JSON.stringify(value);
      const half = text.slice(0, position % text.length);
      expect(parseJsonText(half)).toEqual({
        kind: 'failed',
        why: `not JSON: cut off at byte ${Buffer.byteLength(half)}`,
      });
    }),
  );
});

test('a file that is nested without end is refused before anything walks it', () => {
  expect(parseJsonText('{"a":'.repeat(200_000))).toEqual({
    kind: 'failed',
    why: 'expected at most 100 levels of arrays and objects',
  });
});
