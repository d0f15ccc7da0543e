import { serviceOf } from './action-set.ts';
import { type Box, boxHas, soughtIn } from './box.ts';
import { type BoxIndex, boxesOf, indexBoxes } from './box-index.ts';
import { compileStatement } from './compile-statement.ts';
import type { PolicyDocument } from './document.ts';
import type { Access } from './effective.ts';
import { type KeyDomains, keyDomainsOf } from './key-domains.ts';
import { pairs } from './pairs.ts';
import { type PinnedValues, type Pins, pinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';
import { saysAtLeast } from './wording.ts';

/** A box with what is doubtful about it. */
export interface Entry {
  readonly effect: Statement['effect'];
  readonly box: Box;
  readonly doubt?: string;
  /** What the statement says with opaque atoms, where nothing but these is in doubt. */
  readonly worded?: Box;
  /** Part of another entry, of which it is what can be said for certain. */
  readonly isCore: boolean;
  /** The policy and the statement, for people. */
  readonly place: string;
}

/** An access in one of its readings. */
export interface Bound {
  readonly allows: readonly BoxIndex[];
  readonly denies: BoxIndex;
}

/** An access as boxes in their widest readings. */
export interface EntrySet {
  /** By layer. INVARIANT: at least one, as an access without layers allows nothing. */
  readonly allows: readonly (readonly Entry[])[];
  readonly denies: readonly Entry[];
}

/** What an access may allow, between its certain and its widest reading. */
export interface Bounds {
  readonly entries: EntrySet;
  /** Nothing is in doubt: all readings are one. */
  readonly isCertain: boolean;
  /** The access at least: a doubtful Allow is left out, a doubtful Deny counts in full. */
  readonly atLeast: Bound;
  /** The access at most: a doubtful Allow counts in full, a doubtful Deny is left out. */
  readonly atMost: Bound;
  /** The access at most, with opaque atoms where these are all that is in doubt. */
  readonly asWorded: Bound;
}

/** An access that is ready for comparisons. */
export interface PreparedAccess extends Bounds {
  readonly access: Access;
  readonly pins: Pins;
  readonly domains: KeyDomains;
  /** The variables without a known value. */
  readonly open: ReadonlySet<string>;
}

const PREPARED = new WeakMap<Access, WeakMap<Pins, PreparedAccess>>();

/** Prepares an access once for each set of pins: both are read-only, and the same ones are compared many times. */
export function prepare(access: Access, pins: Pins): PreparedAccess {
  const known = PREPARED.get(access) ?? new WeakMap<Pins, PreparedAccess>();
  const prepared = known.get(pins) ?? prepareAnew(access, pins);
  PREPARED.set(access, known.set(pins, prepared));
  return prepared;
}

function prepareAnew(access: Access, pins: Pins): PreparedAccess {
  const values = pinnedValues(pins);
  const open = new Set<string>();
  const layers = access.layers.map((documents) =>
    documents.flatMap((document) => compileDocument(document, values, open)),
  );
  const allows = layers.map((layer) => layer.filter(({ effect }) => effect !== 'Deny'));
  const entries: EntrySet = {
    allows: allows.length === 0 ? [[]] : allows,
    denies: layers.flat().filter(({ effect }) => effect !== 'Allow'),
  };
  return { access, pins, open, domains: keyDomainsOf(access), ...boundsOf(entries) };
}

/** The entries with their bounds. */
export function boundsOf(entries: EntrySet): Bounds {
  const isCertain = entriesOf(entries).every(({ doubt }) => doubt === undefined);
  const atMost = {
    allows: entries.allows.map((layer) => indexOf(layer.filter(isWhole))),
    denies: indexOf(entries.denies.filter(isSure)),
  };
  if (isCertain) return { entries, isCertain, atLeast: atMost, atMost, asWorded: atMost };
  const atLeast = {
    allows: entries.allows.map((layer) => indexOf(layer.filter(isSure))),
    denies: indexOf(entries.denies.filter(isWhole)),
  };
  const asWorded = {
    allows: entries.allows.map((layer) => indexBoxes(layer.filter(isWhole).map(wordedBox))),
    denies: indexBoxes(entries.denies.filter((entry) => isSure(entry) || hasWording(entry)).map(wordedBox)),
  };
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
  const layers = entries.allows.map((layer) => ({
    open: layer.filter((entry) => !isSure(entry) && !hasWording(entry)),
    counted: layer.filter((entry) => isSure(entry) || hasWording(entry)).map(wordedBox),
  }));
  const bound: Bound = {
    allows: layers.map(({ counted }) => indexBoxes(counted)),
    denies: indexBoxes(denies.map(wordedBox)),
  };
  return (cell) => {
    const more = layers.map(({ open }) =>
      open.map(({ box }) => box).filter((box) => cell.some((own) => saysAtLeast(box, own))),
    );
    if (more.every((boxes) => boxes.length === 0)) return bound;
    const allows = pairs(layers, more).map(([{ counted }, boxes]) => indexBoxes([...counted, ...boxes]));
    return { ...bound, allows };
  };
}

function isWhole({ isCore }: Entry): boolean {
  return !isCore;
}

function hasWording({ worded }: Entry): boolean {
  return worded !== undefined;
}

function wordedBox({ box, worded }: Entry): Box {
  return worded ?? box;
}

/** Whether the access in this reading does not allow the request. */
export function isRefused({ allows, denies }: Bound, request: Request): boolean {
  const sought = soughtIn(request);
  const service = serviceOf(sought.action);
  const has = (index: BoxIndex): boolean => boxesOf(index, service).some((box) => boxHas(box, sought));
  return has(denies) || !allows.every(has);
}

/** All entries, layer by layer, then the denies. */
export function entriesOf({ allows, denies }: EntrySet): readonly Entry[] {
  return [...allows.flat(), ...denies];
}

function compileDocument(
  { name, statements }: PolicyDocument,
  pins: PinnedValues,
  open: Set<string>,
): readonly Entry[] {
  return statements.flatMap((statement) => compileEntries(name, statement, pins, open));
}

/** A statement as entries, of the policy `name`; hands each variable without a known value to `open`. */
export function compileEntries(
  name: string,
  statement: Statement,
  pins: PinnedValues,
  open: Set<string>,
): readonly Entry[] {
  const { effect, index } = statement;
  const compiled = compileStatement(statement, pins, (variable) => open.add(variable));
  const { box, doubt, core, worded } = compiled;
  if (box === undefined) return [];
  const place = `policy \`${name}\`, $.Statement[${index}]`;
  const entry = {
    effect,
    box,
    isCore: false,
    place,
    ...(doubt === undefined ? {} : { doubt: `policy \`${name}\`, ${doubt}` }),
    ...(worded === undefined ? {} : { worded }),
  };
  return core === undefined ? [entry] : [entry, { effect, box: core, isCore: true, place }];
}

function indexOf(entries: readonly Entry[]): BoxIndex {
  return indexBoxes(entries.map(({ box }) => box));
}

function isSure({ doubt }: Entry): boolean {
  return doubt === undefined;
}
