import type { ArnSet } from './arn-set.ts';
import { type Atom, findValues, type Literal } from './key-values.ts';
import type { TextSet } from './text-set.ts';
import type { Work } from './work.ts';

/** A part of the request space: the axes are independent of one another. */
export interface Region {
  readonly actions: TextSet;
  readonly resources: ArnSet;
  /** What must hold of each condition key, by its name in lower case. */
  readonly literals: Literals;
}

export type Literals = ReadonlyMap<string, readonly Literal[]>;

/** The literals with one more, or undefined where no value of the key satisfies all of them. */
export function assume(literals: Literals, atom: Atom, holds: boolean, work: Work): Literals | undefined {
  const ofKey = [...(literals.get(atom.key) ?? []), { atom, holds }];
  return findValues(ofKey, work).kind === 'none' ? undefined : new Map(literals).set(atom.key, ofKey);
}
