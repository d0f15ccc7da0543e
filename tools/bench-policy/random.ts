/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the items, of which there must be some. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  for (const item of items.slice(Math.floor(random() * items.length))) return item;
  throw new Error('there is nothing to pick from');
}

/** So many items, or all of them, in random order; none twice. */
export function sample<Item>(random: Random, items: readonly Item[], size: number): readonly Item[] {
  const rest = [...items];
  const taken: Item[] = [];
  while (taken.length < size && rest.length > 0)
    taken.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return taken;
}
