/** `v1-` and six digits. */
const LEAST = 9;

/** So many characters of an id that no other of the ids begins with the same; at least nine. */
export function lengthThatTells(ids: Iterable<string>): number {
  const sorted = [...new Set(ids)].sort();
  let length = LEAST;
  for (const [index, id] of sorted.entries())
    length = Math.max(length, commonLength(id, sorted[index + 1] ?? '') + 1);
  return length;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
