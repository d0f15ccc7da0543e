/** Of ISO 8601: `Date.parse` alone would find a day in many a text. */
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** Milliseconds since the epoch; undefined where the text is no time. */
export function instantOf(text: string): number | undefined {
  const milliseconds = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** The day of a time in UTC, as `2026-11-28`; undefined where it is no time. */
export function dayOf(text: string): string | undefined {
  const milliseconds = instantOf(text);
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString().slice(0, 10);
}
