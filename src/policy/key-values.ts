import { choose, TEXT_SPACE } from './choice.ts';
import { type Glob, globOf, matchesGlob } from './glob.ts';
import { findText, type TextSet, without } from './text-set.ts';
import { firstFound, found, NONE, type Search, type Work } from './work.ts';

/** A condition with its values as globs: what it says of an absent key, and of one that has a single value. */
export interface Atom {
  /** In lower case. */
  readonly key: string;
  readonly spelling: string;
  readonly whenAbsent: boolean;
  readonly whenPresent: PresentTest;
}

/** What a condition says of a single value. */
export type PresentTest =
  | { readonly kind: 'constant'; readonly holds: boolean }
  /** Some glob matches, or with `negated` none does. */
  | {
      readonly kind: 'text';
      readonly globs: readonly Glob[];
      readonly negated: boolean;
      /** The key only has the values of `BOOLEANS`. */
      readonly boolean: boolean;
    };

/** An atom that must hold, or must not. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** The value of a key in a request; undefined: the key is absent. */
export type KeyValue = string | undefined;

const BOOLEANS: readonly Glob[] = ['true', 'false'].map((text) => globOf([{ kind: 'text', text }], true));

/** What stands in a request for a value that may be anything. */
const FILLERS: readonly string[] = ['example', 'sample', 'other', ''];

/**
 * Whether the atom holds for a key with these values; none: absent. A list of several is never equal to one text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function atomHolds({ whenAbsent, whenPresent }: Atom, values: readonly string[]): boolean {
  const [value, ...more] = values;
  if (value === undefined) return whenAbsent;
  if (whenPresent.kind === 'constant') return whenPresent.holds;
  if (more.length > 0) return false;
  return whenPresent.globs.some((glob) => matchesGlob(glob, value)) !== whenPresent.negated;
}

/** A value of one key under which all literals are as they must be; an absent key if that serves. */
export function findValue(literals: readonly Literal[], work: Work): Search<KeyValue> {
  if (literals.every(({ atom, holds: must }) => atom.whenAbsent === must)) return found(undefined);
  let values: TextSet = { within: [], without: [] };
  const choices: (readonly Glob[])[] = [];
  let boolean = false;
  for (const { atom, holds: must } of literals) {
    const test = atom.whenPresent;
    if (test.kind === 'constant') {
      if (test.holds !== must) return NONE;
      continue;
    }
    boolean ||= test.boolean;
    if (test.negated !== must) choices.push(test.globs);
    else values = without(values, test.globs);
  }
  if (boolean) choices.push(BOOLEANS);
  choices.sort((left, right) => left.length - right.length);
  return firstFound(
    choose(TEXT_SPACE, values, choices, work),
    (chosen) => findText(chosen, FILLERS, work),
    work,
  );
}
