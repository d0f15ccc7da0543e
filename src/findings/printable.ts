/**
 * What a reader does not see, or sees in another place than it is: control characters (C0, C1, NEL), bidirectional and
 * zero-width ones, line and paragraph separators, tags, variation selectors and fillers, halves of a character, private
 * use; and of marks that are stacked on a letter those that would grow into the lines beside it.
 */
const DECEITFUL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{DI}]|\p{M}(?<=\p{M}{5})/gu;

/** Text from the account, safe on a terminal and in a message: one line, its unseen characters as `\u{202e}`. */
export function printable(text: string): string {
  return spelledOut(text, (character) => `\\u{${codePoint(character)}}`);
}

/** The text with each character that could deceive a reader, line breaks among them, as `spell` writes it. */
export function spelledOut(text: string, spell: (character: string) => string): string {
  return text.replace(DECEITFUL, spell);
}

/** The number of a character, as its escapes have it. */
export function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

/** The value as JSON in lines that a terminal can show: a parser reads what was there, a person what is there. */
export function printableJson(value: unknown): string {
  return spelledOut(JSON.stringify(value, null, 2), (character) =>
    character === '\n' ? character : jsonEscape(character),
  );
}

/** A character as the escapes of JSON. */
export function jsonEscape(character: string): string {
  let escaped = '';
  for (let at = 0; at < character.length; at += 1)
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escaped;
}
