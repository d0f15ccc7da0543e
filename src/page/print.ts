/** Polls until what was opened is there. */
const EVERY = 50;
const MOST_TRIES = 200;

/** Prints when nothing is being read any more; see `data-reading`. */
export function printWhenRead(tries = 0): void {
  const isReading = document.querySelector('[data-reading]') !== null;
  if (isReading && tries < MOST_TRIES) setTimeout(() => printWhenRead(tries + 1), EVERY);
  else print();
}
