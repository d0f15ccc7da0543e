import { expect, it } from 'vitest';
import {
  inRanges,
  meetRanges,
  type Range,
  type Ranges,
  rangesOf,
  withoutRanges,
} from '../../src/policy/ranges.ts';

const SIZE = 5;
const POSITIONS = Array.from({ length: SIZE }, (_, position) => BigInt(position));
/** Every set of the first numbers. */
const SETS = Array.from({ length: 2 ** SIZE }, (_, bits) =>
  POSITIONS.filter((position) => (bits >> Number(position)) % 2 === 1),
);

function rangesFor(numbers: readonly bigint[]): Ranges {
  return rangesOf(numbers.map((number) => ({ from: number, to: number })));
}

function numbersIn(ranges: Ranges): readonly bigint[] {
  return POSITIONS.filter((position) => inRanges(ranges, position));
}

it('ranges hold the numbers that they are made of, in order and with gaps', () => {
  for (const set of SETS) {
    const ranges = rangesFor(set.toReversed());
    expect(numbersIn(ranges)).toEqual(set);
    for (const [index, { from }] of ranges.entries())
      expect(from - 1n).toBeGreaterThan(ranges[index - 1]?.to ?? -2n);
  }
});

it.each<[string, readonly Range[], Ranges]>([
  [
    'within another',
    [
      { from: 0n, to: 9n },
      { from: 2n, to: 3n },
    ],
    [{ from: 0n, to: 9n }],
  ],
  [
    'across the end',
    [
      { from: 2n, to: 5n },
      { from: 0n, to: 2n },
    ],
    [{ from: 0n, to: 5n }],
  ],
  [
    'next to it',
    [
      { from: 0n, to: 1n },
      { from: 2n, to: 2n },
    ],
    [{ from: 0n, to: 2n }],
  ],
  [
    'apart',
    [
      { from: 0n, to: 1n },
      { from: 3n, to: 3n },
    ],
    [
      { from: 0n, to: 1n },
      { from: 3n, to: 3n },
    ],
  ],
  [
    'empty',
    [
      { from: 1n, to: 0n },
      { from: 3n, to: 3n },
    ],
    [{ from: 3n, to: 3n }],
  ],
  [
    'with the same start',
    [
      { from: 0n, to: 1n },
      { from: 0n, to: 4n },
      { from: 0n, to: 2n },
    ],
    [{ from: 0n, to: 4n }],
  ],
])('ranges that lie %s are united', (_, parts, ranges) => {
  expect(rangesOf(parts)).toEqual(ranges);
});

it('what two sets share, and what one has more than the other, are ranges again', () => {
  for (const set of SETS) {
    const ranges = rangesFor(set);
    expect(SETS.map((other) => meetRanges(ranges, rangesFor(other)))).toEqual(
      SETS.map((other) => rangesFor(set.filter((number) => other.includes(number)))),
    );
    expect(SETS.map((other) => withoutRanges(ranges, rangesFor(other)))).toEqual(
      SETS.map((other) => rangesFor(set.filter((number) => !other.includes(number)))),
    );
  }
});
