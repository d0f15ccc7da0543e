import { describe, expect, test } from 'vitest';
import { kept, memory, shortMemory } from '../../src/policy/kept.ts';

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

describe('a memory', () => {
  test('keeps what was made for an object, apart from other memories and other objects', () => {
    const lengths = memory<readonly string[], number>();
    const texts = memory<readonly string[], string>();
    const [one, other] = [['a', 'b'], ['c']];
    lengths.set(one, 2);
    texts.set(one, 'a b');
    lengths.set(other, 1);
    expect([one, other].map(lengths.get)).toEqual([2, 1]);
    expect([one, other].map(texts.get)).toEqual(['a b', undefined]);
    expect(lengths.get(['a', 'b'])).toBeUndefined();
  });

  test('holds the last answer', () => {
    const answers = memory<object, string>();
    const about = {};
    answers.set(about, 'first');
    answers.set(about, 'second');
    expect(answers.get(about)).toBe('second');
  });

  test('is not seen on the object, and not copied with it', () => {
    const answers = memory<object, string>();
    const about = { name: 'one' };
    answers.set(about, 'answer');
    const copy = { ...about };
    expect(Object.keys(about)).toEqual(['name']);
    expect(JSON.stringify(about)).toBe('{"name":"one"}');
    expect(Object.getOwnPropertySymbols(copy)).toEqual([]);
    expect(answers.get(copy)).toBeUndefined();
  });

  test('keeps nothing of a frozen object', () => {
    const answers = memory<object, number>();
    const about = Object.freeze({});
    let made = 0;
    const ask = () => {
      made += 1;
      return made;
    };
    expect([kept(answers, about, ask), kept(answers, about, ask)]).toEqual([1, 2]);
  });
});
