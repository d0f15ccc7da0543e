/**
 * The items, in their order, whose costs together stay within the budget; one that alone would break it is left
 * out without ending the list, so that a single huge item cannot hide all that follow.
 */
export function withinBudget<Item>(
  items: readonly Item[],
  budget: number,
  costOf: (item: Item) => number,
): readonly Item[] {
  const taken: Item[] = [];
  let left = budget;
  for (const item of items) {
    const cost = costOf(item);
    if (cost > left) continue;
    taken.push(item);
    left -= cost;
  }
  return taken;
}
