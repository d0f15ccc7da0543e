import { describe, expect, test } from 'vitest';
import { everyPair, mapPairs, pairs } from '../../src/policy/pairs.ts';

const CASES = [
  { title: 'sides of one length', left: ['a', 'b'], right: ['x', 'y'], joined: ['ax', 'by'] },
  { title: 'a longer left side', left: ['a', 'b'], right: ['x'], joined: ['ax'] },
  { title: 'a longer right side', left: ['a'], right: ['x', 'y'], joined: ['ax'] },
  { title: 'empty sides', left: [], right: [], joined: [] },
];

describe('two sides in step', () => {
  test.each(CASES)('end with the shorter one: $title', ({ left, right, joined }) => {
    const join = (one: string, other: string) => one + other;
    expect(mapPairs(left, right, join)).toEqual(joined);
    expect(pairs(left, right).map(([one, other]) => join(one, other))).toEqual(joined);
    const seen: string[] = [];
    expect(everyPair(left, right, (one, other) => seen.push(join(one, other)) > 0)).toBe(true);
    expect(seen).toEqual(joined);
  });

  test('fail a test with the first pair that fails it', () => {
    const seen: string[] = [];
    const isFirst = (one: string): boolean => seen.push(one) < 2;
    expect(everyPair(['a', 'b', 'c'], ['x', 'y', 'z'], isFirst)).toBe(false);
    expect(seen).toEqual(['a', 'b']);
  });
});
