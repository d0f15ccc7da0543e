import type { Clock } from '../../../src/collect/limiter.ts';
import { mapAtMost } from '../../../src/collect/pool.ts';

/** As in the definition of the state machine. */
export interface Retry {
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
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
  { clock, atOnce, retry }: { readonly clock: Clock; readonly atOnce: number; readonly retry: Retry },
  items: readonly string[],
  task: (item: string) => Promise<void>,
): Promise<MapRun> {
  const failed: string[] = [];
  let transitions = 0;
  let retries = 0;

  async function child(item: string): Promise<void> {
    transitions += 2;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await task(item);
        return;
      } catch {
        if (attempt === retry.MaxAttempts) {
          transitions += 1;
          failed.push(item);
          return;
        }
        transitions += 1;
        retries += 1;
        await clock.sleep(retry.IntervalSeconds * retry.BackoffRate ** attempt * 1000);
      }
    }
  }

  await mapAtMost(atOnce, items, child);
  return { failed, transitions, retries };
}
