import { describe, expect, it } from 'vitest';
import { isBase64, parseTest, type Test } from '../../src/policy/condition-test.ts';
import { ONE } from '../../src/policy/decimal.ts';
import type { Version } from '../../src/policy/statement-parts.ts';

/** The test, and the mistakes of the policy that it reports. */
function read(operator: string, values: readonly string[], version: Version = '2012-10-17') {
  const mistakes: string[] = [];
  const test: Test = parseTest(operator, values, '$.at', version, (message) => mistakes.push(message));
  return { test, mistakes };
}

const ONE_VALUE = { kind: 'values', quantifier: 'one', negated: false, ifExists: false } as const;

it.each<[string, readonly string[], Test]>([
  ['Null', ['true', 'FALSE'], { kind: 'null', values: [true, false] }],
  ['Bool', ['True', 'false'], { ...ONE_VALUE, comparison: { kind: 'bool', values: [true, false] } }],
  [
    'StringNotLike',
    ['a*'],
    {
      ...ONE_VALUE,
      negated: true,
      comparison: { kind: 'string', match: 'like', ignoreCase: false, values: ['a*'] },
    },
  ],
  [
    'ForAllValues:StringEqualsIgnoreCaseIfExists',
    ['a', '~\u007f\u0000'],
    {
      ...ONE_VALUE,
      quantifier: 'all',
      ifExists: true,
      comparison: { kind: 'string', match: 'equals', ignoreCase: true, values: ['a', '~\u007f\u0000'] },
    },
  ],
  [
    'StringEquals',
    ['é'],
    { ...ONE_VALUE, comparison: { kind: 'string', match: 'equals', ignoreCase: false, values: ['é'] } },
  ],
  [
    'ForAnyValue:ArnLike',
    ['arn:aws:s3:::*', '${a}:*', '${a', '*:*:*:*:*:*'],
    {
      ...ONE_VALUE,
      quantifier: 'any',
      comparison: { kind: 'arn', values: ['arn:aws:s3:::*', '${a}:*', '${a', '*:*:*:*:*:*'] },
    },
  ],
  [
    'NumericLessThan',
    ['1', '-2'],
    { ...ONE_VALUE, comparison: { kind: 'number', relation: 'less', values: [ONE, -2n * ONE] } },
  ],
  [
    'DateGreaterThanEquals',
    ['1970-01-02'],
    { ...ONE_VALUE, comparison: { kind: 'date', relation: 'greaterOrEqual', values: [86_400_000n] } },
  ],
  [
    'NotIpAddress',
    ['0.0.0.8/30', '0.0.0.1'],
    {
      ...ONE_VALUE,
      negated: true,
      comparison: {
        kind: 'address',
        values: [
          { from: 8n, to: 11n },
          { from: 1n, to: 1n },
        ],
      },
    },
  ],
  ['BinaryEquals', ['QQ==', ''], { ...ONE_VALUE, comparison: { kind: 'binary', values: ['QQ==', ''] } }],
])('%s with %j is read', (operator, values, test) => {
  expect(read(operator, values)).toEqual({ test, mistakes: [] });
});

describe('a mistake of the policy is reported, and undecided', () => {
  it.each([
    ['StringFoo', ['a'], '`StringFoo` is not an operator that IAM documents'],
    ['Null', ['true', 'maybe'], 'expected `true` or `false`'],
    ['Bool', ['untrue'], 'expected `true` or `false`'],
    ['Bool', ['falsehood'], 'expected `true` or `false`'],
    ['NumericEquals', ['1', 'one'], 'expected a number'],
    ['DateEquals', ['2026-01-01', 'today'], 'expected a date in ISO 8601, or in epoch seconds'],
    ['IpAddress', ['10.0.0.0/8', '10'], 'expected an IP address, or a block in CIDR notation'],
    ['BinaryEquals', ['QQ==', 'QQ'], 'expected base64'],
  ])('%s with %j', (operator, values, message) => {
    expect(read(operator, values)).toEqual({
      test: { kind: 'undecided', why: `$.at: ${message}` },
      mistakes: [message],
    });
  });
});

describe('what nobody documents is no mistake, and undecided', () => {
  it.each([
    ['StringEqualsIgnoreCase', ['a', 'É'], 'for letters outside ASCII'],
    ['StringNotEqualsIgnoreCaseIfExists', ['\u0080'], 'for letters outside ASCII'],
    ['ArnLike', ['arn:aws:s3:::b', 'arn:aws:*'], 'for a pattern of fewer than six parts'],
    ['ArnNotEquals', ['*'], 'for a pattern of fewer than six parts'],
    ['ArnEquals', [''], 'for a pattern of fewer than six parts'],
  ])('%s with %j', (operator, values, message) => {
    expect(read(operator, values)).toEqual({
      test: { kind: 'undecided', why: `$.at: the operator \`${operator}\` is not decided ${message}` },
      mistakes: [],
    });
  });
});

it('a variable of a document of 2008 is text', () => {
  expect(read('StringEquals', ['${a}'], '2008-10-17').test).toEqual({
    ...ONE_VALUE,
    comparison: { kind: 'string', match: 'equals', ignoreCase: false, values: ['${$}{a}'] },
  });
  expect(read('ArnLike', ['${a}'], '2008-10-17').test).toMatchObject({ kind: 'undecided' });
  expect(read('ArnLike', ['${a}'], '2012-10-17').test).toMatchObject({ kind: 'values' });
});

it.each([
  ['AAAA', true],
  ['+/09azAZ', true],
  ['AAAAQUI=', true],
  ['AAAAQQ==', true],
  ['AAAA=', false],
  ['AAAAQUJ=', false],
  ['AAAAQR==', false],
  ['AAA=AAAA', false],
  ['A===', false],
  ['-_AA', false],
  ['AAA\n', false],
  ['xQQ==', false],
])('%j is base64: %s', (text, answer) => {
  expect(isBase64(text)).toBe(answer);
});
