import { describe, expect, it } from 'vitest';
import { domainOf, keyDomainsOf } from '../../src/policy/key-domains.ts';
import { type Atom, atomHolds, exactAtom, findValues } from '../../src/policy/key-values.ts';
import { accessFrom } from './case-access.ts';
import { atomsOf, type Block } from './value-tests.ts';

function atomOf(block: Block): Atom {
  const [atom] = atomsOf(block);
  if (atom === undefined) throw new Error('the block is empty');
  return atom;
}

it.each<[Block, readonly string[], boolean]>([
  [{ StringEquals: 'a' }, [], false],
  [{ StringNotEquals: 'a' }, [], true],
  [{ StringEquals: 'a' }, ['a'], true],
  [{ StringEquals: 'a' }, ['b'], false],
  [{ StringEquals: 'a' }, ['a', 'a'], false],
  [{ StringEquals: '' }, [''], true],
  [{ Null: 'true' }, [], true],
  [{ Null: 'true' }, ['a'], false],
  [{ Null: 'false' }, ['a', 'b'], true],
  [{ 'ForAllValues:StringEquals': ['a', 'b'] }, ['a', 'b'], true],
  [{ 'ForAllValues:StringEquals': ['a', 'b'] }, ['a', 'c'], false],
  [{ 'ForAllValues:StringEquals': ['a', 'b'] }, ['', 'a'], true],
  [{ 'ForAllValues:StringEquals': ['a', 'b'] }, [''], true],
  [{ 'ForAnyValue:StringEquals': 'a' }, ['a', 'c'], true],
  [{ 'ForAnyValue:StringEquals': 'a' }, ['b', 'c'], false],
  [{ 'ForAnyValue:StringEquals': 'a' }, [''], false],
  [{ 'ForAnyValue:StringNotEquals': 'a' }, [''], false],
])('%j holds for %j: %j', (block, values, answer) => {
  expect(atomHolds(atomOf(block), values)).toBe(answer);
});

it('what nobody can tell holds as for an absent key', () => {
  const atom = { ...exactAtom('K', 'a', 'x'), whenPresent: { kind: 'opaque' } } as const;
  expect(atomHolds({ ...atom, whenAbsent: true }, ['a'])).toBe(true);
  expect(atomHolds({ ...atom, whenAbsent: false }, ['a'])).toBe(false);
});

it('an exact atom holds for its text and nothing else', () => {
  const atom = exactAtom('My:Key', 'a*', 'x');
  expect(atom).toMatchObject({ key: 'my:key', spelling: 'My:Key', whenAbsent: false });
  expect([['a*'], ['ab'], ['A*'], ['a*', 'a*'], []].map((values) => atomHolds(atom, values))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(exactAtom('My:Key', 'a*', 'y').name).not.toBe(atom.name);
});

/** The kinds of a domain, and whether it has lists. */
function domainIn(...blocks: readonly Record<string, unknown>[]): string {
  const accesses = blocks.map((block) => {
    const conditions = Object.entries(block).map(([operator, value]) => [operator, { k: value }]);
    const statements = conditions.map(([operator, keys]) => ({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [String(operator)]: keys },
    }));
    return keyDomainsOf(accessFrom(statements));
  });
  const { isList, kinds } = domainOf('k', ...accesses);
  const names = kinds.map(({ test }) => (test.kind === 'text' && test.boolean ? 'boolean' : test.kind));
  return [...names, ...(isList ? ['list'] : [])].join(' ');
}

describe('the values of a key', () => {
  it.each<[Block[], string]>([
    [[], ''],
    [[{}], ''],
    [[{ Null: 'true' }], ''],
    [[{ StringEquals: 'a' }], 'text'],
    [[{ StringEquals: 'a', StringLike: 'b' }], 'text'],
    [[{ Bool: 'true' }], 'boolean'],
    [[{ StringEquals: 'a', Bool: 'true' }], 'text boolean'],
    [[{ Bool: 'true', StringEquals: 'a' }], 'boolean text'],
    [[{ NumericEquals: '1', DateEquals: '2020-01-01T00:00:00Z' }], 'number date'],
    [[{ IpAddress: '10.0.0.0/8' }, { ArnLike: 'arn:aws:s3:::a' }], 'address arn'],
    [[{ BinaryEquals: 'YQ==' }, { BinaryEquals: 'YQ==' }], 'binary'],
    [[{ 'ForAllValues:StringEquals': 'a' }], 'text list'],
    [[{ StringEquals: 'a' }, { 'ForAnyValue:StringEquals': 'a' }], 'text list'],
    [[{ 'ForAnyValue:StringEquals': 'a' }, { StringEquals: 'a' }], 'text list'],
    [[{ 'ForAnyValue:StringEquals': 'a' }, { NumericEquals: '1' }], 'text number list'],
    [[{ StringEquals: 'a' }, {}], 'text'],
    [[{}, { StringEquals: 'a' }], 'text'],
  ])('under %j are %j', (blocks, kinds) => {
    expect(domainIn(...blocks)).toBe(kinds);
  });

  it.each<[Block, Block, readonly string[] | 'none' | 'gaveUp']>([
    [{}, {}, []],
    [{ StringEquals: 'a' }, {}, ['a']],
    [{ StringNotEquals: 'a' }, {}, []],
    [{ StringNotEquals: 'a', Null: 'false' }, {}, ['example']],
    [{ Null: 'true' }, { Null: 'true' }, 'none'],
    [{ StringEquals: 'a', Null: 'true' }, {}, 'none'],
    [{ StringEquals: 'a' }, { StringLike: 'a*' }, 'none'],
    [{ StringLike: 'a*' }, { StringEquals: 'aexample' }, ['asample']],
    [{ 'ForAllValues:StringEquals': ['a', 'b'], Null: 'false' }, {}, ['a']],
    [{ 'ForAllValues:StringEquals': ['a', 'b'] }, { 'ForAnyValue:StringEquals': 'a' }, []],
    [{ 'ForAnyValue:StringEquals': 'a' }, { 'ForAllValues:StringEquals': 'a' }, ['a', 'example']],
    [
      { 'ForAnyValue:StringLike': ['a*'], 'ForAllValues:StringLike': ['*b', 'c'] },
      { StringLike: '*' },
      ['ab', 'exampleb'],
    ],
    [{ 'ForAllValues:StringEquals': 'a', Null: 'false' }, { StringEquals: 'a' }, ['']],
    [
      { 'ForAllValues:StringEquals': ['a', 'b'], Null: 'false' },
      { StringEquals: ['a', 'b', ''] },
      ['a', 'b'],
    ],
    [{ 'ForAnyValue:NumericLessThan': '5' }, { 'ForAllValues:NumericLessThan': '5' }, ['4', '5']],
    [{ 'ForAnyValue:NumericEquals': '5', 'ForAllValues:NumericEquals': '5' }, { NumericEquals: '5' }, 'none'],
    [{ 'ForAnyValue:NumericEquals': '5', 'ForAnyValue:StringLike': '*' }, { NumericEquals: '5' }, ['5', '0']],
    [{ NumericLessThan: '5', StringLike: 'x*' }, {}, 'gaveUp'],
    [{ NumericLessThan: '5' }, { NumericLessThan: '6' }, 'none'],
    [{ StringEquals: '' }, {}, ['']],
  ])('that %j asks for, and %j does not, are %j', (block, other, values) => {
    const literals = [
      ...atomsOf(block).map((atom) => ({ atom, holds: true })),
      ...atomsOf(other).map((atom) => ({ atom, holds: false })),
    ];
    const conditions = [...Object.entries(block), ...Object.entries(other)].map(([operator, value]) => ({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [operator]: { k: value } },
    }));
    const answer = findValues(literals, domainOf('k', keyDomainsOf(accessFrom(conditions))), {
      left: 10_000,
    });
    if (typeof values === 'string') expect(answer.kind).toBe(values);
    else expect(answer).toEqual({ kind: 'found', value: values });
    if (answer.kind === 'gaveUp')
      expect(answer.why).toBe('the conditions on `k` compare it in ways that cannot be combined');
  });
});
