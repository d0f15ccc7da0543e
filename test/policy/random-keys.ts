import fc from 'fast-check';
import type { ConditionJson } from './case-access.ts';

/** A condition key with the operators that compare it, and small alphabets for policies and for requests. */
interface Key {
  readonly operators: readonly string[];
  /** No value twice. */
  readonly values: readonly string[];
  /** Nearly every value that the policies may tell apart. */
  readonly requests: readonly string[];
}

const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

/** By name; a key of several operator families is `mixed`. */
const KEYS: ReadonlyMap<string, Key> = new Map<string, Key>([
  [
    'text',
    {
      operators: [
        'StringEquals',
        'StringNotEquals',
        'StringLike',
        'StringNotLike',
        'StringEqualsIgnoreCase',
        'StringNotEqualsIgnoreCase',
      ],
      values: ['a', 'b', 'A', '', 'ab', 'a*', '?', '*', '*b', '${*}', '${$}a', '${user}', "${team, 'b'}*"],
      requests: ['', 'a', 'A', 'b', 'ab', 'xb', '*', '$a', '${a}', '${*}'],
    },
  ],
  // For pairs of their own, in which nobody knows the variables.
  [
    'named',
    {
      operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
      values: ['${user}', '${user}*', "${team, 'b'}", 'a'],
      requests: ['', 'a', 'ab', '*', 'b', 'c'],
    },
  ],
  [
    'number',
    {
      operators: ORDERS.map((order) => `Numeric${order}`),
      values: ['0', '1', '1.0', '2', '3', '4'],
      requests: ['-1', '0', '1', '1.5', '2', '2.50', '4', '7'],
    },
  ],
  [
    'date',
    {
      operators: ORDERS.map((order) => `Date${order}`),
      values: [
        '2026-01-01T00:00:00Z',
        '2026-01-02',
        '1767225600',
        '2026-01-01T12:00:00+01:00',
        '2026-01-01T11:00:00.5Z',
      ],
      requests: [
        '2025-12',
        '1767225600',
        '2026-01-01T11:00:00Z',
        '2026-01-01T11:00:00.001Z',
        '2026-01-02T00:00:00Z',
        '1767400000',
      ],
    },
  ],
  [
    'address',
    {
      operators: ['IpAddress', 'NotIpAddress'],
      values: ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '0.0.0.0/0', '2001:db8::/32', '2001:db8::1', '::/0'],
      requests: ['10.1.2.3', '10.1.2.4', '10.2.0.0', '11.0.0.0', '2001:db8:0::1', '2001:db8::2', '::1'],
    },
  ],
  [
    'arn',
    {
      operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
      values: [
        'arn:aws:s:::a',
        'arn:aws:s:::*',
        'arn:*:s:*:*:a*',
        'arn:aws:?:::?',
        '*:*:*:*:*:*b',
        'arn:aws:s::*:b',
        'arn:aws:s:::${user}',
      ],
      requests: [
        'arn:aws:s:::a',
        'arn:aws:s:::b',
        'arn:aws:s:::',
        'arn:cn:s:r::a:b',
        'arn:aws:t:::a',
        'arn:aws:s::1:b',
      ],
    },
  ],
  ['binary', { operators: ['BinaryEquals'], values: ['QQ==', 'Qg=='], requests: ['QQ==', 'Qg==', 'Qw=='] }],
  ['flag', { operators: ['Bool'], values: ['true', 'false'], requests: ['true', 'FALSE'] }],
  [
    'mixed',
    {
      operators: ['StringEquals', 'StringLike', 'StringNotEquals', 'NumericEquals', 'NumericLessThan'],
      values: ['1', '2'],
      requests: ['1', '3.0', '2', '5'],
    },
  ],
]);

const NAMES = [...KEYS.keys()].filter((name) => name !== 'named');

/** One or two names of keys; `named` stands alone. */
export const KEY_NAMES: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 12, arbitrary: someOf(NAMES.filter((name) => name !== 'mixed')) },
  { weight: 1, arbitrary: someOf(NAMES) },
  { weight: 3, arbitrary: fc.constant(['named']) },
);

function someOf(names: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 });
}

/** What stands before and after the name of an operator. */
const AROUND: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  { weight: 24, arbitrary: fc.constant(['', ''] as const) },
  { weight: 16, arbitrary: fc.constant(['', 'IfExists'] as const) },
  { weight: 7, arbitrary: fc.constant(['ForAllValues:', ''] as const) },
  { weight: 2, arbitrary: fc.constant(['ForAllValues:', 'IfExists'] as const) },
  { weight: 9, arbitrary: fc.constant(['ForAnyValue:', ''] as const) },
  { weight: 1, arbitrary: fc.constant(['ForAnyValue:', 'IfExists'] as const) },
);

type Entry = readonly [operator: string, key: string, values: string[]];

function entryOn(name: string): fc.Arbitrary<Entry> {
  const { operators = [], values = [] } = KEYS.get(name) ?? {};
  const spelling = fc.constantFrom(name, name, name.toUpperCase());
  const listed = fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
  const comparison = fc
    .tuple(AROUND, fc.constantFrom(...operators))
    .map(([[before, after], operator]) => before + operator + after);
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(comparison, spelling, listed) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constant('Null'), spelling, fc.constantFrom<string[][]>(['true'], ['false'])),
    },
  );
}

/** A block of at most so many conditions on the keys; some have several operators on one key. */
export function conditionOn(names: readonly string[], maxLength: number): fc.Arbitrary<ConditionJson> {
  return fc.array(fc.constantFrom(...names).chain(entryOn), { maxLength }).map((entries) => {
    const block: Record<string, Record<string, string[]>> = {};
    for (const [operator, key, values] of entries) block[operator] = { ...block[operator], [key]: values };
    return block;
  });
}

/**
 * The values that a request may have for the key. Where a set operator compares it, several at once, and no empty
 * text: that is no value of a list.
 */
export function valueListsOf(name: string, policies: string): readonly (readonly string[])[] {
  const singles = KEYS.get(name)?.requests ?? [];
  if (!new RegExp(`"For(All|Any)[^}]*"${name}"`, 'i').test(policies)) return singles.map((one) => [one]);
  const elements = singles.filter((one) => one !== '');
  const more = elements.map((one, index) => [one, elements[(index * 3 + 1) % elements.length] ?? one]);
  return [...singles.map((one) => [one]), ...more.filter(([one, other]) => one !== other)];
}
