import type { Box } from './box.ts';
import type { Catalogue } from './catalogue.ts';
import type { Bound } from './compiled-access.ts';
import { findRegion } from './find-region.ts';
import type { Region } from './region.ts';
import { firstFound, type Search, type Work } from './work.ts';

/** One Allow of every layer: together they allow what all of them have. */
export type Cell = readonly Box[];

/** Every way to take one Allow of each layer. */
export function* cellsOf(layers: Bound['allows']): Iterable<Cell> {
  const [layer, ...rest] = layers;
  if (layer === undefined) yield [];
  else for (const box of layer) for (const cell of cellsOf(rest)) yield [box, ...cell];
}

/**
 * A region that the cell allows, none of `denies` denies, and `granted` does not allow: some layer has no Allow
 * for it, or a Deny takes it away.
 */
export function findRefused(
  cell: Cell,
  denies: readonly Box[],
  granted: Bound,
  typed: Catalogue | undefined,
  work: Work,
): Search<Region> {
  const unallowed = firstFound(
    granted.allows,
    (layer) => findRegion(cell, [...denies, ...layer], typed, work),
    work,
  );
  if (unallowed.kind !== 'none') return unallowed;
  return firstFound(granted.denies, (deny) => findRegion([...cell, deny], denies, typed, work), work);
}

/** A region that the cell allows and `other` allows as well, with the denies of both taken away. */
export function findShared(
  cell: Cell,
  denies: readonly Box[],
  other: Bound,
  typed: Catalogue | undefined,
  work: Work,
): Search<Region> {
  return firstFound(
    cellsOf(other.allows),
    (otherCell) => findRegion([...cell, ...otherCell], [...denies, ...other.denies], typed, work),
    work,
  );
}
