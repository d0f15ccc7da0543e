import type { Clock } from '../../../src/collect/limiter.ts';
import type { ObjectStore } from '../../../src/state/object-store.ts';
import { hubLimitsOf, type Latency } from './assumptions.ts';
import type { Life } from './life.ts';
import { tokenBuckets } from './token-buckets.ts';

/** What all workers share: counted, limited and slow as AWS is. */
export interface Hub {
  readonly call: (action: string, life: Life) => Promise<void>;
  /** How often each action was called. */
  readonly calls: ReadonlyMap<string, number>;
  readonly throttles: () => number;
  /** The objects of the bucket, as one worker has them. */
  readonly objectsFor: (life: Life) => ObjectStore;
}

export function hubOf(clock: Clock, random: () => number, objects: ObjectStore): Hub {
  const calls = new Map<string, number>();
  const { take, throttles } = tokenBuckets(clock);

  async function call(action: string, life: Life): Promise<void> {
    await life.step();
    const { quota, latency } = hubLimitsOf(action);
    calls.set(action, (calls.get(action) ?? 0) + 1);
    take(action, quota);
    await clock.sleep(between(latency, random));
  }

  return {
    call,
    calls,
    throttles,
    objectsFor: (life) => ({
      ...objects,
      get: async (path) => {
        await call('s3:GetObject', life);
        return objects.get(path);
      },
      put: async (path, body, etag) => {
        await call('s3:PutObject', life);
        return objects.put(path, body, etag);
      },
      list: async (prefix) => {
        const paths = await objects.list(prefix);
        for (let page = 0; page <= paths.length / 1000; page += 1) await call('s3:ListBucket', life);
        return paths;
      },
    }),
  };
}

export function between([least, most]: Latency, random: () => number): number {
  return least + random() * (most - least);
}
