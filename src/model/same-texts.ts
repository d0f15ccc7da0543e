/** Whether both lists hold the same texts in the same order. */
export function areSameTexts(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  for (const text of one) {
    if (text !== other[at]) return false;
    at += 1;
  }
  return true;
}
