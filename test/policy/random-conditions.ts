import fc from 'fast-check';
import type { Access } from '../../src/policy/effective.ts';
import type { Request } from '../../src/policy/request.ts';
import { accessOf } from './random-policies.ts';

/** A key with the operators that compare it, and small alphabets for policies and for requests, here no value twice. */
interface Key {
  readonly operators: readonly string[];
  readonly values: readonly string[];
  readonly requests: readonly string[];
}

const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

const NUMBERS: Key = {
  operators: ORDERS.map((order) => `Numeric${order}`),
  values: ['0', '1', '1.0', '2', '3', '4'],
  requests: ['-1', '0', '1', '1.5', '2', '2.50', '4', '7'],
};

/** By name; a key of several operator families is `mixed`. */
const KEYS: Readonly<Record<string, Key>> = {
  text: {
    operators: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'],
    values: ['a', 'b', 'A', 'ab', 'a*', '?', '*'],
    requests: ['a', 'A', 'b', 'ab', 'xb', '*'],
  },
  number: NUMBERS,
  date: {
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
  address: {
    operators: ['IpAddress', 'NotIpAddress'],
    values: ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '0.0.0.0/0', '2001:db8::/32', '2001:db8::1', '::/0'],
    requests: ['10.1.2.3', '10.1.2.4', '10.2.0.0', '11.0.0.0', '2001:db8:0::1', '2001:db8::2', '::1'],
  },
  arn: {
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
    values: [
      'arn:aws:s:::a',
      'arn:aws:s:::*',
      'arn:*:s:*:*:a*',
      'arn:aws:?:::?',
      '*:*:*:*:*:*b',
      'arn:aws:s::*:b',
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
  binary: { operators: ['BinaryEquals'], values: ['QQ==', 'Qg=='], requests: ['QQ==', 'Qg==', 'Qw=='] },
  flag: { operators: ['Bool'], values: ['true', 'false'], requests: ['true', 'FALSE'] },
  mixed: {
    operators: ['StringEquals', 'StringLike', 'StringNotEquals', 'NumericEquals', 'NumericLessThan'],
    values: ['1', '2'],
    requests: ['1', '3.0', '2', '5'],
  },
};

const QUALIFIERS = ['', '', '', 'ForAllValues:', 'ForAnyValue:'];

function conditionOn(name: string): fc.Arbitrary<readonly [string, string, readonly string[]]> {
  const { operators, values } = KEYS[name] ?? NUMBERS;
  const comparison = fc
    .tuple(fc.constantFrom(...QUALIFIERS), fc.constantFrom(...operators), fc.constantFrom('', '', 'IfExists'))
    .map((parts) => parts.join(''));
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(
        comparison,
        fc.constant(name),
        fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constant('Null'), fc.constant(name), fc.constantFrom(['true'], ['false'])),
    },
  );
}

type Statement = Readonly<Record<string, unknown>>;

function statementOn(names: readonly string[]): fc.Arbitrary<Statement> {
  return fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      conditions: fc.array(fc.constantFrom(...names).chain(conditionOn), { maxLength: 3 }),
    })
    .map(({ effect, conditions }) => {
      const block: Record<string, Record<string, unknown>> = {};
      for (const [operator, key, values] of conditions)
        block[operator] = { ...block[operator], [key]: values };
      return { Effect: effect, Action: 's:a', Resource: '*', Condition: block };
    });
}

/** Two accesses with conditions on the same one or two keys, and every request that they may tell apart. */
export interface ConditionedPair {
  readonly left: Access;
  readonly right: Access;
  readonly requests: readonly Request[];
  /** Whether the comparison may be left open: operator families are mixed, or ForAnyValue meets IfExists. */
  readonly mayBeOpen: boolean;
}

const POLICY = (names: readonly string[]): fc.Arbitrary<readonly Statement[]> =>
  fc.array(statementOn(names), { minLength: 1, maxLength: 3 });

export const CONDITIONED: fc.Arbitrary<ConditionedPair> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(KEYS)), { minLength: 1, maxLength: 2 })
  .chain((names) =>
    fc
      .tuple(POLICY(names), fc.option(POLICY(names), { freq: 6 }), POLICY(names))
      .map(([left, boundary, right]) => {
        const text = JSON.stringify([left, boundary, right]);
        return {
          left: accessOf(left, boundary ?? undefined),
          right: accessOf(right),
          requests: requestsOn(names, text),
          mayBeOpen: names.includes('mixed') || /ForAnyValue:\w+IfExists/.test(text),
        };
      }),
  );

/** A key has lists of values where a set operator compares it. */
function requestsOn(names: readonly string[], policies: string): readonly Request[] {
  let contexts: Request['context'][] = [{}];
  for (const name of names) {
    const singles = KEYS[name]?.requests ?? [];
    const isList = new RegExp(`"For(All|Any)[^}]*"${name}"`).test(policies);
    const lists = isList
      ? singles.map((single, index) => [single, singles[(index * 3 + 1) % singles.length] ?? ''])
      : [];
    const options = [...singles.map((single) => [single]), ...lists.filter(([one, other]) => one !== other)];
    contexts = contexts.flatMap((context) => [
      context,
      ...options.map((option) => ({ ...context, [name]: option })),
    ]);
  }
  return contexts.map((context) => ({ action: 's:a', resource: 'arn:aws:s:::a', context }));
}
