import type { Box } from './box.ts';
import { compileStatement } from './compile-statement.ts';
import type { PolicyDocument } from './document.ts';
import type { PinnedValues } from './pins.ts';
import type { Statement } from './statement.ts';

/** A box with what is doubtful about it. */
export interface Entry {
  readonly effect: Statement['effect'];
  /** In its widest reading. */
  readonly box: Box;
  readonly doubt?: string;
  /** What the statement says with opaque atoms, where nothing but these is in doubt. */
  readonly worded?: Box;
  /** Part of another entry, of which it is what can be said for certain. */
  readonly isCore: boolean;
  /** The policy and the statement, for people. */
  readonly place: string;
}

/** The entries of an access. */
export interface EntrySet {
  /** By layer. INVARIANT: at least one, as an access without layers allows nothing. */
  readonly allows: readonly (readonly Entry[])[];
  readonly denies: readonly Entry[];
}

/** The entries of the documents by layer; hands each variable without a known value to `open`. */
export function entriesIn(
  layers: readonly (readonly PolicyDocument[])[],
  pins: PinnedValues,
  open: Set<string>,
): EntrySet {
  const compiled = layers.map((documents) =>
    documents.flatMap(({ name, statements }) =>
      statements.flatMap((statement) => compileEntries(name, statement, pins, open)),
    ),
  );
  const allows = compiled.map((layer) => layer.filter(({ effect }) => effect !== 'Deny'));
  return {
    allows: allows.length === 0 ? [[]] : allows,
    denies: compiled.flat().filter(({ effect }) => effect !== 'Allow'),
  };
}

/** A statement of the policy `name` as entries: none where it matches nothing, and two where part of it is certain. */
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

/** All entries, layer by layer, then the denies. */
export function entriesOf({ allows, denies }: EntrySet): readonly Entry[] {
  return [...allows.flat(), ...denies];
}

export function isSure({ doubt }: Entry): boolean {
  return doubt === undefined;
}

export function isWhole({ isCore }: Entry): boolean {
  return !isCore;
}

/** Nothing is in doubt, or opaque atoms say all that is. */
export function isWorded({ doubt, worded }: Entry): boolean {
  return doubt === undefined || worded !== undefined;
}

export function wordedBox({ box, worded }: Entry): Box {
  return worded ?? box;
}
