import type { Row } from './data.ts';

/** Finds rows by words. */
export interface Search {
  /** True for a row in which every word of a query is, in any case and order. */
  readonly matcherFor: (query: string) => (row: Row) => boolean;
  /** Reads the rows from `from` on for less than `most` of them, and answers with the first that is left. */
  readonly prepare: (from: number, most: number) => number;
}

/** Each row is read once: what a search looks into is kept. INVARIANT: rows stand at their `at`. */
export function searchIn(rows: readonly Row[]): Search {
  const texts: (string | undefined)[] = new Array(rows.length);
  const textOf = (row: Row): string => {
    const known = texts[row.at];
    if (known !== undefined) return known;
    const text = haystackOf(row);
    texts[row.at] = text;
    return text;
  };
  return {
    matcherFor: (query) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      return (row) => {
        const text = textOf(row);
        return words.every((word) => text.includes(word));
      };
    },
    prepare: (from, most) => {
      const end = Math.min(rows.length, from + most);
      for (const row of rows.slice(from, end)) textOf(row);
      return end;
    },
  };
}

/** Parts stand in lines of their own, so that no word spans two of them. */
function haystackOf({ id, ruleId, message, resource, role, roleName, region, because }: Row): string {
  return [id, ruleId, message, resource, role, roleName, region, ...because].join('\n').toLowerCase();
}
