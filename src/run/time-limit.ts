/** What is left of the time of the function for everything but reading: to judge, to commit, to deliver. */
const AFTER_READING_MS = 60_000;
/** To mark what was delivered and to answer. */
const AFTER_DELIVERING_MS = 15_000;

interface TimeLimits {
  readonly readUntil: { readonly deadline?: Date };
  readonly deliverUntil: { readonly deadline?: Date };
}

/**
 * Until when a function may do what. A time-out would lose what was read; a run that ends before commits it as partial
 * coverage.
 */
export function timeOf(
  { getRemainingTimeInMillis }: { readonly getRemainingTimeInMillis?: () => number },
  now: () => number = Date.now,
): TimeLimits {
  if (getRemainingTimeInMillis === undefined) return { readUntil: {}, deliverUntil: {} };
  const end = now() + getRemainingTimeInMillis();
  return {
    readUntil: { deadline: new Date(end - AFTER_READING_MS) },
    deliverUntil: { deadline: new Date(end - AFTER_DELIVERING_MS) },
  };
}
