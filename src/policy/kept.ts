/** What answers of a computation are kept in: a map, or something like it. */
export interface Store<Key, Value> {
  readonly get: (key: Key) => Value | undefined;
  readonly set: (key: Key, value: Value) => unknown;
}

/** What the store holds for the key, made when it is first asked for. */
export function kept<Key, Value>(store: Store<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  store.set(key, made);
  return made;
}

/** A map that forgets everything when it is full: for what is asked again soon or never. */
export function shortMemory<Key, Value>(most: number): Store<Key, Value> {
  const known = new Map<Key, Value>();
  return {
    get: (key) => known.get(key),
    set: (key, value) => {
      if (known.size >= most) known.clear();
      known.set(key, value);
    },
  };
}

const MEMORIES = Symbol('memories');

interface Remembering {
  [MEMORIES]?: Remembered;
}

/** One answer, behind those that were kept on the object before. */
interface Remembered {
  readonly store: object;
  readonly value: unknown;
  readonly before: Remembered | undefined;
}

/**
 * Answers that are kept on the objects that they are about, hidden and not copied with them, and go with them. A WeakMap would
 * do the same, but V8 takes whatever one holds for alive until all of the heap is looked through: for what a large account costs
 * then see `docs/quality.md`. Of a frozen object nothing is kept.
 */
export function memory<Key extends object, Value>(): Store<Key, Value> {
  const store: Store<Key, Value> = {
    get: (key: Remembering) => {
      // There are few of them.
      for (let one = key[MEMORIES]; one !== undefined; one = one.before)
        if (one.store === store) return one.value as Value;
      return undefined;
    },
    set: (key: Remembering, value) => remember(key, { store, value, before: key[MEMORIES] }),
  };
  return store;
}

function remember(key: Remembering, made: Remembered): void {
  if (made.before !== undefined) key[MEMORIES] = made;
  else if (Object.isExtensible(key)) Object.defineProperty(key, MEMORIES, { value: made, writable: true });
}

/** The computation, done when it is first asked for. */
export function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
