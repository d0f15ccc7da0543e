/** How much a question may still cost, in steps of the search: the same question always costs the same. */
export interface Work {
  left: number;
}

/** What one comparison may cost before it answers unknown; ordinary policies stay far below. */
export const WORK_LIMIT = 100_000;

/** Takes `cost` steps; false once they are used up. */
export function spend(work: Work, cost: number): boolean {
  work.left -= cost;
  return work.left >= 0;
}

/** The answer of a search: `gaveUp` where the work ran out, or for the reason `why`. */
export type Search<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'none' }
  | { readonly kind: 'gaveUp'; readonly why?: string };

export const NONE = { kind: 'none' } as const;
export const GAVE_UP = { kind: 'gaveUp' } as const;

export function found<Value>(value: Value): Search<Value> {
  return { kind: 'found', value };
}

/** What a search without a find has to say: nothing is known once the work has run out. */
export function notFound(work: Work): Search<never> {
  return work.left < 0 ? GAVE_UP : NONE;
}

/** The first find among the items. */
export function firstFound<Item, Value>(
  items: Iterable<Item>,
  search: (item: Item) => Search<Value>,
  work: Work,
): Search<Value> {
  for (const item of items) {
    const result = search(item);
    if (result.kind === 'found') return result;
  }
  return notFound(work);
}
