/** What was read, with the tag that a later write names to prove that it knows it. */
export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
}

/** Whether a conditional write took place; `unknown` where nobody can say, as the answer was lost. */
export type WriteAnswer =
  | { readonly kind: 'written'; readonly etag: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unknown'; readonly why: string };

/** For whoever has to mend an object by hand. */
export interface Place {
  /** Where it is: a file, or an address. */
  readonly name: string;
  /** How its last good version comes back. */
  readonly restore: string;
}

/**
 * Named bytes with compare-and-swap: a folder, or a bucket. Every method throws StateError where the place cannot be used
 * at all.
 */
export interface ObjectStore {
  readonly get: (path: string) => Promise<StoredObject | undefined>;
  /**
   * Writes only where the object still has the tag; `undefined`: only where there is none.
   *
   * INVARIANT: a reader sees the old bytes or the new ones, and of two writers with the same tag one gets `conflict`.
   */
  readonly put: (path: string, body: Uint8Array, etag: string | undefined) => Promise<WriteAnswer>;
  /** All paths below the prefix, sorted. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
  /** The object that `get` would read now. */
  readonly placeOf: (path: string, etag: string) => Place;
}
