/**
 * Text from the account, safe on a terminal and in a message: control characters (C0, C1), and the invisible
 * and bidirectional ones that can reorder a line, become visible escapes such as `\u{202e}`.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
