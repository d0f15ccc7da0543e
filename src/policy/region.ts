import type { ArnSet } from './arn-set.ts';
import { type Atom, findValues, type KeyDomain, type Literal } from './key-values.ts';
import type { TextSet } from './text-set.ts';
import { WORK_LIMIT, type Work } from './work.ts';

/** A part of the request space: the axes are independent of one another. */
export interface Region {
  readonly actions: TextSet;
  readonly resources: ArnSet;
  /** What must hold of each condition key, by its name in lower case. */
  readonly literals: Literals;
}

export type Literals = ReadonlyMap<string, readonly Literal[]>;

/** A question on its way: what it may still cost, and what it knows of condition keys. */
export interface Question extends Work {
  readonly domainOf: (key: string) => KeyDomain;
  /** Whether an atom can hold, and can fail, as far as it was asked. */
  readonly can: { readonly hold: Map<Atom, boolean>; readonly fail: Map<Atom, boolean> };
}

export function newQuestion(domainOf: (key: string) => KeyDomain): Question {
  return { left: WORK_LIMIT, domainOf, can: { hold: new Map(), fail: new Map() } };
}

/** The literals with one more, or undefined where no value of the key satisfies all of them. */
export function assume(
  literals: Literals,
  atom: Atom,
  holds: boolean,
  question: Question,
): Literals | undefined {
  const ofKey = literals.get(atom.key) ?? [];
  const same = ofKey.find((known) => known.atom.name === atom.name);
  if (same !== undefined) return same.holds === holds ? literals : undefined;
  const all = [...ofKey, { atom, holds }];
  const memo = holds ? question.can.hold : question.can.fail;
  const isPossible =
    (ofKey.length === 0 ? memo.get(atom) : undefined) ??
    findValues(all, question.domainOf(atom.key), question).kind !== 'none';
  if (ofKey.length === 0) memo.set(atom, isPossible);
  return isPossible ? new Map(literals).set(atom.key, all) : undefined;
}
