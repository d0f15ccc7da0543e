import { expect, it } from 'vitest';
import { LAST_NUMBER, ONE, parseDecimal, spellDecimal } from '../../src/policy/decimal.ts';

const NINES = '9'.repeat(40);
const PLACES = '9'.repeat(20);

it.each([
  ['1', ONE, '1'],
  ['-1', -ONE, '-1'],
  ['0.5', ONE / 2n, '0.5'],
  ['10.050', (ONE * 1005n) / 100n, '10.05'],
  ['-100', -100n * ONE, '-100'],
  ['0.00000000000000000001', 1n, '0.00000000000000000001'],
  ['-0.00000000000000000001', -1n, '-0.00000000000000000001'],
  [`${NINES}.${PLACES}`, LAST_NUMBER, `${NINES}.${PLACES}`],
])('%s is %d units, and spelled %s', (text, units, spelling) => {
  expect(parseDecimal(text)).toBe(units);
  expect(spellDecimal(units)).toBe(spelling);
});

it.each(['--1', '1-', '-', '1.2.3', 'x1', '1x', `0.${PLACES}9`, `${NINES}9`, '1,5', '1_000', '٣'])(
  '%j is no number',
  (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  },
);
