/** At most so many code points: what is longer ends in an ellipsis, and no character is cut in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  // A code point has at most two units: what lies behind cannot be needed.
  const points = [...text.slice(0, 2 * most + 2)];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
