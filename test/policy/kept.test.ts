import { describe, expect, test } from 'vitest';
import { kept, shortMemory } from '../../src/policy/kept.ts';

describe('a short memory', () => {
  test('keeps what was made, and forgets all of it when it is full', () => {
    const made: string[] = [];
    const memory = shortMemory<string, string>(2);
    const ask = (key: string): string =>
      kept(memory, key, () => {
        made.push(key);
        return key.toUpperCase();
      });
    expect(['a', 'b', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'B']);
    expect(made).toEqual(['a', 'b']);
    expect(['c', 'a', 'c'].map(ask)).toEqual(['C', 'A', 'C']);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });
});
