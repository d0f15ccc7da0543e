import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../src/findings/printable.ts';

describe('printable', () => {
  test.each([
    ['escape sequences of a terminal', '\u001b[31mred', '\\u{1b}[31mred'],
    ['line breaks', 'a\nb\u2028c\u0085', 'a\\u{a}b\\u{2028}c\\u{85}'],
    ['marks that turn the direction of text', 'a\u202eb\u2066', 'a\\u{202e}b\\u{2066}'],
    ['characters that cannot be seen', '\ufeff\u200b\u00ad', '\\u{feff}\\u{200b}\\u{ad}'],
    ['halves of characters', 'a\ud800', 'a\\u{d800}'],
    ['tags beyond the first plane', '\u{e0041}', '\\u{e0041}'],
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
