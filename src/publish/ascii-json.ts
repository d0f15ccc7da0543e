/** JSON in ASCII alone: a byte a character, and nothing that a transport could refuse. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Characters that a text takes inside of ASCII JSON. */
export function wireLength(text: string): number {
  return asciiJson(text).length - 2;
}

/**
 * The escaped text, cut between characters so that on the wire it takes no more than `limit`: escaping makes hostile text
 * longer, and a cut through an escape would undo it.
 */
export function cutTo(text: string, limit: number, escaped: (text: string) => string): string {
  const whole = text.length <= limit ? escaped(text) : undefined;
  if (whole !== undefined && wireLength(whole) <= limit) return whole;
  // No character takes less than one on the wire, nor more than two units of a string.
  const characters = [...text.slice(0, 2 * limit)].slice(0, limit);
  let longest = '';
  let [least, most] = [0, characters.length];
  while (least < most) {
    const count = Math.ceil((least + most) / 2);
    const cut = `${escaped(characters.slice(0, count).join(''))}…`;
    if (wireLength(cut) <= limit) [longest, least] = [cut, count];
    else most = count - 1;
  }
  return longest;
}
