import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Folded, fold, unfold } from '../../../src/publish/html/folded.ts';

const throughJson = (folded: Folded): Folded => JSON.parse(JSON.stringify(folded)) as Folded;

describe('what is folded', () => {
  test('unfolds to the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        expect(unfold(throughJson(fold(json)))).toEqual(json);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, unknown]>([
    ['a number and its text', [1, '1', true, 'true', null, 'null', '']],
    ['lists that hold the same places', [[], {}, [[]], [{}], { a: [] }, [0], ['0']]],
    ['a key of a prototype', JSON.parse('{"__proto__": {"__proto__": "x"}, "constructor": 1}')],
    ['keys that look joined', [{ a: 1, b: 2 }, { 'a,b': 1 }, { b: 2, a: 1 }]],
    ['half a character', ['\ud800', { '\udc00': 1 }]],
    ['a text alone', 'alone'],
  ])('keeps apart %s', (_, value) => {
    const unfolded = unfold(throughJson(fold(value)));
    expect(JSON.stringify(unfolded)).toBe(JSON.stringify(value));
  });

  test('holds what is equal once', () => {
    const statement = () => ({ Effect: 'Allow', Action: ['s3:GetObject'] });
    const { values } = fold([statement(), statement(), { policy: [statement()] }]);
    expect(values.filter((value) => value === 's3:GetObject')).toHaveLength(1);
    expect(unfold(fold([statement(), statement()]))).toSatisfy(
      (list: unknown) => Array.isArray(list) && list[0] === list[1],
    );
  });

  test('leaves out keys without a value', () => {
    expect(unfold(fold({ a: undefined, b: 1 }))).toEqual({ b: 1 });
  });
});

test.each<[string, Folded]>([
  ['nothing', { keys: [], values: [] }],
  ['no whole', { keys: [], values: ['a'] }],
  ['a value that holds itself', { keys: [], values: [[0, 0]] }],
  ['a value that holds a later one', { keys: [], values: [[0, 1], 'a', [0, 0]] }],
  ['an object without keys', { keys: [], values: ['a', [1, 0], [0, 1]] }],
  ['an object with too few values', { keys: [['a', 'b']], values: ['a', [1, 0], [0, 1]] }],
])('%s is refused', (_, folded) => {
  expect(() => unfold(folded)).toThrow(TypeError);
});
