/** Both sides in step, as long as neither has ended. */
export function pairs<Left, Right extends object | string>(
  left: readonly Left[],
  right: readonly Right[],
): readonly (readonly [Left, Right])[] {
  return mapPairs(left, right, (one, other) => [one, other] as const);
}

/** What is made of each pair. */
export function mapPairs<Left, Right extends object | string, Made>(
  left: readonly Left[],
  right: readonly Right[],
  make: (one: Left, other: Right) => Made,
): readonly Made[] {
  const made: Made[] = [];
  for (const item of left) {
    const other = right[made.length];
    if (other === undefined) break;
    made.push(make(item, other));
  }
  return made;
}

/** Whether all pairs pass the test; none is made for it. */
export function everyPair<Left, Right extends object | string>(
  left: readonly Left[],
  right: readonly Right[],
  test: (one: Left, other: Right) => boolean,
): boolean {
  let at = 0;
  for (const item of left) {
    const other = right[at];
    if (other === undefined) break;
    if (!test(item, other)) return false;
    at += 1;
  }
  return true;
}
