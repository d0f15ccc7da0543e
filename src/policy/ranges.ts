/** All whole numbers from the one to the other, both included. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** A set of whole numbers. INVARIANT: in ascending order, none empty, none touching the next. */
export type Ranges = readonly Range[];

/** The numbers of all these ranges, which may be empty, overlap, and come in any order. */
export function rangesOf(parts: readonly Range[]): Ranges {
  const sorted = parts
    .filter(({ from, to }) => from <= to)
    .sort((left, right) => (left.from < right.from ? -1 : 1));
  const merged: Range[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.to + 1n < range.from) merged.push(range);
    else if (last.to < range.to) merged[merged.length - 1] = { from: last.from, to: range.to };
  }
  return merged;
}

/** The numbers that are in both sets. */
export function meetRanges(left: Ranges, right: Ranges): Ranges {
  const shared: Range[] = [];
  let [at, other] = [0, 0];
  while (true) {
    const [one, two] = [left[at], right[other]];
    if (one === undefined || two === undefined) return shared;
    const from = greater(one.from, two.from);
    const to = -greater(-one.to, -two.to);
    if (from <= to) shared.push({ from, to });
    if (one.to < two.to) at += 1;
    else other += 1;
  }
}

function greater(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}

/** The numbers of `all` that are not in `ranges`. */
export function withoutRanges(all: Ranges, ranges: Ranges): Ranges {
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined) return [];
  const gaps: Range[] = [];
  let next = first.from;
  for (const { from, to } of ranges) {
    gaps.push({ from: next, to: from - 1n });
    next = to + 1n;
  }
  gaps.push({ from: next, to: last.to });
  return meetRanges(all, rangesOf(gaps));
}

export function inRanges(ranges: Ranges, position: bigint): boolean {
  return ranges.some(({ from, to }) => from <= position && position <= to);
}
