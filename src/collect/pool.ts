/** Maps with at most `limit` calls under way; results come in the order of the items. */
export async function mapAtMost<Item, Result>(
  limit: number,
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  const waiting = items.entries();
  async function work(): Promise<void> {
    for (const [index, item] of waiting) results[index] = await map(item);
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}

/** As `mapAtMost`; what failed for a reason that may pass is tried once more when all else is done. */
export async function mapTwice<Item, Result>(
  limit: number,
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
  mayPass: (result: Result) => boolean,
): Promise<Result[]> {
  const first = await mapAtMost(limit, items, async (item) => ({ item, result: await map(item) }));
  const failed = first.filter(({ result }) => mayPass(result));
  const second = await mapAtMost(limit, failed, async (one) => [one, await map(one.item)] as const);
  const repeated = new Map(second);
  return first.map((one) => repeated.get(one) ?? one.result);
}
