import { mapped } from '../model/mapped.ts';
import { findArnValue } from './arn-values.ts';
import { joinGlobs, splitGlob } from './glob.ts';
import { findOnScale } from './scale-values.ts';
import { findBinaryValue, findTextValue } from './text-values.ts';
import { isOfKind, testHolds, type ValueTest, type Wanted } from './value-test.ts';
import { found, GAVE_UP, NONE, type Search, type Work } from './work.ts';

type Kind = ValueTest['kind'];

/**
 * One value for which all tests answer as they must; with `several` it is an element of a list, and not empty.
 * Exact for tests of one kind; for several kinds a search through likely candidates, which gives up where they do
 * not settle it.
 */
export function findElement(wanted: readonly Wanted[], several: boolean, work: Work): Search<string> {
  const kinds = new Set(mapped(wanted, ({ test }) => test.kind));
  const [kind = 'text', ...others] = kinds;
  if (others.length === 0) return findOfKind(kind, wanted, several, work);
  const likely: string[] = [];
  for (const each of kinds) {
    const own = findOfKind(each, wanted, several, work);
    if (own.kind !== 'found') return own;
    likely.push(own.value);
  }
  const arn = kinds.has('arn') ? findArnValue(wanted.flatMap(asArnTest), work) : NONE;
  if (arn.kind === 'found') likely.push(arn.value);
  const only = wanted.map(onlyValues).find((values) => values !== undefined);
  const fits = (value: string): boolean =>
    !(several && value === '') && wanted.every((each) => answers(each, value) && isOfKind(each.test, value));
  const value = (only ?? likely).find(fits);
  if (value !== undefined) return found(value);
  const fails = (text: string): boolean =>
    wanted.some((each) => !answers(each, text) && isOfKind(each.test, text));
  if (only?.every(fails) === true) return NONE;
  return findTextValue(wanted.flatMap(asTextTest), several, work).kind === 'none' ? NONE : GAVE_UP;
}

/** Less than the ARN tests ask for: what a pattern matches part by part it matches as one text as well. */
function asTextTest({ test, holds }: Wanted): readonly Wanted<Extract<ValueTest, { kind: 'text' }>>[] {
  if (test.kind === 'text') return [{ test, holds }];
  if (test.kind !== 'arn' || test.negated === holds) return [];
  return [
    { test: { kind: 'text', negated: test.negated, boolean: false, globs: test.arns.map(joinGlobs) }, holds },
  ];
}

/** Texts that are compared with whole ARNs, read as such: what matches part by part matches as a whole as well. */
function asArnTest({ test, holds }: Wanted): readonly Wanted<Extract<ValueTest, { kind: 'arn' }>>[] {
  if (test.kind === 'arn') return [{ test, holds }];
  if (test.kind !== 'text') return [];
  const arns = test.globs.map((glob) => splitGlob(glob, 5)).filter((arn) => arn !== undefined);
  return arns.length === 0 ? [] : [{ test: { kind: 'arn', negated: test.negated, arns }, holds }];
}

function answers({ test, holds }: Wanted, value: string): boolean {
  return testHolds(test, value) === holds;
}

/** All values that the test leaves, where it names them one by one. */
function onlyValues({ test, holds }: Wanted): readonly string[] | undefined {
  if (test.negated === holds || test.kind !== 'text') return undefined;
  const literals = test.globs.flatMap(({ literal }) => (literal === undefined ? [] : [literal]));
  return literals.length === test.globs.length ? literals : undefined;
}

/** The tests of other kinds are left out. */
function findOfKind(kind: Kind, wanted: readonly Wanted[], several: boolean, work: Work): Search<string> {
  switch (kind) {
    case 'text':
      return findTextValue(wanted.filter(isOfText), several, work);
    case 'arn':
      return findArnValue(
        wanted.flatMap(({ test, holds }) => (test.kind === 'arn' ? [{ test, holds }] : [])),
        work,
      );
    case 'binary':
      return findBinaryValue(
        wanted.flatMap(({ test, holds }) => (test.kind === 'binary' ? [{ test, holds }] : [])),
      );
    case 'number':
    case 'date':
    case 'address':
      return findOnScale(
        kind,
        wanted.flatMap(({ test, holds }) =>
          test.kind === kind && 'ranges' in test ? [{ test, holds }] : [],
        ),
      );
  }
}

function isOfText(wanted: Wanted): wanted is Wanted<Extract<ValueTest, { kind: 'text' }>> {
  return wanted.test.kind === 'text';
}
