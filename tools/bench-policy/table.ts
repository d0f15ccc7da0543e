import type { Baseline } from './baseline.ts';
import type { Distribution, Measurement } from './measure.ts';
import type { Row, Targets } from './row.ts';

const FIGURES = ['p50', 'p90', 'p99', 'p999', 'max', 'mean'] as const;
const LABELS: Readonly<Record<keyof Targets, string>> = {
  p50: 'p50',
  p90: 'p90',
  p99: 'p99',
  p999: 'p99.9',
  max: 'max',
  mean: 'mean',
};
const TITLE_WIDTH = 58;

/** The names of the columns. */
export function header(): string {
  const cells = ['n', ...FIGURES.map((figure) => LABELS[figure]), 'contained', 'exceeds', 'unknown'];
  return `${'row'.padEnd(TITLE_WIDTH)}${cells.map(aligned).join('')}  target`;
}

/** One line of the table, with its targets and whether they are met. */
export function line({ name, title, targets }: Row, { times, verdicts }: Measurement): string {
  const { contained, exceeds, unknown } = verdicts;
  const counts = [contained, exceeds, unknown].map((count) =>
    contained + exceeds + unknown === 0 ? '' : String(count),
  );
  return (
    `${name}: ${title}`.padEnd(TITLE_WIDTH) +
    [...figuresOf(times), ...counts].map(aligned).join('') +
    `  ${judgement(targets, times)}`
  );
}

/** The lines of the baseline: the enumeration and, on the same pairs, the algebra. */
export function baselineLines({ actions, enumeration, contains, ratio }: Baseline, target: number): string {
  const verdict = ratio >= target ? 'met' : 'MISSED';
  return [
    `baseline: evaluate ${actions} actions`.padEnd(TITLE_WIDTH) +
      figuresOf(enumeration).map(aligned).join(''),
    'baseline: contains, the same pairs'.padEnd(TITLE_WIDTH) + figuresOf(contains).map(aligned).join(''),
    `ratio of the medians ${ratio.toFixed(0)}×, target ≥ ${target}×: ${verdict}`,
  ].join('\n');
}

/** `p50 ≤ 3.6 µs met, p99 ≤ 27 µs MISSED`. */
function judgement(targets: Targets, times: Distribution): string {
  const judged = FIGURES.flatMap((figure) => {
    const target = targets[figure];
    if (target === undefined) return [];
    return [`${LABELS[figure]} ≤ ${duration(target)} ${times[figure] <= target ? 'met' : 'MISSED'}`];
  });
  return judged.join(', ');
}

function figuresOf(times: Distribution): readonly string[] {
  return [String(times.n), ...FIGURES.map((figure) => duration(times[figure]))];
}

/** A time in microseconds, with three digits: `3.60 µs`, `12.5 ms`, `1.20 s`. */
export function duration(microseconds: number): string {
  if (microseconds < 1_000) return `${digits(microseconds)} µs`;
  if (microseconds < 1_000_000) return `${digits(microseconds / 1_000)} ms`;
  return `${digits(microseconds / 1_000_000)} s`;
}

function digits(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

function aligned(cell: string): string {
  return cell.padStart(10);
}
