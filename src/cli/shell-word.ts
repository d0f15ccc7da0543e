import { printable } from '../findings/printable.ts';

/** The text as one word of a shell, as far as it can be shown. */
export function shellWord(text: string): string {
  const shown = printable(text);
  return /^[\w+,.@/:=-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
