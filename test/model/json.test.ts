import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asArray,
  asString,
  isRecord,
  isTooDeep,
  kindOf,
  own,
  parseJson,
  pathStep,
  TOO_DEEP,
} from '../../src/model/json.ts';

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

describe('JSON of an account', () => {
  const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

  test('is read down to a hundred levels', () => {
    expect(parseJson(nested(100)).kind).toBe('json');
    expect(parseJson(nested(102))).toEqual({ kind: 'problem', why: TOO_DEEP });
  });

  test('is refused, and overflows nothing, where it is nothing but levels', () => {
    for (const opening of ['[', '{"a":', '[[', '[{"__proto__":'])
      expect(parseJson(opening.repeat(500_000))).toEqual({ kind: 'problem', why: TOO_DEEP });
  });

  test('may have any brackets in its texts', () => {
    const text = JSON.stringify({ a: '[{'.repeat(200), b: ['\\', '"[', '\\"{'.repeat(150)] });
    expect(parseJson(text)).toEqual({ kind: 'json', value: JSON.parse(text) });
  });

  test('that is none is a problem without its text', () => {
    expect(parseJson('<secret>')).toEqual({ kind: 'problem', why: 'expected JSON, found other text' });
  });

  test('is too deep exactly where a walk would find it so', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 90, max: 105 }), (value, around) => {
        const text = '['.repeat(around) + JSON.stringify(value) + ']'.repeat(around);
        expect(isTooDeep(text)).toBe(around + depthOf(value) > 100);
      }),
    );
  });
});
