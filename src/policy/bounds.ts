import { mapped } from '../model/mapped.ts';
import { serviceOf } from './action-set.ts';
import { type Box, boxHas, saysAtLeast, soughtIn } from './box.ts';
import { type BoxIndex, boxesOf, indexBoxes } from './box-index.ts';
import { type Entry, type EntrySet, isSure, isWhole, isWorded, wordedBox } from './entry.ts';
import { kept, memory, once } from './kept.ts';
import { pairs } from './pairs.ts';
import type { Request } from './request.ts';

/** An access in one of its readings. */
export interface Bound {
  readonly allows: readonly BoxIndex[];
  readonly denies: BoxIndex;
}

/** What an access may allow, between its certain and its widest reading. Each is made when it is first asked for. */
export interface Bounds {
  readonly entries: EntrySet;
  /** Nothing is in doubt: all readings are one. */
  readonly isCertain: boolean;
  /** The access at least: a doubtful Allow is left out, a doubtful Deny counts in full. */
  readonly atLeast: () => Bound;
  /** The access at most: a doubtful Allow counts in full, a doubtful Deny is left out. */
  readonly atMost: () => Bound;
  /** The access at most, with opaque atoms where these are all that is in doubt. */
  readonly asWorded: () => Bound;
}

/** The entries with their bounds. */
export function boundsOf(entries: EntrySet): Bounds {
  const { allows, denies } = entries;
  const isCertain = allows.every((layer) => layer.every(isSure)) && denies.every(isSure);
  const atMost = once(() => ({
    allows: mapped(allows, (layer) => indexOf(layer.filter(isWhole))),
    denies: indexOf(denies.filter(isSure)),
  }));
  if (isCertain) return { entries, isCertain, atLeast: atMost, atMost, asWorded: atMost };
  const atLeast = once(() => ({
    allows: allows.map((layer) => indexOf(layer.filter(isSure))),
    denies: indexOf(denies.filter(isWhole)),
  }));
  const asWorded = once(() => ({
    allows: allows.map((layer) => indexBoxes(layer.filter(isWhole).map(wordedBox))),
    denies: indexBoxes(denies.filter(isWorded).map(wordedBox)),
  }));
  return { entries, isCertain, atLeast, atMost, asWorded };
}

/**
 * The access at least, for a request that a cell of `other` allows and nothing of `other` denies: a statement in
 * doubt that says at least what one of `other` says cannot mean less here than there. With opaque atoms, as
 * `asWorded`.
 */
export function atLeastBeside(entries: EntrySet, other: EntrySet): (cell: readonly Box[]) => Bound {
  const denies = entries.denies.filter(
    ({ box, isCore }) => !isCore && !other.denies.some((own) => saysAtLeast(own.box, box)),
  );
  const layers = kept(LAYERS, entries, layersOf);
  const bound: Bound = {
    allows: layers.map(({ counted }) => counted),
    denies: indexBoxes(denies.map(wordedBox)),
  };
  return (cell) => {
    const more = layers.map(({ open }) =>
      open.map(({ box }) => box).filter((box) => cell.some((own) => saysAtLeast(box, own))),
    );
    if (more.every((boxes) => boxes.length === 0)) return bound;
    const allows = pairs(layers, more).map(([{ counted }, boxes]) =>
      indexBoxes([...counted.boxes, ...boxes]),
    );
    return { ...bound, allows };
  };
}

/** The allows of a layer that count for any cell, and those that a cell must bring to count. */
interface Layer {
  readonly open: readonly Entry[];
  readonly counted: BoxIndex;
}

const LAYERS = memory<EntrySet, readonly Layer[]>();

function layersOf({ allows }: EntrySet): readonly Layer[] {
  return allows.map((layer) => ({
    open: layer.filter((entry) => !isWorded(entry)),
    counted: indexBoxes(layer.filter(isWorded).map(wordedBox)),
  }));
}

/** Whether the access in this reading does not allow the request. */
export function isRefused({ allows, denies }: Bound, request: Request): boolean {
  const sought = soughtIn(request);
  const service = serviceOf(sought.action);
  const has = (index: BoxIndex): boolean => boxesOf(index, service).some((box) => boxHas(box, sought));
  return has(denies) || !allows.every(has);
}

function indexOf(entries: readonly Entry[]): BoxIndex {
  return indexBoxes(mapped(entries, ({ box }) => box));
}
