import { stripVTControlCharacters } from 'node:util';
import { eastAsianWidth } from 'get-east-asian-width';

const PLAIN = /^[ -~]*$/;
const ESCAPE = '\u001b';
/** Marks stand on the letter before them. */
const TAKES_NONE = /[\p{M}\p{DI}]/u;

/**
 * How many columns of a terminal the text takes: letters of Chinese, Japanese and Korean and emoji take two, colours none. By
 * code points: `printable` spells out what joins several into one picture, and `Intl.Segmenter` takes the square of the length.
 */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text.includes(ESCAPE) ? stripVTControlCharacters(text) : text)
    columns += columnsOfOne(character);
  return columns;
}

/** At most so many columns: what is longer ends in an ellipsis. Expects text without colours. */
export function cutToColumns(text: string, most: number): string {
  if (columnsOf(text) <= most) return text;
  let cut = '';
  let columns = 0;
  for (const character of text) {
    columns += columnsOfOne(character);
    if (columns >= most) break;
    cut += character;
  }
  return most < 1 ? '' : `${cut}…`;
}

function columnsOfOne(character: string): number {
  if (PLAIN.test(character)) return 1;
  return TAKES_NONE.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}
