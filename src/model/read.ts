/** What a read of the account answered. A value that was not read is never mistaken for an empty one. */
export type Read<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'partial'; readonly value: Value; readonly why: string }
  | { readonly kind: 'denied'; readonly why: string; readonly action: string }
  | { readonly kind: 'failed'; readonly why: string };

export function known<Value>(value: Value): Read<Value> {
  return { kind: 'known', value };
}

export function failed<Value>(why: string): Read<Value> {
  return { kind: 'failed', why };
}

/** The value as far as it was read. */
export function readValue<Value>(read: Read<Value>): Value | undefined {
  return read.kind === 'known' || read.kind === 'partial' ? read.value : undefined;
}
