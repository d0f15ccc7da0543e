import { expect, test } from 'vitest';
import { dayOf, instantOf } from '../../src/publish/instant.ts';

test.each([
  ['2026-11-21T06:00:00Z', '2026-11-21'],
  ['2026-11-21T06:00:00.123Z', '2026-11-21'],
  ['2026-11-21T23:30:00-01:00', '2026-11-22'],
  ['2026-11-21', '2026-11-21'],
  ['../2026-11-21', undefined],
  ['2026-11-21T06:00:00', undefined],
  ['2026-13-21T06:00:00Z', undefined],
  ['21 Nov 2026', undefined],
  ['', undefined],
])('%j is of the day %s', (text, day) => {
  expect(dayOf(text)).toBe(day);
});

test('a time counts milliseconds', () => {
  expect(instantOf('2026-11-21T06:00:00.123Z')).toBe(Date.UTC(2026, 10, 21, 6, 0, 0, 123));
});
