import { describe, expect, it, test } from 'vitest';
import { mapped } from '../../src/model/mapped.ts';
import { areSameTexts } from '../../src/model/same-texts.ts';

describe('mapped', () => {
  it.each<readonly string[]>([[], ['a'], ['a', 'b', 'a']])('makes of %s what map makes', (...items) => {
    const make = (item: string, index: number): string => `${index} ${item}`;
    expect(mapped(items, make)).toEqual(items.map((item, index) => make(item, index)));
  });
});

test.each<[readonly string[], readonly string[], boolean]>([
  [[], [], true],
  [['a', 'b'], ['a', 'b'], true],
  [['a', 'b'], ['b', 'a'], false],
  [['a'], ['a', 'b'], false],
  [['a', 'b'], ['a'], false],
])('that %s and %s are the same texts is %s', (one, other, same) => {
  expect(areSameTexts(one, other)).toBe(same);
});
