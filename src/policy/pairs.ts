/** Both sides in step, as long as neither has ended. */
export function* pairs<Left, Right>(
  left: Iterable<Left>,
  right: Iterable<Right>,
): Iterable<readonly [Left, Right]> {
  const others = right[Symbol.iterator]();
  for (const item of left) {
    const other = others.next();
    if (other.done === true) return;
    yield [item, other.value];
  }
}
