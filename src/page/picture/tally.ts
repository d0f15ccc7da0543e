import { isOpen, SEVERITIES, type Severity } from '../../findings/finding.ts';
import type { Row } from '../data.ts';

/** How many open findings there are of each severity, in the order of `SEVERITIES`. */
export type Tally = readonly number[];

export const NO_FINDINGS: Tally = SEVERITIES.map(() => 0);

/** The open findings by the role that each is about, and by its machine or resource, by ARN. */
export function talliesOf(rows: readonly Row[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, number[]>();
  for (const row of rows) {
    if (!isOpen(row)) continue;
    const rank = SEVERITIES.indexOf(row.severity);
    for (const arn of row.role === row.resource ? [row.role] : [row.role, row.resource]) {
      const tally = tallies.get(arn) ?? SEVERITIES.map(() => 0);
      tally[rank] = (tally[rank] ?? 0) + 1;
      tallies.set(arn, tally);
    }
  }
  return tallies;
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return SEVERITIES.map((_, rank) => tallies.reduce((sum, tally) => sum + (tally[rank] ?? 0), 0));
}

/** The worst severity of a tally; undefined where there is no open finding. */
export function worstOf(tally: Tally): Severity | undefined {
  return SEVERITIES.find((_, rank) => (tally[rank] ?? 0) > 0);
}

export function countOf(tally: Tally): number {
  return tally.reduce((sum, count) => sum + count, 0);
}

/** Orders the worse one first: more critical findings, then more high ones. */
export function compareTallies(one: Tally, other: Tally): number {
  const rank = SEVERITIES.findIndex((_, at) => one[at] !== other[at]);
  return (other[rank] ?? 0) - (one[rank] ?? 0);
}

/** In words: `1 critical and 2 high findings`, `no finding`. */
export function tallyInWords(tally: Tally): string {
  const parts = SEVERITIES.flatMap((severity, rank) => {
    const count = tally[rank] ?? 0;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  if (parts.length === 0) return 'no finding';
  const last = parts.slice(-2).join(' and ');
  return `${[...parts.slice(0, -2), last].join(', ')} finding${countOf(tally) === 1 ? '' : 's'}`;
}
