import { meetRanges, type Range, type Ranges, withoutRanges } from './ranges.ts';
import { SCALES, type Scale, type ValueTest, type Wanted } from './value-test.ts';
import { found, NONE, type Search } from './work.ts';

/** A number, date or address for which the tests, all of this scale, answer as they must. */
export function findOnScale(
  scale: Scale,
  wanted: readonly Wanted<Extract<ValueTest, { kind: Scale }>>[],
): Search<string> {
  const { all, spell, unit } = SCALES[scale];
  let ranges = all;
  for (const { test, holds } of wanted)
    ranges = test.negated === holds ? withoutRanges(ranges, test.ranges) : meetRanges(ranges, test.ranges);
  const [range] = ranges;
  return range === undefined ? NONE : found(spell(readable(range, all, unit)));
}

/** A position of the range: next to the end that a policy sets, a multiple of the unit if there is one. */
function readable({ from, to }: Range, all: Ranges, unit: bigint): bigint {
  const last = floor(to, unit);
  if (last < from) return (from + to) / 2n;
  const isOpen = all.some((ends) => ends.from === from);
  if (isOpen && from < 0n && all.some((ends) => ends.to === to)) return 0n;
  return isOpen ? last : -floor(-from, unit);
}

function floor(position: bigint, unit: bigint): bigint {
  const rest = position % unit;
  return position - (rest < 0n ? rest + unit : rest);
}
