/** What one call may hold. */
export interface CallLimits {
  readonly items: number;
  readonly cost: number;
}

/** The items in calls, in their order. One that alone breaks the limit stands alone. */
export function batchesOf<Item>(
  items: readonly Item[],
  limits: CallLimits,
  costOf: (item: Item) => number,
): readonly (readonly Item[])[] {
  const batches: Item[][] = [];
  let batch: Item[] = [];
  let cost = 0;
  for (const item of items) {
    const added = costOf(item);
    if (batch.length > 0 && (batch.length === limits.items || cost + added > limits.cost)) {
      batches.push(batch);
      batch = [];
      cost = 0;
    }
    batch.push(item);
    cost += added;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
