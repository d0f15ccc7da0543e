import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable, printableJson } from '../../src/findings/printable.ts';

describe('printable', () => {
  test.each([
    ['escape sequences of a terminal', '\u001b[31mred', '\\u{1b}[31mred'],
    ['line breaks', 'a\nb\u2028c\u0085', 'a\\u{a}b\\u{2028}c\\u{85}'],
    ['marks that turn the direction of text', 'a\u202eb\u2066', 'a\\u{202e}b\\u{2066}'],
    ['characters that cannot be seen', '\ufeff\u200b\u00ad', '\\u{feff}\\u{200b}\\u{ad}'],
    ['halves of characters', 'a\ud800', 'a\\u{d800}'],
    ['tags beyond the first plane', '\u{e0041}', '\\u{e0041}'],
    ['selectors of variants', 'a\ufe0f\u{e0100}', 'a\\u{fe0f}\\u{e0100}'],
    ['fillers', '\u3164\u115f\uffa0', '\\u{3164}\\u{115f}\\u{ffa0}'],
    ['marks beyond the fourth on a letter', `e${'\u0301'.repeat(5)}`, `e${'\u0301'.repeat(4)}\\u{301}`],
  ])('makes %s visible', (_, text, visible) => {
    expect(printable(text)).toBe(visible);
  });

  test('leaves names of any language alone', () => {
    expect(printable('Modèle-日本 😀 *')).toBe('Modèle-日本 😀 *');
  });

  test('gives nothing that needs it again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});

test('printableJson gives JSON in lines that show what is there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = printableJson([text]);
      expect(JSON.parse(json)).toEqual([text]);
      for (const line of json.split('\n')) expect(printable(line)).toBe(line);
    }),
  );
});
