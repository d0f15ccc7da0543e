import { TaskError } from './distributed-map.ts';

/** A worker that may die: whatever it does next after that never comes back. */
export interface Life {
  /** Before each call that it makes. */
  readonly step: () => Promise<void>;
  /** So many steps at once. */
  readonly steps: (count: number) => Promise<void>;
  /** Until it dies. */
  readonly left: () => number;
  /** Rejects when it dies. */
  readonly death: Promise<never>;
}

/** Dies before the step after so many; infinite: never. */
export function lifeOf(most: number): Life {
  let left = most;
  let die: (reason: Error) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    die = reject;
  });
  // Nobody may be waiting any more.
  death.catch(() => {});
  const steps = (count: number): Promise<void> => {
    left -= count;
    if (left >= 0) return Promise.resolve();
    die(new TaskError('Lambda.Unknown'));
    return new Promise(() => {});
  };
  return { step: () => steps(1), steps, left: () => Math.max(0, left), death };
}
