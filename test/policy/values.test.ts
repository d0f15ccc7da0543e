import { describe, expect, it } from 'vitest';
import { parseAddress, parseBlock, spellAddress } from '../../src/policy/address.ts';
import { isBase64 } from '../../src/policy/condition-test.ts';
import { parseDecimal, spellDecimal } from '../../src/policy/decimal.ts';
import { parseMoment, spellMoment } from '../../src/policy/moment.ts';
import { parseOperator } from '../../src/policy/operator.ts';
import { meetRanges, rangesOf, withoutRanges } from '../../src/policy/ranges.ts';
import { exactly, isOfKind, type ValueTest } from '../../src/policy/value-test.ts';

describe('numbers', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['-0.25', '-0.25'],
    ['12345678901234567890', '12345678901234567890'],
  ])('%s is %s', (text, spelling) => {
    expect(spellDecimal(parseDecimal(text) ?? -1n)).toBe(spelling);
  });

  it.each(['', '1e3', '+1', '.5', '1.', 'NaN', '0x1', ' 1', '1'.repeat(41), '${n}'])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe('dates', () => {
  it.each([
    ['1970-01', '1970-01-01T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['1767225600', '2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00+01:30', '2025-12-31T22:30:00Z'],
    ['2025-12-31T19:00:00-05:00', '2026-01-01T00:00:00Z'],
    ['2026-06-30T23:59:59.5Z', '2026-06-30T23:59:59.500Z'],
    ['0000-01-01', '0000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['0', '1970-01-01T00:00:00Z'],
  ])('%s is %s', (text, spelling) => {
    expect(spellMoment(parseMoment(text) ?? -1n)).toBe(spelling);
  });

  it.each([
    '',
    'today',
    '2026',
    '1767225600000',
    '2026-13-01',
    '2026-00-01',
    '2025-02-29',
    '2026-01-00',
    '2026-01-01T24:00Z',
    '2026-01-01T00:60Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+15:00',
    '2026-01-01T00:00:00+01:60',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '-1',
  ])('%j is none', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });
});

describe('addresses', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['::ffff:10.0.0.1', '0:0:0:0:0:ffff:a00:1'],
    ['1::', '1:0:0:0:0:0:0:0'],
  ])('%s is %s', (text, spelling) => {
    expect(spellAddress(parseAddress(text) ?? 0n)).toBe(spelling);
  });

  it.each([
    '',
    '10.1.2',
    '10.1.2.3.4',
    '10.1.2.256',
    '10.1.2.03',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::8',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '1.2.3.4::',
    'g::',
    '10.0.0.0/8',
  ])('%j is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each([
    ['10.9.8.7/8', '10.0.0.0', '10.255.255.255'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['10.1.2.3', '10.1.2.3', '10.1.2.3'],
    ['2001:db8::/32', '2001:db8:0:0:0:0:0:0', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s reaches from %s to %s', (text, first, last) => {
    const block = parseBlock(text);
    expect(block && [spellAddress(block.from), spellAddress(block.to)]).toEqual([first, last]);
  });

  it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '10.0.0.0/8/8', '::/129', '/8', 'x/8'])(
    '%j is no block',
    (text) => {
      expect(parseBlock(text)).toBeUndefined();
    },
  );
});

it.each([
  ['', true],
  ['QQ==', true],
  ['QUI=', true],
  ['QUJD', true],
  ['QR==', false],
  ['QUI', false],
  ['QU J', false],
  ['====', false],
])('%j is base64: %s', (text, answer) => {
  expect(isBase64(text)).toBe(answer);
});

it.each([
  '',
  'IfExists',
  'ForAllValues:',
  'ForAllValues:Null',
  'NullIfExists',
  'BinaryNotEquals',
  '__proto__',
])('%j is no operator', (name) => {
  expect(parseOperator(name)).toBeUndefined();
});

describe('ranges', () => {
  const spread = rangesOf([
    { from: 5n, to: 9n },
    { from: 3n, to: 2n },
    { from: 0n, to: 2n },
    { from: 1n, to: 1n },
    { from: 8n, to: 12n },
  ]);

  it('are in order and do not touch', () => {
    expect(spread).toEqual([
      { from: 0n, to: 2n },
      { from: 5n, to: 12n },
    ]);
    expect(
      rangesOf([
        { from: 3n, to: 4n },
        { from: 0n, to: 2n },
      ]),
    ).toEqual([{ from: 0n, to: 4n }]);
  });

  it('meet, and leave the rest out', () => {
    expect(meetRanges(spread, [{ from: 2n, to: 5n }])).toEqual([
      { from: 2n, to: 2n },
      { from: 5n, to: 5n },
    ]);
    expect(withoutRanges(spread, [{ from: 1n, to: 6n }])).toEqual([
      { from: 0n, to: 0n },
      { from: 7n, to: 12n },
    ]);
    expect(withoutRanges([], spread)).toEqual([]);
  });
});

it('a value is of the kind of a test, or of none', () => {
  const tests: readonly ValueTest[] = [
    { kind: 'text', negated: false, boolean: false, globs: [] },
    { kind: 'arn', negated: false, arns: [] },
    { kind: 'binary', negated: false, texts: [] },
    { kind: 'number', negated: false, ranges: [] },
    { kind: 'date', negated: false, ranges: [] },
    { kind: 'address', negated: false, ranges: [] },
  ];
  const values = ['x', 'arn:aws:s3:::x', 'QQ==', '1.5', '2026-01', '::1'];
  for (const [index, test] of tests.entries())
    expect(values.map((value) => isOfKind(test, value))).toEqual(
      values.map((_, other) => test.kind === 'text' || index === other),
    );
  expect(exactly({ kind: 'number', negated: false, ranges: [] }, 'x')).toMatchObject({ ranges: [] });
});
