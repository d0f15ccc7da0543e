import type { Clock } from '../../../src/collect/limiter.ts';
import { mapAtMost } from '../../../src/collect/pool.ts';

/** What the definition of the state machine says of the task of a child. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate?: number;
  readonly MaxAttempts: number;
}

/** What the task of a child fails with, as Step Functions names it. */
export class TaskError extends Error {
  override readonly name = 'TaskError';
  readonly error: string;

  constructor(error: string) {
    super(error);
    this.error = error;
  }
}

export interface MapOptions {
  readonly clock: Clock;
  readonly atOnce: number;
  readonly retriers: readonly Retrier[];
}

export interface MapRun {
  /** Items whose child failed to the end. */
  readonly failed: readonly string[];
  /** States that the children entered, their beginnings and ends. */
  readonly transitions: number;
  readonly retries: number;
}

/**
 * Step Functions' Distributed Map: a child for each item, so many at once, whose only task is tried again and whose failure
 * is caught.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export async function distributedMap(
  { clock, atOnce, retriers }: MapOptions,
  items: readonly string[],
  task: (item: string) => Promise<void>,
): Promise<MapRun> {
  const failed: string[] = [];
  let transitions = 0;
  let retries = 0;

  async function child(item: string): Promise<void> {
    transitions += 2;
    const attempts = new Map<Retrier, number>();
    for (;;) {
      const error = await errorOf(task(item));
      if (error === undefined) return;
      transitions += 1;
      const retrier = retriers.find(({ ErrorEquals }) => ErrorEquals.includes(error));
      const attempt = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
      if (retrier === undefined || attempt === retrier.MaxAttempts) {
        failed.push(item);
        return;
      }
      attempts.set(retrier, attempt + 1);
      retries += 1;
      await clock.sleep(retrier.IntervalSeconds * (retrier.BackoffRate ?? 2) ** attempt * 1000);
    }
  }

  await mapAtMost(atOnce, items, child);
  return { failed, transitions, retries };
}

async function errorOf(task: Promise<void>): Promise<string | undefined> {
  try {
    await task;
    return undefined;
  } catch (error) {
    if (error instanceof TaskError) return error.error;
    throw error;
  }
}
