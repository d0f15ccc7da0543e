import type { Verdict } from '../../src/policy/verdict.ts';
import type { Question } from './question.ts';

/** How long the questions of a row took, in microseconds. */
export interface Distribution {
  readonly n: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly mean: number;
}

export interface Measurement {
  readonly times: Distribution;
  /** How often each verdict was given. */
  readonly verdicts: Readonly<Record<'contained' | 'exceeds' | 'unknown', number>>;
  /** The questions that took longest, in microseconds, the longest first. */
  readonly slowest: readonly { readonly title: string; readonly time: number }[];
  readonly unknown: readonly { readonly title: string; readonly why: string }[];
}

/** How long a row warms up before its time is taken. */
const WARM_UP_MS = 500;

/**
 * Asks `questions` for a while to warm up, then `rounds` times anew about freshly parsed policies; the least time of
 * a question counts, which leaves out what else the machine did. Compiling the policies is not timed; what the engine
 * finds out about a policy when it is first asked is.
 */
export function measure(
  questions: () => Iterable<Question>,
  keepSlowest: number,
  rounds: number,
): Measurement {
  warmUp(questions());
  const times: number[] = [];
  for (let round = 1; round < rounds; round += 1)
    for (const [place, question] of enumerated(questions())) {
      const { time } = timed(question);
      times[place] = Math.min(time, times[place] ?? time);
    }
  const verdicts = { contained: 0, exceeds: 0, unknown: 0 };
  const slowest: { title: string; time: number }[] = [];
  const unknown: { title: string; why: string }[] = [];
  for (const [place, question] of enumerated(questions())) {
    const { time: last, verdict } = timed(question);
    const time = Math.min(last, times[place] ?? last);
    times[place] = time;
    const { title } = question;
    if (verdict !== undefined) verdicts[verdict.kind] += 1;
    if (verdict?.kind === 'unknown') unknown.push({ title, why: verdict.why });
    if (time > (slowest[keepSlowest - 1]?.time ?? 0)) insert(slowest, { title, time }, keepSlowest);
  }
  return { times: distributionOf(times), verdicts, slowest, unknown };
}

function warmUp(questions: Iterable<Question>): void {
  const until = performance.now() + WARM_UP_MS;
  for (const question of questions) {
    timed(question);
    if (performance.now() > until) break;
  }
}

function timed({ ready, ask }: Question): { readonly time: number; readonly verdict: Verdict | undefined } {
  ready?.();
  const start = performance.now();
  const verdict = ask();
  return { time: (performance.now() - start) * 1000, verdict };
}

function* enumerated<Item>(items: Iterable<Item>): Iterable<readonly [place: number, item: Item]> {
  let place = 0;
  for (const item of items) {
    yield [place, item];
    place += 1;
  }
}

function insert(
  slowest: { title: string; time: number }[],
  entry: { title: string; time: number },
  limit: number,
): void {
  const faster = slowest.findIndex(({ time }) => time < entry.time);
  slowest.splice(faster < 0 ? slowest.length : faster, 0, entry);
  slowest.length = Math.min(slowest.length, limit);
}

/** Percentiles by nearest rank. */
export function distributionOf(times: readonly number[]): Distribution {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? 0;
  let sum = 0;
  for (const time of sorted) sum += time;
  return {
    n: sorted.length,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
    mean: sorted.length === 0 ? 0 : sum / sorted.length,
  };
}
