import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../src/findings/printable.ts';
import { asciiJson, cutTo, wireLength } from '../../src/publish/ascii-json.ts';
import { escapeChat } from '../../src/publish/escape.ts';

const text = fc.string({ unit: 'binary', maxLength: 400 });

describe('ASCII JSON', () => {
  test('gives back what was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.constant('lone \ud800'), fc.string({ unit: 'grapheme' })), (value) => {
        expect(asciiJson({ value })).toMatch(/^[\x20-\x7e]+$/);
        expect(JSON.parse(asciiJson({ value }))).toEqual({ value });
        expect(asciiJson({ value })).toHaveLength(wireLength(value) + '{"value":""}'.length);
      }),
    );
  });
});

describe('a text that is cut', () => {
  test.each([
    ['short text stays whole', 'name', 10, 'name'],
    ['long text ends with an ellipsis', 'x'.repeat(50), 16, `${'x'.repeat(10)}…`],
    ['a pair of surrogates stays together', '🙂'.repeat(10), 31, '🙂🙂…'],
    ['an escape stays whole', '&'.repeat(10), 15, '&amp;…'],
    ['no room is no text', '&&', 5, ''],
  ])('%s', (_, given, limit, expected) => {
    expect(cutTo(given, limit, escapeChat)).toBe(expected);
  });

  test('takes no more than it may, and is the beginning of the whole', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom(printable, escapeChat),
        (given, limit, escaped) => {
          const cut = cutTo(given, limit, escaped);
          expect(wireLength(cut)).toBeLessThanOrEqual(limit);
          if (wireLength(escaped(given)) <= limit) expect(cut).toBe(escaped(given));
        },
      ),
    );
  });
});
