import { type Box, compileStatement, type Knowledge } from './box.ts';
import type { PolicyDocument } from './document.ts';
import type { Access } from './effective.ts';
import type { Statement } from './statement.ts';

/** A box with what is doubtful about it. */
export interface Entry {
  readonly effect: Statement['effect'];
  readonly box: Box;
  readonly doubt?: string;
}

/** An access as boxes in their widest readings. */
export interface CompiledAccess {
  /** By layer. INVARIANT: at least one, as an access without layers allows nothing. */
  readonly allows: readonly (readonly Entry[])[];
  readonly denies: readonly Entry[];
}

/** An access in one of its readings. */
export interface Bound {
  readonly allows: readonly (readonly Box[])[];
  readonly denies: readonly Box[];
}

export function compileAccess({ layers }: Access, knowledge: Knowledge): CompiledAccess {
  const compiled = layers.map((documents) =>
    documents.flatMap((document) => compileDocument(document, knowledge)),
  );
  const allows = compiled.map((layer) => layer.filter(({ effect }) => effect !== 'Deny'));
  return {
    allows: allows.length === 0 ? [[]] : allows,
    denies: compiled.flat().filter(({ effect }) => effect !== 'Allow'),
  };
}

function compileDocument({ name, statements }: PolicyDocument, knowledge: Knowledge): readonly Entry[] {
  const entries: Entry[] = [];
  for (const statement of statements) {
    const { effect } = statement;
    const { box, doubt, core } = compileStatement(statement, knowledge);
    if (box === undefined) continue;
    entries.push(
      doubt === undefined ? { effect, box } : { effect, box, doubt: `policy \`${name}\`, ${doubt}` },
    );
    if (core !== undefined) entries.push({ effect, box: core });
  }
  return entries;
}

/** The access at least: a doubtful Allow is left out, a doubtful Deny counts in full. */
export function atLeast({ allows, denies }: CompiledAccess): Bound {
  return { allows: allows.map(certain), denies: denies.map(({ box }) => box) };
}

/**
 * The access at least, for a request that the cell of `other` allows and nothing of `other` denies: a statement in
 * doubt that `other` has as well cannot mean one thing here and another there.
 */
export function atLeastBeside(access: CompiledAccess, cell: readonly Box[], other: CompiledAccess): Bound {
  const allowed = namesOf(cell);
  const notDenied = namesOf(other.denies.map(({ box }) => box));
  return {
    allows: access.allows.map((layer) =>
      layer.filter(({ doubt, box }) => doubt === undefined || allowed.has(box.name)).map(({ box }) => box),
    ),
    denies: access.denies.filter(({ box }) => !notDenied.has(box.name)).map(({ box }) => box),
  };
}

function namesOf(boxes: readonly Box[]): ReadonlySet<string | undefined> {
  return new Set(boxes.flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/** The access at most: a doubtful Allow counts in full, a doubtful Deny is left out. */
export function atMost({ allows, denies }: CompiledAccess): Bound {
  return { allows: allows.map((layer) => layer.map(({ box }) => box)), denies: certain(denies) };
}

function certain(entries: readonly Entry[]): readonly Box[] {
  return entries.filter(({ doubt }) => doubt === undefined).map(({ box }) => box);
}

/** All entries, layer by layer, then the denies. */
export function entriesOf({ allows, denies }: CompiledAccess): readonly Entry[] {
  return [...allows.flat(), ...denies];
}
