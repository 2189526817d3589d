/**
 * Days and hours that no calendar has. JavaScript makes the second of March of the thirtieth of February, the next an error, and
 * whoever compares texts a day like any other (ADR 0256).
 */

const DAY = /(?<![0-9])([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])/g;
const DAY_WITH_YEAR_LAST = /(?<![0-9])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])/g;
const HOUR = /[0-9]T([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?(?![0-9])/g;

/** Whether it holds one. Of `04/07/2027` nobody knows which is the month, so that it is none where either is a day. Total. */
export function holdsNoDay(text: string): boolean {
  return (
    [...text.matchAll(DAY)].some(([, year, , month, day]) => !isDay(year, month, day)) ||
    [...text.matchAll(DAY_WITH_YEAR_LAST)].some(([, a, , b, year]) => !isDay(year, a, b) && !isDay(year, b, a)) ||
    [...text.matchAll(HOUR)].some(([, hour, minute, second]) => !isHour(hour, minute, second))
  );
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  return y > 0 && d > 0 && d <= (DAYS[m - 1] ?? 0) && (m !== 2 || d < 29 || isLeap);
}

const isHour = (hour: string | undefined, minute: string | undefined, second = "0"): boolean =>
  Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
