import { serviceOf } from './action-set.ts';
import { type Box, boxHas, soughtIn } from './box.ts';
import { type BoxIndex, boxesOf, indexBoxes } from './box-index.ts';
import { compileStatement } from './compile-statement.ts';
import type { PolicyDocument } from './document.ts';
import type { Access } from './effective.ts';
import { type KeyDomains, keyDomainsOf } from './key-domains.ts';
import { type PinnedValues, type Pins, pinnedValues } from './pins.ts';
import type { Request } from './request.ts';
import type { Statement } from './statement.ts';

/** A box with what is doubtful about it. */
export interface Entry {
  readonly effect: Statement['effect'];
  readonly box: Box;
  readonly doubt?: string;
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
    allows: entries.allows.map((layer) => indexOf(layer)),
    denies: indexOf(entries.denies.filter(isSure)),
  };
  const atLeast = isCertain
    ? atMost
    : {
        allows: entries.allows.map((layer) => indexOf(layer.filter(isSure))),
        denies: indexOf(entries.denies),
      };
  return { entries, isCertain, atLeast, atMost };
}

/**
 * The access at least, for a request that the cell of `other` allows and nothing of `other` denies: a statement in
 * doubt that `other` has as well cannot mean one thing here and another there.
 */
export function atLeastBeside(entries: EntrySet, cell: readonly Box[], other: EntrySet): Bound {
  const allowed = namesOf(cell);
  const notDenied = namesOf(other.denies.map(({ box }) => box));
  return {
    allows: entries.allows.map((layer) =>
      indexOf(layer.filter((entry) => isSure(entry) || allowed.has(entry.box.name))),
    ),
    denies: indexOf(entries.denies.filter(({ box }) => !notDenied.has(box.name))),
  };
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
  const entries: Entry[] = [];
  for (const statement of statements) {
    const { effect, index } = statement;
    const { box, doubt, core } = compileStatement(statement, pins, (variable) => open.add(variable));
    if (box === undefined) continue;
    const place = `policy \`${name}\`, $.Statement[${index}]`;
    const entry = { effect, box, place };
    entries.push(doubt === undefined ? entry : { ...entry, doubt: `policy \`${name}\`, ${doubt}` });
    if (core !== undefined) entries.push({ effect, box: core, place });
  }
  return entries;
}

function indexOf(entries: readonly Entry[]): BoxIndex {
  return indexBoxes(entries.map(({ box }) => box));
}

function isSure({ doubt }: Entry): boolean {
  return doubt === undefined;
}

function namesOf(boxes: readonly Box[]): ReadonlySet<string | undefined> {
  return new Set(boxes.flatMap(({ name }) => (name === undefined ? [] : [name])));
}
