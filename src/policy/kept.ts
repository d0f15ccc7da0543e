/** A map, weak or not, that answers of a computation are kept in. */
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

/** The computation, done when it is first asked for. */
export function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
