/** Both sides in step, as long as neither has ended. */
export function pairs<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
): readonly (readonly [Left, Right])[] {
  const both: (readonly [Left, Right])[] = [];
  const others = right.values();
  for (const item of left) {
    const other = others.next();
    if (other.done === true) break;
    both.push([item, other.value]);
  }
  return both;
}
