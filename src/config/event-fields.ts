import { isRecord, type JsonRecord, kindOf, own } from '../model/json.ts';

/** An event whose shape is another; the message names the place and what was expected, and repeats nothing of it. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

/** Throws MalformedEvent. */
export function fail(at: string, expected: string, found: unknown): never {
  const what = typeof found === 'string' ? 'another text' : kindOf(found);
  throw new MalformedEvent(`\`${at}\`: expected ${expected}, found ${what}`);
}

export function recordAt(record: JsonRecord, key: string, at: string): JsonRecord {
  const value = own(record, key);
  return isRecord(value) ? value : fail(`${at}.${key}`, 'an object', value);
}

export function textAt(
  record: JsonRecord,
  key: string,
  at: string,
  pattern: RegExp,
  expected: string,
): string {
  const value = own(record, key);
  return typeof value === 'string' && pattern.test(value) ? value : fail(`${at}.${key}`, expected, value);
}

/** The object, or an empty one where there is none: CloudTrail writes null there. */
export function recordOrNone(record: JsonRecord, key: string): JsonRecord {
  const value = own(record, key);
  return isRecord(value) ? value : {};
}
