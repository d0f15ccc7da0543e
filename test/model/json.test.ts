import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asArray, asString, isRecord, kindOf, own, pathStep } from '../../src/model/json.ts';

test.each([
  [null, 'null', false],
  [undefined, 'nothing', false],
  [[], 'an array', false],
  [{}, 'an object', true],
  ['a', 'a string', false],
  [1, 'a number', false],
  [true, 'a boolean', false],
])('%j is %s', (value, kind, record) => {
  expect(kindOf(value)).toBe(kind);
  expect(isRecord(value)).toBe(record);
});

test('asString and asArray take nothing for something', () => {
  expect([asString('a'), asString(1), asString(undefined)]).toEqual(['a', undefined, undefined]);
  expect([asArray([1]), asArray('a'), asArray({ length: 1 })]).toEqual([[1], [], []]);
});

describe('own', () => {
  test('answers for no inherited name', () => {
    for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(own({}, key)).toBeUndefined();
  });

  test('answers for such a name where JSON has it', () => {
    expect(own(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1);
    expect(own(Object.assign(Object.create(null), { a: 2 }), 'a')).toBe(2);
  });
});

describe('pathStep', () => {
  test.each([
    [3, '[3]'],
    ['Train', '.Train'],
    ['train-eu_1', '.train-eu_1'],
    ['1st', '["1st"]'],
    ['', '[""]'],
    ['a.b', '["a.b"]'],
    ['a"]\n', '["a\\"]\\n"]'],
  ])('writes %j as %s', (key, step) => {
    expect(pathStep(key)).toBe(step);
  });

  test('gives every key a step of its own', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(pathStep(left) === pathStep(right)).toBe(left === right);
      }),
    );
  });
});
