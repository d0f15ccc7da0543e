import { type Box, compileStatement, type Knowledge } from './box.ts';
import type { Access } from './effective.ts';
import type { Statement } from './statement.ts';

/** A box with what is doubtful about it. */
export interface Entry {
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

export function compileAccess(access: Access, knowledge: Knowledge): CompiledAccess {
  const allows: Entry[][] = access.layers.length === 0 ? [[]] : [];
  const denies: Entry[] = [];
  for (const layer of access.layers) {
    const layerAllows: Entry[] = [];
    allows.push(layerAllows);
    for (const { name, statements } of layer)
      for (const statement of statements) {
        const entry = compileEntry(statement, name, knowledge);
        if (entry === undefined) continue;
        if (statement.effect !== 'Deny') layerAllows.push(entry);
        if (statement.effect !== 'Allow') denies.push(entry);
      }
  }
  return { allows, denies };
}

function compileEntry(statement: Statement, policy: string, knowledge: Knowledge): Entry | undefined {
  const { box, doubt } = compileStatement(statement, knowledge);
  if (box === undefined) return undefined;
  return doubt === undefined ? { box } : { box, doubt: `policy \`${policy}\`, ${doubt}` };
}

/** The access at least: a doubtful Allow is left out, a doubtful Deny counts in full. */
export function atLeast({ allows, denies }: CompiledAccess): Bound {
  return { allows: allows.map(certain), denies: denies.map(({ box }) => box) };
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
