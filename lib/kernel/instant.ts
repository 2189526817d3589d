/**
 * Moments in UTC with millisecond precision, and their one text form. Pure arithmetic in the proleptic Gregorian
 * calendar, no platform clock and no time zone.
 */

/** Milliseconds since 1970-01-01T00:00:00.000Z, leap seconds not counted. An integer. */
export type Instant = number & { readonly __brand: "Instant" };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** So far may a signer's clock be from the log's (docs/protocol/signed-responses.md). */
export const CLOCKS_DIFFER_MS = 300 * SECOND_MS;

export const minutes = (count: number): number => count * MINUTE_MS;
export const hours = (count: number): number => count * HOUR_MS;
export const days = (count: number): number => count * DAY_MS;

/** First and last instant that have a text form: years 0000 and 9999. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/** Takes milliseconds for an instant. Throws RangeError unless they are an integer within the years 0000 to 9999. */
export function asInstant(ms: number): Instant {
  if (!Number.isInteger(ms) || ms < FIRST_MS || ms > LAST_MS) throw new RangeError(`not an instant: ${ms}`);
  return ms as Instant;
}

/** `instant` moved by `ms` (may be negative). Throws RangeError outside the years 0000 to 9999. */
export function addMs(instant: Instant, ms: number): Instant {
  return asInstant(instant + ms);
}

const FORM = "0000-00-00T00:00:00.000Z";

/**
 * Reads exactly the form `2026-11-22T10:00:00.000Z` (RFC 3339, upper case, three decimals, UTC). Undefined for every
 * other form and for dates and times that do not exist, leap seconds included. Total.
 */
export function parseInstant(text: string): Instant | undefined {
  if (!hasForm(text)) return undefined;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const ms = digits(text, 20, 23);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return (daysFromCivil(year, month, day) * DAY_MS +
    hour * HOUR_MS +
    minute * MINUTE_MS +
    second * SECOND_MS +
    ms) as Instant;
}

/** Writes `2026-11-22T10:00:00.000Z`; inverse of {@link parseInstant}. Throws RangeError outside the years 0000 to 9999. */
export function formatInstant(instant: Instant): string {
  const ms = asInstant(instant);
  const day = Math.floor(ms / DAY_MS);
  const inDay = ms - day * DAY_MS;
  const { year, month, dayOfMonth } = civilFromDays(day);
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
  const hour = pad(Math.floor(inDay / HOUR_MS), 2);
  const minute = pad(Math.floor(inDay / MINUTE_MS) % 60, 2);
  const second = pad(Math.floor(inDay / SECOND_MS) % 60, 2);
  return `${date}T${hour}:${minute}:${second}.${pad(inDay % SECOND_MS, 3)}Z`;
}

/** Digits where {@link FORM} has a 0, its own letters elsewhere. By hand: every entry of a log has several times. */
function hasForm(text: string): boolean {
  if (text.length !== FORM.length) return false;
  for (let at = 0; at < FORM.length; at++) {
    const [code, form] = [text.charCodeAt(at), FORM.charCodeAt(at)];
    if (form === ZERO ? code < ZERO || code > ZERO + 9 : code !== form) return false;
  }
  return true;
}

const ZERO = 0x30;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  return value;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

// Both directions count in 400-year eras of 146,097 days whose years begin in March, so that the leap day is last.
// 719,468 days lie between 0000-03-01 and 1970-01-01.

function daysFromCivil(year: number, month: number, dayOfMonth: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(day: number): { year: number; month: number; dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
}
