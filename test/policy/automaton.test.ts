import { describe, expect, it } from 'vitest';
import { shortestWord, strangerTo } from '../../src/policy/automaton.ts';
import { type Glob, globOf, matchesGlob } from '../../src/policy/glob.ts';
import { parseWildcards } from '../../src/policy/pattern-parts.ts';

function glob(pattern: string, ignoreCase = false): Glob {
  return globOf(parseWildcards(pattern), ignoreCase);
}

function search(within: readonly string[], without: readonly string[]) {
  return shortestWord(
    within.map((pattern) => glob(pattern)),
    without.map((pattern) => glob(pattern)),
    { left: 10_000 },
  );
}

/** In order of length; `x` stands for all letters that no pattern has. */
const TEXTS: readonly string[] = [
  ...['', 'a', 'x', 'aa', 'ax', 'xa', 'xx'],
  ...['aaa', 'aax', 'axa', 'axx', 'xaa', 'xax', 'xxa', 'xxx'],
];
const PATTERNS = ['', 'a', '?', '*', 'aa', 'a?', 'a*', '?a', '??', '?*', '*a', 'a*a', '*a?'];

/** Whether the search finds what listing all texts finds, or as short a text. */
function isAnswered(one: string, two: string, out: string): boolean {
  const [first, second, excluded] = [glob(one), glob(two), glob(out)];
  const isWanted = (text: string): boolean =>
    matchesGlob(first, text) && matchesGlob(second, text) && !matchesGlob(excluded, text);
  const shortest = TEXTS.find(isWanted);
  const answer = shortestWord([first, second], [excluded], { left: 10_000 });
  if (answer.kind !== 'found') return shortest === undefined && answer.kind === 'none';
  return answer.value.length === shortest?.length && isWanted(answer.value);
}

describe('the shortest word', () => {
  it.each(PATTERNS)('within %j and a second pattern, and without a third one, is right', (one) => {
    const questions = PATTERNS.flatMap((two) => PATTERNS.map((out) => [one, two, out] as const));
    expect(questions.filter((question) => !isAnswered(...question))).toEqual([]);
  });

  it.each([
    [['*'], [], ''],
    [['*'], [''], 'x'],
    [['?'], ['x'], 'y'],
    [['*'], ['', '?', '??'], 'xxx'],
    [['*'], ['', 'a*', '*a'], 'x'],
    [['a*', '*b'], ['ab'], 'axb'],
    [['a*', '*b', '*c*'], [], 'acb'],
    [['*a*b*', '*b*a*'], [], 'aba'],
    [['?a', 'a?'], [], 'aa'],
    [[], ['?*'], ''],
    [[], ['', 'x*'], 'y'],
  ])('within %j and without %j is %j', (within, without, word) => {
    expect(search(within, without)).toEqual({ kind: 'found', value: word });
  });

  it.each([
    [['a'], ['a']],
    [['a*'], ['*']],
    [['a', 'b'], []],
    [['?'], ['?', 'a']],
    [['a?'], ['a?']],
    [['*'], ['', '?*']],
    [[], ['*']],
  ])('within %j and without %j does not exist', (within, without) => {
    expect(search(within, without)).toEqual({ kind: 'none' });
  });

  it('has either case where that is ignored', () => {
    const work = { left: 1_000 };
    expect(shortestWord([glob('a', true)], [glob('a')], work)).toEqual({ kind: 'found', value: 'A' });
    expect(shortestWord([glob('a', true)], [glob('a'), glob('A')], work)).toEqual({ kind: 'none' });
    expect(shortestWord([glob('?')], [glob('x', true)], work)).toEqual({ kind: 'found', value: 'y' });
  });

  it.each([
    [['a*', '*b'], ['ab'], 27],
    [['*a*b*c', '*c*b*a*c'], ['*?cc'], 201],
    [['a?*', '?b*', '??c*'], ['abc*', '*d'], 45],
    [['*a?', '*?b*'], ['a*', '*ab*'], 76],
    [['a', 'b*'], [], 6],
    [['?*'], ['a*', '?*'], 6],
  ])(
    'within %j and without %j costs %d steps at most: hopeless texts are not followed',
    (within, without, left) => {
      const [wanted, excluded] = [within.map((one) => glob(one)), without.map((one) => glob(one))];
      expect(shortestWord(wanted, excluded, { left }).kind).not.toBe('gaveUp');
    },
  );

  it('costs the same every time, and is given up where that is too much', () => {
    const cost = (left: number) => {
      const work = { left };
      const { kind } = shortestWord([glob('a*'), glob('*b')], [glob('ab')], work);
      return { kind, spent: left - work.left };
    };
    const { spent } = cost(1_000);
    expect(cost(1_000)).toEqual({ kind: 'found', spent });
    expect(cost(spent)).toEqual({ kind: 'found', spent });
    expect(cost(spent - 1)).toEqual({ kind: 'gaveUp', spent });
  });
});

it.each([
  [['a*'], 'x'],
  [['x', '*y'], 'z'],
  [['?'], 'x'],
  [['abcdefghijklmnopqrstuvwxyz'], '0'],
])('no pattern of %j names the character %j', (patterns, character) => {
  expect(strangerTo(patterns.map((pattern) => glob(pattern)))).toBe(character);
});

it('a letter of either case is named in both', () => {
  expect(strangerTo([glob('X', true)])).toBe('y');
});
