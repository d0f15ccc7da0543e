import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { exactly, isOfKind, testHolds } from '../../src/policy/value-test.ts';
import { accessFrom } from './case-access.ts';
import { type Block, valueTestsOf } from './value-tests.ts';

const VALUES: readonly string[] = [
  ...['', 'a', 'ab', 'A', '*', 'true', 'FALSE', 'x'],
  ...['-1', '4.5', '5', '5.0', '5.5', '6', '1e1'],
  ...['2025-12-31', '2026-01-01', '2026-01-01T00:00:00.000Z', '1767225600', '2026-01-02'],
  ...['9.255.255.255', '10.0.0.0', '10.0.0.3', '10.0.0.4', '::', '::a00:0', '2001:db8::1', '10.0.0.0/30'],
  ...['arn:aws:s3:::a', 'arn:aws:s3:::b', 'arn:aws:s3::', 'arn:aws:s3::::', 'arn:aws:x:s3:::a'],
  ...['QQ==', 'QUI=', 'QQ', 'AAAA'],
];

const BLOCKS: readonly Block[] = [
  { StringEquals: ['a', 'x'] },
  { StringNotEquals: ['a', 'x'] },
  { StringEqualsIgnoreCase: ['a'] },
  { StringLike: ['a?', '*0*'] },
  { StringNotLike: ['a*', ''] },
  { StringLike: [] },
  { Bool: ['true'] },
  { Bool: ['true', 'false'] },
  { NumericEquals: ['5'] },
  { NumericNotEquals: ['5', '6'] },
  { NumericLessThan: ['5'] },
  { NumericLessThanEquals: ['5'] },
  { NumericGreaterThan: ['5'] },
  { NumericGreaterThanEquals: ['5'] },
  { DateEquals: ['2026-01-01'] },
  { DateNotEquals: ['1767225600'] },
  { DateLessThan: ['2026-01-01'] },
  { DateLessThanEquals: ['2026-01-01'] },
  { DateGreaterThan: ['2026-01-01'] },
  { DateGreaterThanEquals: ['2026-01-01'] },
  { IpAddress: ['10.0.0.0/30', '2001:db8::/32'] },
  { NotIpAddress: ['0.0.0.0/0'] },
  { ArnLike: ['arn:aws:s3:::a', 'arn:*:s3:::b*'] },
  { ArnNotEquals: ['arn:*:s3:::?'] },
  { BinaryEquals: ['QQ==', 'QUI='] },
];

describe('a test of one value answers as the evaluator does', () => {
  it.each(BLOCKS)('%j', (block) => {
    const Condition = Object.fromEntries(Object.entries(block).map(([operator, k]) => [operator, { k }]));
    const access = accessFrom([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }]);
    const isAllowed = (value: string): boolean =>
      evaluate(access, { action: 's3:GetObject', resource: '*', context: { k: [value] } }).kind === 'allowed';
    const tests = valueTestsOf(block);
    expect(tests).toHaveLength(1);
    expect(VALUES.filter((value) => tests.every((test) => testHolds(test, value)))).toEqual(
      VALUES.filter(isAllowed),
    );
  });
});

const ARNS = VALUES.filter((value) => value.split(':').length > 5);

it.each([
  ['StringLike', 'a', ['a'], VALUES],
  ['ArnLike', 'arn:aws:s3:::a', ['arn:aws:s3:::a'], ARNS],
  ['BinaryEquals', 'QQ==', ['QQ=='], ['', 'true', 'QQ==', 'QUI=', 'AAAA']],
  ['NumericEquals', '5', ['5', '5.0'], ['-1', '4.5', '5', '5.0', '5.5', '6', '1767225600']],
  [
    'DateEquals',
    '1767225600',
    ['2026-01-01', '2026-01-01T00:00:00.000Z', '1767225600'],
    ['5', '6', '2025-12-31', '2026-01-01', '2026-01-01T00:00:00.000Z', '1767225600', '2026-01-02'],
  ],
  [
    'IpAddress',
    '10.0.0.0',
    ['10.0.0.0'],
    ['9.255.255.255', '10.0.0.0', '10.0.0.3', '10.0.0.4', '::', '::a00:0', '2001:db8::1'],
  ],
])('under %s the value %s is the same as %j, among values of its kind', (operator, value, same, kind) => {
  const tests = valueTestsOf({ [operator]: value });
  expect(tests).toHaveLength(1);
  for (const test of tests) {
    expect(VALUES.filter((other) => testHolds(exactly(test, value), other))).toEqual(same);
    expect(VALUES.filter((other) => isOfKind(test, other))).toEqual(kind);
  }
});
