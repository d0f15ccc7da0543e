/** What a second is in the units of `parseMoment`. */
export const SECOND = 1_000n;

const DAY_SECONDS = 86_400;
const MONTH_DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day, or a minute or second of it with its time zone, as the W3C profile of ISO 8601 writes them. */
const ISO =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d{2}):(\d{2})))?)?$/;

/** Seconds since 1970; four digits might as well be a year, and more than eleven milliseconds. */
const EPOCH = /^(?:\d{1,3}|\d{5,11})$/;

/** The first and the last moment that have a four-digit year, in milliseconds since 1970. */
export const FIRST_MOMENT: bigint = -BigInt(dayOf(1970) * DAY_SECONDS) * SECOND;
export const LAST_MOMENT: bigint = FIRST_MOMENT + BigInt(dayOf(10_000) * DAY_SECONDS) * SECOND - 1n;

/**
 * Milliseconds since 1970 of a date in ISO 8601 or epoch seconds; undefined for anything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseMoment(text: string): bigint | undefined {
  if (EPOCH.test(text)) return BigInt(text) * SECOND;
  const matched = ISO.exec(text);
  if (matched === null) return undefined;
  const field = (index: number, absent = 0): number => Number(matched[index] ?? absent);
  const [year, month, day] = [field(1), field(2), field(3, 1)];
  const [hour, minute, second] = [field(4), field(5), field(6)];
  const [zoneHour, zoneMinute] = [field(9), field(10)];
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return undefined;
  if (zoneHour > 14 || zoneMinute > 59) return undefined;

  const zone = (matched[8] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  const minutes = (dayOf(year, month, day) * 24 + hour) * 60 + minute - zone;
  const sinceFirst = BigInt(minutes * 60 + second) * SECOND + BigInt((matched[7] ?? '').padEnd(3, '0'));
  const moment = FIRST_MOMENT + sinceFirst;
  return moment < FIRST_MOMENT || moment > LAST_MOMENT ? undefined : moment;
}

/** `2026-01-31T08:00:00Z`, with milliseconds where there are any. */
export function spellMoment(moment: bigint): string {
  const sinceFirst = Number(moment - FIRST_MOMENT);
  const seconds = Math.floor(sinceFirst / 1_000);
  const date = spellDay(Math.floor(seconds / DAY_SECONDS));
  const second = seconds % DAY_SECONDS;
  const time = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60].map(twoDigits);
  const fraction = sinceFirst % 1_000;
  return `${date}T${time.join(':')}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}Z`;
}

function spellDay(day: number): string {
  let year = Math.floor(day / 366);
  while (dayOf(year + 1) <= day) year += 1;
  let month = 1;
  while (dayOf(year, month + 1) <= day) month += 1;
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day - dayOf(year, month) + 1)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Days from 0000-01-01 to this one, in the Gregorian calendar; a month behind the last goes on into the next year. */
function dayOf(year: number, month = 1, day = 1): number {
  let days = 365 * year + leapDays(year) + day - 1;
  for (let before = 1; before < month; before += 1) days += daysIn(year, before);
  return days;
}

/** In the years from 0 until before this one. */
function leapDays(year: number): number {
  return Math.ceil(year / 4) - Math.ceil(year / 100) + Math.ceil(year / 400);
}

/** 0 where there is no such month. */
function daysIn(year: number, month: number): number {
  const days = MONTH_DAYS[month - 1] ?? 0;
  return month === 2 ? days + leapDays(year + 1) - leapDays(year) : days;
}
