import { mapped } from '../model/mapped.ts';
import type { Bound } from './bounds.ts';
import { type Box, boxCovers } from './box.ts';
import { type BoxIndex, boxesOf, indexBoxes } from './box-index.ts';
import type { Catalogue } from './catalogue.ts';
import { findRegion } from './find-region.ts';
import type { Question, Region } from './region.ts';
import { firstFound, NONE, type Search } from './work.ts';

/** One Allow of every layer: together they allow what all of them have. */
export type Cell = readonly Box[];

/** Every way to add one Allow of each layer, as far as they have services in common. */
export function cellsOf(layers: readonly BoxIndex[], cell: Cell = []): Iterable<Cell> {
  const [layer] = layers;
  if (layer === undefined) return [cell];
  const met = cell.length === 0 ? layer.boxes : layer.boxes.filter((box) => meetsServices(box, cell));
  const cells = mapped(met, (box) => [...cell, box]);
  return layers.length === 1 ? cells : deeperCells(layers.slice(1), cells);
}

/** One after the other: there are as many as the sizes of the layers multiplied. */
function* deeperCells(layers: readonly BoxIndex[], cells: readonly Cell[]): Iterable<Cell> {
  for (const cell of cells) yield* cellsOf(layers, cell);
}

function meetsServices({ actions: { services } }: Box, cell: Cell): boolean {
  return cell.every(({ actions }) => {
    if (services === undefined || actions.services === undefined) return true;
    for (const service of services) if (actions.services.has(service)) return true;
    return false;
  });
}

/** Looks for a region of a cell, apart from `denies`, by what the other side allows. */
export type Find = (
  cell: Cell,
  denies: BoxIndex,
  other: Bound,
  typed: Catalogue | undefined,
  question: Question,
) => Search<Region>;

/** True only if `granted` allows all of the cell, as one glance tells: every layer has a box that covers it. */
export function isGranted(cell: Cell, granted: Bound): boolean {
  return (
    granted.allows.every((layer) => coversCell(layer, cell)) &&
    !granted.denies.boxes.some((deny) => meetsServices(deny, cell))
  );
}

/**
 * A region that the cell allows, none of `denies` denies, and `granted` does not allow: some layer has no Allow
 * for it, or a Deny takes it away.
 */
export function findRefused(
  cell: Cell,
  denies: BoxIndex,
  granted: Bound,
  typed: Catalogue | undefined,
  question: Question,
): Search<Region> {
  const unallowed = firstFound(
    granted.allows,
    (layer) => (coversCell(layer, cell) ? NONE : findRegion(cell, [denies, layer], typed, question)),
    question,
  );
  if (unallowed.kind !== 'none') return unallowed;
  return firstFound(
    granted.denies.boxes.filter((deny) => meetsServices(deny, cell)),
    (deny) => findRegion([...cell, deny], [denies], typed, question),
    question,
  );
}

/** What is granted, without its denies that are among `denies` anyway. */
export function withOtherDenies(granted: Bound, denies: BoxIndex): Bound {
  if (granted.denies.boxes.length === 0) return granted;
  const others = granted.denies.boxes.filter((deny) => !denies.boxes.some((own) => boxCovers(own, deny)));
  return others.length === granted.denies.boxes.length
    ? granted
    : { allows: granted.allows, denies: indexBoxes(others) };
}

/** True only if one box of the layer has every request of the cell. */
function coversCell(layer: BoxIndex, cell: Cell): boolean {
  return cell.some((inner) => {
    const [service] = inner.actions.services ?? [];
    return boxesOf(layer, service).some((outer) => boxCovers(outer, inner));
  });
}

/** A region that the cell allows and `other` allows as well, with the denies of both taken away. */
export function findShared(
  cell: Cell,
  denies: BoxIndex,
  other: Bound,
  typed: Catalogue | undefined,
  question: Question,
): Search<Region> {
  return firstFound(
    cellsOf(other.allows, cell),
    (both) => findRegion(both, [denies, other.denies], typed, question),
    question,
  );
}
