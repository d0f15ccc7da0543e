/** How much was done at a time. */
export interface Sight {
  /** Milliseconds. */
  readonly at: number;
  readonly done: number;
}

/** What was longer ago says nothing of the pace of now: quotas, throttles and sizes change it. */
const WINDOW = 20_000;
/** Less tells no pace. */
const LEAST_TIME = 3_000;
const LEAST_DONE = 5;
/** A guess of more is none. */
const MOST = 24 * 3_600_000;

/** The sights that still count at `now`, oldest first, with a new one at the end. */
export function seen(sights: readonly Sight[], sight: Sight): readonly Sight[] {
  return [...sights.filter(({ at }) => sight.at - at <= WINDOW), sight];
}

/**
 * Milliseconds until `total` is done, at the pace of the last seconds up to `now`: while nothing moves it grows. Undefined
 * where too little was seen to tell.
 */
export function remaining(sights: readonly Sight[], total: number, now: number): number | undefined {
  const recent = sights.filter(({ at }) => now - at <= WINDOW);
  const [first] = recent;
  const last = recent.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const [time, done] = [now - first.at, last.done - first.done];
  if (time < LEAST_TIME || done < LEAST_DONE) return undefined;
  const left = ((total - last.done) * time) / done;
  return left > MOST ? undefined : left;
}

/** `about 40 s left`, rounded up. */
export function leftText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds <= 5) return 'a few seconds left';
  if (seconds <= 55) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 90) return `about ${minutes} min left`;
  return `about ${Math.ceil(minutes / 60)} h left`;
}
