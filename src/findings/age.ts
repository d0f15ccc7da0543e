import { parseMoment, SECOND } from '../policy/moment.ts';

const DAY = 86_400n * SECOND;

/** How long what does nothing of itself counts as in use: it stays until somebody deletes it. */
export const FRESH_DAYS = 30;

/** Whole days between two times as AWS writes them; undefined where one of them is not known. */
export function daysBetween(from: unknown, to: unknown): number | undefined {
  const [start, end] = [momentOf(from), momentOf(to)];
  return start === undefined || end === undefined ? undefined : Number((end - start) / DAY);
}

/** Milliseconds since 1970. The AWS CLI writes microseconds, or seconds since 1970 as a number. */
export function momentOf(value: unknown): bigint | undefined {
  const text = typeof value === 'number' ? String(Math.floor(value)) : value;
  return typeof text === 'string' ? parseMoment(text.replace(/(\.\d{3})\d+/, '$1')) : undefined;
}
