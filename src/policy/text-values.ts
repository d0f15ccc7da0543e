import { choose, TEXT_SPACE } from './choice.ts';
import { type Glob, globOf, literalGlob } from './glob.ts';
import { ALL_TEXTS, findText, without } from './text-set.ts';
import { testHolds, type ValueTest, type Wanted } from './value-test.ts';
import { firstFound, found, NONE, type Search, type Work } from './work.ts';

type TextTest = Extract<ValueTest, { kind: 'text' }>;
type BinaryTest = Extract<ValueTest, { kind: 'binary' }>;

const BOOLEANS: readonly Glob[] = ['true', 'false'].map((text) => globOf([{ kind: 'text', text }], true));

/** What stands in a request for a value that may be anything. */
const FILLERS: readonly string[] = ['example', 'sample', 'other', ''];

/** A text for which the tests answer as they must; with `several`, not the empty one. */
export function findTextValue(
  wanted: readonly Wanted<TextTest>[],
  several: boolean,
  work: Work,
): Search<string> {
  let texts = several ? without(ALL_TEXTS, [literalGlob('')]) : ALL_TEXTS;
  const choices: (readonly Glob[])[] = [];
  for (const { test, holds } of wanted) {
    if (test.negated !== holds) choices.push(test.globs);
    else texts = without(texts, test.globs);
  }
  if (wanted.some(({ test }) => test.boolean)) choices.push(BOOLEANS);
  choices.sort((left, right) => left.length - right.length);
  return firstFound(
    choose(TEXT_SPACE, texts, choices, work),
    (chosen) => findText(chosen, FILLERS, work),
    work,
  );
}

/** Base64 for which the tests answer as they must. */
export function findBinaryValue(wanted: readonly Wanted<BinaryTest>[]): Search<string> {
  for (const text of binaryCandidates(wanted))
    if (wanted.every(({ test, holds }) => testHolds(test, text) === holds)) return found(text);
  return NONE;
}

/** The texts of a test that must hold; where there is none, one more than all tests exclude. */
function binaryCandidates(wanted: readonly Wanted<BinaryTest>[]): readonly string[] {
  const must = wanted.find(({ test, holds }) => test.negated !== holds);
  if (must !== undefined) return must.test.texts;
  const excluded = wanted.flatMap(({ test }) => test.texts);
  return ['ZXhhbXBsZQ==', ...excluded.map((_, index) => String(index).padStart(8, '0'))];
}
