import { describe, expect, it } from 'vitest';
import { type Glob, globOf } from '../../src/policy/glob.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';
import {
  ALL_TEXTS,
  findText,
  holds,
  inhabited,
  type TextSet,
  within,
  without,
} from '../../src/policy/text-set.ts';

function glob(pattern: string): Glob {
  return globOf(parseWildcards(pattern));
}

/** The texts that all patterns match, and none of the excluded ones. */
function setOf(patterns: readonly string[], excluded: readonly string[] = []): TextSet {
  let set = ALL_TEXTS;
  for (const pattern of patterns) set = within(set, glob(pattern));
  return without(set, excluded.map(glob));
}

function patternsOf({ within: globs }: TextSet): readonly string[] {
  return globs.map(({ tokens }) =>
    tokens.map((token) => (token < 0 ? ['?', '*'][token + 2] : String.fromCharCode(token))).join(''),
  );
}

it.each([
  [[], true, []],
  [['a*'], true, ['a*']],
  [['a?'], true, ['a?']],
  [['a*', 'ab*'], true, ['ab*']],
  [['ab*', 'a*'], true, ['ab*']],
  [['a*', '*b'], false, ['a*', '*b']],
  [['a*', '*b', 'ab'], true, ['ab']],
])('within %j is simple: %j, as one is within %j', (patterns, isSimple, least) => {
  const set = setOf(patterns);
  expect(set.isSimple).toBe(isSimple);
  expect(patternsOf(set)).toEqual(least);
});

it.each([
  [['a?'], ['ab'], true],
  [['a*'], ['a?'], false],
  [['a*', '*b'], ['c'], false],
])('within %j without %j is simple: %j', (patterns, excluded, isSimple) => {
  expect(setOf(patterns, excluded).isSimple).toBe(isSimple);
  let reverse = without(ALL_TEXTS, excluded.map(glob));
  for (const pattern of patterns) reverse = within(reverse, glob(pattern));
  expect(reverse.isSimple).toBe(isSimple);
});

it.each([
  [['ab', '?b'], [], { kind: 'found', value: 'ab' }],
  [['ab', '?c'], [], { kind: 'none' }],
  [['ab'], ['?b'], { kind: 'none' }],
])('what is within %j and without %j is the one text, or nothing', (patterns, excluded, answer) => {
  expect(findText(setOf(patterns, excluded), [], { left: 1_000 })).toEqual(answer);
  const reverse = patterns.toReversed();
  expect(findText(setOf(reverse, excluded), [], { left: 1_000 })).toEqual(answer);
});

it('a letter of either case is not simple', () => {
  const either = globOf(parseWildcards('ab'), true);
  expect(within(ALL_TEXTS, either).isSimple).toBe(false);
  expect(without(ALL_TEXTS, [either]).isSimple).toBe(false);
  const set = without(within(ALL_TEXTS, either), ['ab', 'aB', 'Ab'].map(glob));
  expect(findText(set, [], { left: 1_000 })).toEqual({ kind: 'found', value: 'AB' });
  expect(findText(without(set, [glob('AB')]), [], { left: 1_000 })).toEqual({ kind: 'none' });
});

it.each([
  [[], [], 'one'],
  [['a*'], [], 'aone'],
  [['a*c'], ['aone*'], 'atwoc'],
  [['a*'], ['aone', '*two'], 'ax'],
  [['a?c'], [], 'aoc'],
  [['a?c'], ['aoc'], 'atc'],
  [['?', '*'], ['o', 't'], 'x'],
  [['a'], [], 'a'],
  [['a'], ['?'], undefined],
  [['a'], ['*'], undefined],
  [['a*'], ['*'], undefined],
  [['a*', '*b'], [], 'ab'],
  [['a*', '*b'], ['ab'], 'axb'],
  [['a*', '*b'], ['a*b'], undefined],
  [['a*', '*b'], ['??', '???', 'aa*', 'ab*'], 'axxb'],
  [['a*', 'b*'], [], undefined],
  [['*a', '*b'], [], undefined],
  [['a*', '*b', '*c*'], [], 'acb'],
  [['a*', '*b', '*b'], ['*b'], undefined],
  [['a??*'], ['a?', 'a???*'], 'axx'],
  [['?'], ['??'], 'o'],
  [['a*b?'], ['a*bo', 'a*bt'], 'axbx'],
])('within %j without %j is found %j', (patterns, excluded, text) => {
  const set = setOf(patterns, excluded);
  const answer = text === undefined ? { kind: 'none' } : { kind: 'found', value: text };
  expect(findText(set, ['one', 'two'], { left: 10_000 })).toEqual(answer);
  expect(inhabited(set, { left: 10_000 }).kind).toBe(answer.kind);
  if (text !== undefined) expect(holds(set, text)).toBe(true);
});

describe('two patterns that cross in a long text', () => {
  const set = setOf(['*a???????', '*b??????']);

  it('meet in one with the other for its stars', () => {
    const work = { left: 10_000 };
    expect(findText(set, [], work)).toEqual({ kind: 'found', value: 'babbbbbbb' });
    expect(work.left).toBeLessThan(5_000);
    expect(findText(set, [], { left: 100 })).toEqual({ kind: 'found', value: 'babbbbbbb' });
  });

  it('are searched on where no such text serves', () => {
    const rest = without(set, [glob('ba*'), glob('*aa')]);
    expect(findText(rest, [], { left: 300_000 })).toEqual({ kind: 'found', value: 'abxxxxxx' });
    expect(findText(rest, [], { left: 20_000 })).toEqual({ kind: 'gaveUp' });
  });
});
