import { mapped } from '../model/mapped.ts';
import { type Bounds, boundsOf } from './bounds.ts';
import type { Catalogue } from './catalogue.ts';
import type { Access } from './effective.ts';
import type { Entry, EntrySet } from './entry.ts';
import type { Cell } from './find-request.ts';
import { kept, memory } from './kept.ts';
import { domainOf } from './key-domains.ts';
import type { KeyDomain } from './key-values.ts';
import type { Pins } from './pins.ts';
import { type PreparedAccess, prepare } from './prepare.ts';

/** How policies are read in a comparison. */
export interface Reading {
  /** Looked through once for each object: hand over the same ones again. */
  readonly pins?: Pins;
  /**
   * What the right side asks of keys that are neither pinned nor in the conditions of the left side: they may have
   * any value or none (`free`, the default), or nobody can know.
   */
  readonly otherKeys?: 'free' | 'unknown';
  /** Lets each action of a listed service meet its own resource types only. */
  readonly typed?: Catalogue;
}

/** Both sides of a comparison, prepared. */
export interface Sides {
  readonly left: PreparedAccess;
  readonly right: PreparedAccess;
  /** The right side as far as it can be known about a cell of the left. */
  readonly rightOf: (cell: Cell) => Bounds;
  readonly domainOf: (key: string) => KeyDomain;
  readonly typed: Catalogue | undefined;
}

const NO_PINS: Pins = {};

export function sidesOf(
  required: Access,
  granted: Access,
  { pins = NO_PINS, otherKeys = 'free', typed }: Reading,
): Sides {
  const [left, right] = [prepare(required, pins), prepare(granted, pins)];
  return {
    left,
    right,
    rightOf: (cell) => (otherKeys === 'free' ? right : knownBeside(cell, right)),
    domainOf: (key) => domainOf(key, left.domains, right.domains),
    typed,
  };
}

/** Bounds by the keys that are known, of each access that was asked. */
const KNOWN = memory<PreparedAccess, Map<string, Bounds>>();

/** The access where nobody knows the keys that the cell does not speak of. */
export function knownBeside(cell: Cell, access: PreparedAccess): Bounds {
  if (access.asked.size === 0) return access;
  const keys = new Set<string>();
  for (const { atoms } of cell) for (const { key } of atoms) keys.add(key);
  const id = [...keys].sort().join();
  const byKeys = kept(KNOWN, access, () => new Map<string, Bounds>());
  return kept(byKeys, id, () => boundsOf(withKeys(access.entries, keys)));
}

function withKeys({ allows, denies }: EntrySet, keys: ReadonlySet<string>): EntrySet {
  const blurred = (entry: Entry): Entry => withoutOtherKeys(entry, keys);
  return { allows: mapped(allows, (layer) => mapped(layer, blurred)), denies: mapped(denies, blurred) };
}

/** What the entry asks of other keys is left out, which widens it and is a doubt. */
function withoutOtherKeys(entry: Entry, keys: ReadonlySet<string>): Entry {
  const { box, policy, index } = entry;
  const unknown = (entry.worded ?? box).atoms.find(({ key }) => !keys.has(key));
  if (unknown === undefined) return entry;
  const atoms = box.atoms.filter(({ key }) => keys.has(key));
  const why = `policy \`${policy}\`, $.Statement[${index}]: the request may or may not meet the condition on \`${unknown.spelling}\``;
  return { ...entry, box: { ...box, atoms }, doubt: entry.doubt ?? why, worded: undefined };
}
