import { findElement } from './find-element.ts';
import type { Quantifier } from './operator.ts';
import { exactly, testHolds, type ValueTest, type Wanted } from './value-test.ts';
import { found, GAVE_UP, NONE, type Search, type Work } from './work.ts';

/** A condition with its values filled in: what it says of an absent key, and of one that is present. */
export interface Atom {
  /** In lower case. */
  readonly key: string;
  readonly spelling: string;
  readonly whenAbsent: boolean;
  /** Why an absent key may fail it nonetheless. */
  readonly absentDoubt?: string;
  readonly whenPresent: PresentTest;
  /** Whether the key may have a list of values: some condition on it has a set operator. */
  readonly isList: boolean;
}

/** What a condition says of a key with values. */
export type PresentTest =
  | { readonly kind: 'constant'; readonly holds: boolean }
  /** How many values have to meet the test; under `one` no list of several does. */
  | { readonly kind: 'values'; readonly quantifier: Quantifier; readonly test: ValueTest };

/** An atom that must hold, or must not. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** The values of a key in a request; none: the key is absent. */
export type KeyValues = readonly string[];

/**
 * Whether the atom holds for a key with these values. A list of several is never equal to a single one, and under
 * a set operator an empty text is no value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function atomHolds({ whenAbsent, whenPresent }: Atom, values: KeyValues): boolean {
  const [value, ...more] = values;
  if (value === undefined) return whenAbsent;
  if (whenPresent.kind === 'constant') return whenPresent.holds;
  const { quantifier, test } = whenPresent;
  if (quantifier === 'one') return more.length === 0 && testHolds(test, value);
  const elements = values.filter((element) => element !== '');
  if (elements.length === 0) return whenAbsent;
  return quantifier === 'all'
    ? elements.every((element) => testHolds(test, element))
    : elements.some((element) => testHolds(test, element));
}

/** Values of one key under which all literals are as they must be; an absent key if that serves. */
export function findValues(literals: readonly Literal[], work: Work): Search<KeyValues> {
  if (literals.every(({ atom, holds }) => atom.whenAbsent === holds)) return found([]);
  const tests: ListTest[] = [];
  for (const { atom, holds } of literals) {
    if (atom.whenPresent.kind === 'values') tests.push({ ...atom.whenPresent, holds });
    else if (atom.whenPresent.holds !== holds) return NONE;
  }
  const isList = literals.some(({ atom }) => atom.isList);
  const single = findElement(tests, isList, work);
  if (single.kind === 'found') return found([single.value]);
  if (!isList) return single.kind === 'none' ? NONE : gaveUpOn(literals);
  const list = findList(tests, work);
  return list.kind === 'found' || (list.kind === 'none' && single.kind === 'none')
    ? list
    : gaveUpOn(literals);
}

function gaveUpOn([literal]: readonly Literal[]): Search<never> {
  const why =
    literal && `the conditions on \`${literal.atom.spelling}\` compare it in ways that cannot be combined`;
  return why === undefined ? GAVE_UP : { ...GAVE_UP, why };
}

interface ListTest extends Wanted {
  readonly quantifier: Quantifier;
}

/**
 * Two values or more, all different. Every test that asks for an element of its own gets one which meets all that
 * is asked of every element.
 */
function findList(tests: readonly ListTest[], work: Work): Search<KeyValues> {
  if (tests.some(({ quantifier, holds }) => quantifier === 'one' && holds)) return NONE;
  const ofEach: readonly Wanted[] = tests.filter(
    ({ quantifier, holds }) => quantifier === (holds ? 'all' : 'any'),
  );
  const ofOne: readonly Wanted[] = tests.filter(
    ({ quantifier, holds }) => quantifier === (holds ? 'any' : 'all'),
  );
  const elements = new Set<string>();
  for (const wanted of ofOne) {
    const element = findElement([...ofEach, wanted], true, work);
    if (element.kind !== 'found') return element;
    elements.add(element.value);
  }
  while (elements.size < 2) {
    const others = [...elements].map((element) => butNot(element, ofEach));
    const element = findElement([...ofEach, ...others], true, work);
    if (element.kind !== 'found') return element;
    elements.add(element.value);
  }
  return found([...elements]);
}

/** Any value but this one, of the kind that the tests ask for. */
function butNot(value: string, [wanted]: readonly Wanted[]): Wanted {
  const anyText: ValueTest = { kind: 'text', negated: false, boolean: false, globs: [] };
  return { test: exactly(wanted?.test ?? anyText, value), holds: false };
}
