import type { Clock } from '../../../src/collect/limiter.ts';
import { COLD_START_MS, FUNCTION_LIMIT_MS } from './assumptions.ts';
import { TaskError } from './distributed-map.ts';
import { type Life, lifeOf } from './life.ts';

/** Lambda, as far as time and money go. */
export interface Functions {
  /** Rejects where the worker dies or its time is over; `steps` until it dies. `end` is a time of the clock. */
  readonly invoke: (steps: number, work: (life: Life, end: number) => Promise<void>) => Promise<void>;
  readonly figures: () => FunctionFigures;
}

export interface FunctionFigures {
  readonly invocations: number;
  readonly coldStarts: number;
  readonly mostAtOnce: number;
  readonly seconds: number;
  readonly longestSeconds: number;
  readonly timeouts: number;
}

export function functionsOf(clock: Clock): Functions {
  let atOnce = 0;
  let warm = 0;
  const figures = {
    invocations: 0,
    coldStarts: 0,
    mostAtOnce: 0,
    seconds: 0,
    longestSeconds: 0,
    timeouts: 0,
  };

  async function start(): Promise<void> {
    figures.invocations += 1;
    atOnce += 1;
    figures.mostAtOnce = Math.max(figures.mostAtOnce, atOnce);
    if (warm > 0) warm -= 1;
    else {
      figures.coldStarts += 1;
      await clock.sleep(COLD_START_MS);
    }
  }

  return {
    figures: () => ({ ...figures }),
    invoke: async (steps, work) => {
      const asked = clock.now();
      await start();
      const begin = clock.now();
      const over = new AbortController();
      const timeout = clock.sleep(FUNCTION_LIMIT_MS, over.signal).then(
        () => {
          figures.timeouts += 1;
          throw new TaskError('Sandbox.Timedout');
        },
        () => {},
      );
      const life = lifeOf(steps);
      try {
        await Promise.race([work(life, begin + FUNCTION_LIMIT_MS), life.death, timeout]);
        warm += 1;
      } finally {
        over.abort();
        atOnce -= 1;
        // A cold start is paid for as well.
        const seconds = (clock.now() - asked) / 1000;
        figures.seconds += seconds;
        figures.longestSeconds = Math.max(figures.longestSeconds, seconds);
      }
    },
  };
}
