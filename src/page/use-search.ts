import { useEffect, useMemo } from 'preact/hooks';
import type { Row } from './data.ts';
import { type Search, searchIn } from './search.ts';

/** So many rows are read between two paints. */
const AT_ONCE = 2_000;

/** A search that gets ready while nobody waits for it. */
export function useSearch(rows: readonly Row[]): Search {
  const search = useMemo(() => searchIn(rows), [rows]);
  useEffect(() => {
    let timer = 0;
    const goOn = (from: number): void => {
      const next = search.prepare(from, AT_ONCE);
      if (next < rows.length) timer = window.setTimeout(() => goOn(next), 0);
    };
    timer = window.setTimeout(() => goOn(0), 0);
    return () => clearTimeout(timer);
  }, [search]);
  return search;
}
