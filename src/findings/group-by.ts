/** The items by a key, in the order in which the keys first come. */
export function groupBy<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => readonly unknown[],
): ReadonlyMap<string, readonly [Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [item]);
    else same.push(item);
  }
  return groups;
}
