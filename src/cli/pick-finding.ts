/** What the beginning of an id leads to. */
export type Pick =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'none' };

const ID = /^(?:v1-)?([0-9a-f]{6,32})$/i;

/** The beginning of an id as a finding has it; undefined for what is none: fewer than six digits lead to too many. */
export function idBeginning(text: string): string | undefined {
  const digits = ID.exec(text)?.[1];
  return digits === undefined ? undefined : `v1-${digits.toLowerCase()}`;
}

/** Which of the ids begins so. */
export function pickId(beginning: string, ids: Iterable<string>): Pick {
  const found = [...new Set(ids)].filter((id) => id.startsWith(beginning)).sort();
  const [id] = found;
  if (id === undefined) return { kind: 'none' };
  return found.length === 1 ? { kind: 'one', id } : { kind: 'several', ids: found };
}
