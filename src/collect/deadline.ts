import { setMaxListeners } from 'node:events';
import type { Clock } from './limiter.ts';

/** The end of a reading. */
export interface Deadline {
  /** The time of the clock when such a part of the time is over; infinite where there is no end. */
  readonly endOf: (part: number) => number;
  /** Comes at the end. */
  readonly signal: AbortSignal;
  /** Nothing waits for the end any more. */
  readonly release: () => void;
}

/** Why something was not read, although it might have been. */
export const OVER = 'the time of this run is over';

/** The end is so many milliseconds away; undefined: there is none. */
export function deadlineIn(milliseconds: number | undefined, clock: Clock): Deadline {
  const over = new AbortController();
  const released = new AbortController();
  // Every call under way listens.
  setMaxListeners(0, over.signal);
  if (milliseconds !== undefined)
    clock.sleep(Math.max(0, milliseconds), released.signal).then(
      () => over.abort(),
      // Released before the end came.
      () => {},
    );
  const begin = clock.now();
  return {
    endOf: (part) => (milliseconds === undefined ? Number.POSITIVE_INFINITY : begin + milliseconds * part),
    signal: over.signal,
    release: () => released.abort(),
  };
}

/** What the promise gives, unless the signal comes first. */
export function unlessOver<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
