import { describe, expect, it } from 'vitest';
import {
  ANY,
  codesOf,
  covers,
  EVERYTHING,
  type Glob,
  globOf,
  literalGlob,
  matchesGlob,
  meet,
  STAR,
  takes,
} from '../../src/policy/glob.ts';
import { matchesText } from '../../src/policy/match-text.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';

/** All words over the letters, up to this length. */
function wordsOver(letters: string, length: number): readonly string[] {
  let words = [''];
  const all = [''];
  for (let size = 1; size <= length; size += 1) {
    words = words.flatMap((word) => Array.from(letters, (letter) => word + letter));
    all.push(...words);
  }
  return all;
}

function glob(pattern: string, ignoreCase = false): Glob {
  return globOf(parseWildcards(pattern), ignoreCase);
}

const PATTERNS = wordsOver('a*?', 4);
const TEXTS = wordsOver('ab', 5);

describe('a glob', () => {
  it('matches what its pattern matches', () => {
    for (const pattern of PATTERNS) {
      const [parts, compiled] = [parseWildcards(pattern), glob(pattern)];
      expect([pattern, TEXTS.filter((text) => matchesGlob(compiled, text))]).toEqual([
        pattern,
        TEXTS.filter((text) => matchesText(parts, text)),
      ]);
    }
  });

  it('that covers another matches all that the other matches; for stars alone that is exact', () => {
    const globs = wordsOver('a*?', 3).map((pattern) => glob(pattern));
    const matched = globs.map((one) => new Set(TEXTS.filter((text) => matchesGlob(one, text))));
    for (const [outer, one] of globs.entries())
      for (const [inner, other] of globs.entries()) {
        const within = [...(matched[inner] ?? [])].every((text) => matched[outer]?.has(text));
        if (covers(one, other)) expect(within).toBe(true);
        else if (one.starOnly) expect(within).toBe(false);
      }
  });

  it.each([
    ['a', 'a', true],
    ['', '', true],
    ['a*', undefined, true],
    ['*', undefined, true],
    ['a?', undefined, false],
    ['?', undefined, false],
  ])('of %j has the only text %j, and has no wildcard but stars: %s', (pattern, literal, starOnly) => {
    expect(glob(pattern)).toMatchObject({ starOnly });
    expect(glob(pattern).literal).toBe(literal);
  });

  it('never has two stars in a row', () => {
    expect(glob('a***?**').tokens).toEqual([97, STAR, ANY, STAR]);
    expect(glob('**')).toEqual(EVERYTHING);
  });

  it('of a text matches that text', () => {
    expect(matchesGlob(literalGlob('a*?'), 'a*?')).toBe(true);
    expect(matchesGlob(literalGlob('a*?'), 'abc')).toBe(false);
    expect(literalGlob('Az').tokens).toEqual([65, 122]);
  });
});

describe('a glob without case', () => {
  it.each([
    ['az', 'AZ', true],
    ['AZ', 'az', true],
    ['aZ*', 'Azb', true],
    ['?', 'A', true],
    ['a', 'b', false],
    ['@', '`', false],
    ['[', '{', false],
    ['`', '@', false],
    ['{', '[', false],
    ['1', '\u0011', false],
    ['\u0011', '1', false],
    ['é', 'É', false],
    ['k', '\u212a', false],
  ])('of %j matches %j: %s', (pattern, text, answer) => {
    expect(matchesGlob(glob(pattern, true), text)).toBe(answer);
  });

  it('covers both cases, and is covered by neither', () => {
    expect(['A', 'a'].map((text) => covers(glob('A', true), glob(text)))).toEqual([true, true]);
    expect(['A', 'a'].map((text) => covers(glob(text), glob('A', true)))).toEqual([false, false]);
    expect(covers(glob('?'), glob('a', true))).toBe(true);
    expect(covers(glob('a', true), glob('A', true))).toBe(true);
    expect(covers(glob('a', true), glob('?'))).toBe(false);
    expect(covers(glob('a', true), glob('*'))).toBe(false);
  });

  it('has no only text, unless it has no letter', () => {
    expect(glob('a', true)).toMatchObject({ starOnly: false });
    expect(glob('a', true).literal).toBeUndefined();
    expect(glob('1-_', true)).toMatchObject({ starOnly: true, literal: '1-_' });
  });
});

describe('a token', () => {
  it.each([
    ['a', false, 'a'],
    ['A', false, 'A'],
    ['A', true, 'aA'],
    ['1', true, '1'],
    ['*', false, ''],
    ['?', true, ''],
  ])('of %j (without case: %s) singles out %j', (pattern, ignoreCase, letters) => {
    const codes = glob(pattern, ignoreCase).tokens.flatMap(codesOf);
    expect(String.fromCharCode(...codes)).toBe(letters);
  });

  it('`?` takes any one character and `*` any number', () => {
    expect([takes(ANY, 97), takes(ANY, ANY), takes(ANY, STAR)]).toEqual([true, true, false]);
    expect([takes(STAR, 97), takes(STAR, ANY), takes(STAR, STAR)]).toEqual([true, true, true]);
    expect([takes(97, 97), takes(97, 98), takes(97, ANY), takes(97, STAR)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

it.each([
  ['*ab', '*b', true],
  ['*ab', '*a', false],
  ['ab*', 'a*', true],
  ['ab*', 'b*', false],
  ['a*', '*b', true],
  ['ab', 'a*', true],
  ['ab', '*a', false],
  ['ab', 'ab', true],
  ['a?', 'ab', true],
  ['a?', 'b*', false],
])('%s meets %s: %j', (one, other, answer) => {
  expect(meet(glob(one), glob(other))).toBe(answer);
  expect(meet(glob(other), glob(one))).toBe(answer);
});

it.each([
  ['a', 'a', true],
  ['a', 'A', true],
  ['a', 'b', false],
  ['z', 'Z', true],
  ['A', 'a', true],
  ['[', '{', false],
  ['@', '`', false],
  ['0', '\u0010', false],
])('%j takes %j where case is ignored: %j', (letter, text, answer) => {
  expect(matchesGlob(glob(`${letter}*`, true), text)).toBe(answer);
});
