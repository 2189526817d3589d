/** Which days and weeks there are, by their digits; months, weeks and days from 1. Total. */

type Part = string | undefined;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isDay(year: Part, month: Part, day: Part): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  return y > 0 && d > 0 && d <= (DAYS[m - 1] ?? 0) && (m !== 2 || d < 29 || isLeap);
}

/** ISO 8601: a year has 53 weeks where it begins or ends on a Thursday. */
export function isWeek(year: Part, week: Part, day: Part = "1"): boolean {
  const [y, w, d] = [Number(year), Number(week), Number(day)];
  const isLong = lastWeekdayOf(y - 1) === WEDNESDAY || lastWeekdayOf(y) === THURSDAY;
  return w > 0 && w <= (isLong ? 53 : 52) && d > 0 && d <= 7;
}

const [WEDNESDAY, THURSDAY] = [3, 4];

/** From 0, a Sunday. A year moves it on by one, and a leap year by two. */
const lastWeekdayOf = (year: number): number =>
  (year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)) % 7;
