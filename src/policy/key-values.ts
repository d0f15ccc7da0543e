import { findElement } from './find-element.ts';
import { literalGlob } from './glob.ts';
import type { Quantifier } from './operator.ts';
import { exactly, isOfKind, testHolds, type ValueTest, type Wanted } from './value-test.ts';
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
  /** Stands for what the atom says: two of one name hold for the same values. */
  readonly name: string;
}

/**
 * The values that a key may have, which its operators tell: values of their kinds, and lists where one is a set
 * operator. A number is no value of a key that is compared as an address.
 */
export interface KeyDomain {
  readonly isList: boolean;
  /** Hold for every value of their kind. */
  readonly kinds: readonly Wanted[];
}

/** What a condition says of a key with values. */
export type PresentTest =
  | { readonly kind: 'constant'; readonly holds: boolean }
  /** Nobody can tell. */
  | { readonly kind: 'opaque' }
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
  if (value === undefined || whenPresent.kind === 'opaque') return whenAbsent;
  if (whenPresent.kind === 'constant') return whenPresent.holds;
  const { quantifier, test } = whenPresent;
  if (quantifier === 'one') return more.length === 0 && testHolds(test, value);
  const elements = values.filter((element) => element !== '');
  if (elements.length === 0) return whenAbsent;
  return quantifier === 'all'
    ? elements.every((element) => testHolds(test, element))
    : elements.some((element) => testHolds(test, element));
}

/** Holds for this text and nothing else; `origin` tells it from the conditions of statements. */
export function exactAtom(spelling: string, text: string, origin: string): Atom {
  const test = { kind: 'text', negated: false, boolean: false, globs: [literalGlob(text)] } as const;
  return {
    key: spelling.toLowerCase(),
    spelling,
    name: `${origin} ${spelling} ${text}`,
    whenAbsent: false,
    whenPresent: { kind: 'values', quantifier: 'one', test },
  };
}

/** Values of one key under which all literals are as they must be; an absent key if that serves. */
export function findValues(wanted: readonly Literal[], domain: KeyDomain, work: Work): Search<KeyValues> {
  // Whether an opaque atom holds is not up to the value of its key alone.
  const literals = wanted.filter(({ atom }) => atom.whenPresent.kind !== 'opaque');
  const [first] = literals;
  if (first === undefined || literals.every(({ atom, holds }) => atom.whenAbsent === holds)) return found([]);
  const tests: ListTest[] = [];
  for (const { atom, holds } of literals) {
    const { whenPresent } = atom;
    if (whenPresent.kind === 'values') tests.push({ holds, ...whenPresent });
    else if (whenPresent.kind === 'constant' && whenPresent.holds !== holds) return NONE;
  }
  const values = findPresent(tests, domain, work);
  if (values.kind !== 'found' && isNoValue(literals, domain)) return found(['']);
  const why = `the conditions on \`${first.atom.spelling}\` compare it in ways that cannot be combined`;
  return values.kind === 'gaveUp' && domain.kinds.length > 1 ? { ...values, why } : values;
}

/** Whether the literals are as they must be for an empty text, which is a value and none under a set operator. */
function isNoValue(literals: readonly Literal[], { isList, kinds }: KeyDomain): boolean {
  return (
    isList &&
    kinds.every(({ test }) => isOfKind(test, '')) &&
    literals.every(({ atom, holds }) => atomHolds(atom, ['']) === holds)
  );
}

interface ListTest extends Wanted {
  readonly quantifier: Quantifier;
}

/** One value, or a list of several. */
function findPresent(
  tests: readonly ListTest[],
  { isList, kinds }: KeyDomain,
  work: Work,
): Search<KeyValues> {
  const single = findElement([...kinds, ...tests], isList, work);
  if (single.kind === 'found') return found([single.value]);
  if (!isList) return single;
  const list = findList(tests, kinds, work);
  return list.kind === 'none' ? single : list;
}

/**
 * Two values or more, all different. Every test that asks for an element of its own gets one which meets all that
 * is asked of every element.
 */
function findList(tests: readonly ListTest[], kinds: readonly Wanted[], work: Work): Search<KeyValues> {
  if (tests.some(({ quantifier, holds }) => quantifier === 'one' && holds)) return NONE;
  const ofEach: readonly Wanted[] = tests.filter(
    ({ quantifier, holds }) => quantifier === (holds ? 'all' : 'any'),
  );
  const ofOne: readonly Wanted[] = tests.filter(
    ({ quantifier, holds }) => quantifier === (holds ? 'any' : 'all'),
  );
  const elements = new Set<string>();
  for (const wanted of ofOne) {
    const element = findElement([...kinds, ...ofEach, wanted], true, work);
    if (element.kind !== 'found') return element;
    elements.add(element.value);
  }
  for (let lacking = 2 - elements.size; lacking > 0; lacking -= 1) {
    const others = [...elements].flatMap((element) => kinds.map((kind) => butNot(element, kind)));
    const element = findElement([...kinds, ...ofEach, ...others], true, work);
    // One number has several texts, which tests of another kind may tell apart.
    if (element.kind === 'none' && kinds.length > 1) return GAVE_UP;
    if (element.kind !== 'found') return element;
    elements.add(element.value);
  }
  return found([...elements]);
}

function butNot(value: string, { test }: Wanted): Wanted {
  return { test: exactly(test, value), holds: false };
}
