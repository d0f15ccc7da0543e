import { mapped } from '../model/mapped.ts';
import type { Box } from './box.ts';
import { compileStatement } from './compile-statement.ts';
import type { PolicyDocument } from './document.ts';
import type { AskedPins } from './pins.ts';
import type { Statement } from './statement.ts';

/** A box with what is doubtful about it. */
export interface Entry {
  readonly effect: Statement['effect'];
  /** In its widest reading. */
  readonly box: Box;
  readonly doubt: string | undefined;
  /** What the statement says with opaque atoms, where nothing but these is in doubt. */
  readonly worded: Box | undefined;
  /** Part of another entry, of which it is what can be said for certain. */
  readonly isCore: boolean;
  /** The name of the policy, and the index of the statement. */
  readonly policy: string;
  readonly index: number;
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
  pins: AskedPins,
  open: Set<string>,
): EntrySet {
  const denies: Entry[] = [];
  const allows = mapped(layers, (documents) => {
    const allowed: Entry[] = [];
    for (const document of documents) addEntries(document, pins, open, { allowed, denies });
    return allowed;
  });
  return { allows: allows.length === 0 ? [[]] : allows, denies };
}

function addEntries(
  { name, statements }: PolicyDocument,
  pins: AskedPins,
  open: Set<string>,
  to: { readonly allowed: Entry[]; readonly denies: Entry[] },
): void {
  for (const statement of statements)
    for (const entry of compileEntries(name, statement, pins, open)) {
      if (entry.effect !== 'Deny') to.allowed.push(entry);
      if (entry.effect !== 'Allow') to.denies.push(entry);
    }
}

/** A statement of the policy as entries: none where it matches nothing, and two where part of it is certain. */
export function compileEntries(
  policy: string,
  statement: Statement,
  pins: AskedPins,
  open: Set<string>,
): readonly Entry[] {
  const { effect, index } = statement;
  const compiled = compileStatement(statement, pins, open);
  const { box, doubt, core, worded } = compiled;
  if (box === undefined) return [];
  const why = doubt === undefined ? undefined : `policy \`${policy}\`, ${doubt}`;
  const entry: Entry = { effect, box, doubt: why, worded, isCore: false, policy, index };
  if (core === undefined) return [entry];
  return [entry, { ...entry, box: core, doubt: undefined, worded: undefined, isCore: true }];
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
