import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/collect/limiter.ts';
// What is loaded only when it is needed would be waited for in real time.
import '../../src/collect/sagemaker/client.ts';
import '../../src/collect/sagemaker/confirm.ts';
import '../../src/collect/sagemaker/policies.ts';
import '../../src/collect/sagemaker/resources.ts';

export interface VirtualTime {
  readonly clock: Clock;
  /** Lets the work go on, and time go forward whenever all of it sleeps; fails where it waits for anything else. */
  readonly run: <Value>(work: Promise<Value>) => Promise<Value>;
  /** How many still sleep. */
  readonly sleepers: () => number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes as soon as nobody does anything: an hour takes as long as what is done in it. */
export function virtualTime(): VirtualTime {
  let time = 0;
  const sleeping = new Set<Sleeper>();

  const sleep: Clock['sleep'] = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const sleeper = { at: time + milliseconds, wake: resolve };
      sleeping.add(sleeper);
      signal?.addEventListener('abort', () => {
        sleeping.delete(sleeper);
        reject(signal.reason);
      });
    });

  function wakeNext(): void {
    let next: Sleeper | undefined;
    // Who fell asleep first wakes first.
    for (const sleeper of sleeping) if (next === undefined || sleeper.at < next.at) next = sleeper;
    if (next === undefined) throw new Error('the work neither ends nor sleeps');
    sleeping.delete(next);
    time = Math.max(time, next.at);
    next.wake();
  }

  return {
    clock: { now: () => time, sleep },
    sleepers: () => sleeping.size,
    run: async (work) => {
      let isDone = false;
      const done = (): void => {
        isDone = true;
      };
      work.then(done, done);
      for (await allAsleep(); !isDone; await allAsleep()) wakeNext();
      return work;
    },
  };
}

/** After a turn of the event loop no promise can go on; only the SDK's look for a profile may still read a file. */
async function allAsleep(): Promise<void> {
  do await turn();
  while (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq')));
}
