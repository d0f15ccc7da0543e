/**
 * As `map`, for what is made again and again for each role of an account. Once V8 has compiled a `map`, its arrays are of a kind
 * that other arrays are not (they might have holes), and all code that has only read those is compiled anew.
 */
export function mapped<Item, Made>(
  items: readonly Item[],
  make: (item: Item, index: number) => Made,
): Made[] {
  const made: Made[] = [];
  for (const item of items) made.push(make(item, made.length));
  return made;
}
