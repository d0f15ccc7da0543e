import { printable } from '../findings/printable.ts';

/** At most so many code points: what is longer ends in an ellipsis, and no character is cut in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  let points = 0;
  let end = 0;
  let cut = 0;
  for (const point of text) {
    if (points === most - 1) cut = end;
    if (points === most) return `${text.slice(0, cut)}…`;
    points += 1;
    end += point.length;
  }
  return text;
}

/** A text of the account as one line that can be printed, of at most so many code points. */
export function shortLine(text: string, most: number): string {
  // What is printable is no shorter than what it was: more than this is cut in any case.
  return clip(printable(text.slice(0, 2 * most + 2)), most);
}
