/**
 * What a reader does not see, or sees in another place than it is: control characters (C0, C1, NEL), bidirectional and
 * zero-width ones, line and paragraph separators, tags, variation selectors and fillers, halves of a character, private
 * use; and of marks that are stacked on a letter those that would grow into the lines beside it.
 */
const DECEITFUL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{DI}]|\p{M}(?<=\p{M}{5})/gu;

/** Text from the account, safe on a terminal and in a message: one line, its unseen characters as `\u{202e}`. */
export function printable(text: string): string {
  return text.replace(DECEITFUL, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
