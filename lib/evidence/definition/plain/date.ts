/**
 * Days and hours that no calendar has. JavaScript makes the second of March of the thirtieth of February, the next an error, and
 * whoever compares texts a day like any other (ADR 0256). And those that only some count: Go counts durations to 292 years, Java's
 * older calendar leaves out ten days of 1582, and a data base begins in 1753.
 */

import { isDay } from "./calendar.ts";
import { daysInWords, holdsNoDayInWords, yearsInWords } from "./date-words.ts";

/** Which of three numbers is what. Of `04/07/2027` tests say it, where one of them is no day in another order. */
type Order = "year-month-day" | "day-month-year" | "month-day-year";

/** What tests of one kind show of days at one place: orders in which all are days, by their shape; centuries; ends of months. */
export type Days = {
  readonly ends: Set<string>;
  readonly orders: Map<string, readonly Order[]>;
  readonly centuries: Set<string>;
  hasMonths: boolean;
  hasDigits: boolean;
};

export const newDays = (): Days => ({
  ...{ ends: new Set(), orders: new Map(), centuries: new Set(), hasMonths: false, hasDigits: false },
});

const DAY = /(?<![0-9])([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])/g;
const DAY_OTHERWISE = /(?<![0-9]|[0-9][-/.])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9]|[-/.][0-9])/g;
const DAY_WITH_YEAR_LAST = /(?<![0-9])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])/g;
const MONTH = /(?<![0-9]|[0-9][-/.])(?:([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/.]([0-9]{4}))(?![0-9]|[-/.][0-9])/g;
const HOUR_OF_DAY = /[0-9]T([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?(?![0-9])/g;
const HOUR = /(?<![0-9:.])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?![0-9:])/g;
/** As in calendars and timetables: `20270230`, `20270230T240000Z`. */
const DIGITS = /(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})?)?(?![0-9])/g;

/** A number is a day in eight digits, and whatever stands behind its point no month. */
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;

/** Takes in what a test shows. */
export function addDays(days: Days, text: string): void {
  days.hasDigits ||= [...text.matchAll(DIGITS)].some(([, ...parts]) => isDayOfDigits(parts));
  for (const end of endsIn(text)) days.ends.add(end);
  if (NUMBER.test(text)) return;
  for (const [, a, sign = "", b, c] of text.matchAll(DAY_OTHERWISE)) {
    const shape = shapeOf(sign, c);
    const known = days.orders.get(shape) ?? ORDERS[shape] ?? [];
    const left = known.filter((order) => isDayIn(order, [a, b, c]));
    if (left.length > 0) days.orders.set(shape, left);
  }
  const months = [...text.matchAll(MONTH)];
  days.hasMonths ||= months.some((found) => isMonth(found) && COUNTED_BY_ALL.has(centuryOf(found)));
  for (const century of [...centuriesIn(text), ...months.map(centuryOf)]) days.centuries.add(century);
}

/** What of its days no test shows, in words; undefined where nothing. Total. Takes time by the length of the text. */
export const dayNotShown = (days: Days, text: string): string | undefined =>
  holdsNoDay(days, text) ? NO_DAY : endsIn(text, days.hasDigits).find((end) => !days.ends.has(end));

const NO_DAY = "a day or hour that not all calendars have, or in another order than tests";

/** Days that not each month has: a month later is the last day to one, the next counts on, and a third refuses it (ADR 0263). */
function endsIn(text: string, hasDigits = true): readonly string[] {
  const inDigits = hasDigits ? [...text.matchAll(DIGITS)].filter(([, ...parts]) => isDayOfDigits(parts)) : [];
  const days = [...inDigits.map(([, , month, day]) => [month, day]), ...(NUMBER.test(text) ? [] : daysWritten(text))];
  return days.flatMap(([month, day]) => endOf(Number(month), Number(day)));
}

/** By month and day, in each order that they may have. */
const daysWritten = (text: string): readonly (readonly Part[])[] => [
  ...[...text.matchAll(DAY)].map(([, , , month, day]) => [month, day]),
  ...daysInWords(text).map(({ month, day }) => [month, day]),
  ...[...text.matchAll(DAY_WITH_YEAR_LAST), ...text.matchAll(DAY_OTHERWISE)].flatMap(([, a, , b, c]) => [
    ...[
      [a, b],
      [b, a],
    ],
    ...(c?.length === 2 ? [[b, c]] : []),
  ]),
];

/** Each by itself: of January and two months on the 30th says nothing of the 31st. */
function endOf(month: number, day: number): string | readonly string[] {
  if (day < 29 || day > 31) return [];
  return month === 2 ? "29 February" : `day ${day} of a month`;
}

/** Whether it holds a day or hour that no calendar has, or not all count, or not in the order of tests. Total. */
function holdsNoDay(days: Days, text: string): boolean {
  if (days.hasDigits && !isAllDaysOfDigits(text)) return true;
  if (NUMBER.test(text)) return false;
  const isCounted = (century: string) => COUNTED_BY_ALL.has(century) || days.centuries.has(century);
  return (
    holdsNoDayInWords(text) ||
    centuriesIn(text).some((century) => !isCounted(century)) ||
    [...text.matchAll(DAY)].some(([, year, , month, day]) => !isDay(year, month, day)) ||
    [...text.matchAll(DAY_WITH_YEAR_LAST)].some(([, a, , b, year]) => !isDay(year, a, b) && !isDay(year, b, a)) ||
    [...text.matchAll(DAY_OTHERWISE)].some(([, a, sign = "", b, c]) => {
      const orders = days.orders.get(shapeOf(sign, c)) ?? [];
      return orders.some((order) => !isDayIn(order, [a, b, c]));
    }) ||
    [...text.matchAll(HOUR_OF_DAY), ...text.matchAll(HOUR)].some(
      ([, hour, minute, second]) => !isHour(hour, minute, second),
    ) ||
    (days.hasMonths && [...text.matchAll(MONTH)].some((found) => !isMonth(found) || !isCounted(centuryOf(found))))
  );
}

const ORDERS: Readonly<Record<string, readonly Order[]>> = {
  "-": ["day-month-year", "month-day-year"],
  "/": ["day-month-year", "month-day-year"],
  ".": ["day-month-year"],
  "- short": ["year-month-day", "day-month-year", "month-day-year"],
  "/ short": ["day-month-year", "month-day-year"],
  ". short": ["day-month-year"],
};

const shapeOf = (sign: string, last = ""): string => (last.length === 2 ? `${sign} short` : sign);

type Part = string | undefined;

function isDayIn(order: Order, [a, b, c]: readonly Part[]): boolean {
  const year = order === "year-month-day" ? a : c;
  const [month, day] = order === "day-month-year" ? [b, a] : order === "month-day-year" ? [a, b] : [b, c];
  // Two digits are of a year of this century; only that 29 February was in 2000 hangs on it.
  return isDay(year?.length === 4 ? year : `20${year?.padStart(2, "0")}`, month, day);
}

const isHour = (hour: Part, minute: Part, second = "0"): boolean =>
  Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;

function isMonth([, , behind, before]: readonly Part[]): boolean {
  const month = Number(before ?? behind);
  return month > 0 && month <= 12;
}

const COUNTED_BY_ALL: ReadonlySet<string> = new Set(["19", "20", "21"]);

function isDayOfDigits([year, month, day, hour = "0", minute = "0", second = "0"]: readonly Part[]): boolean {
  return COUNTED_BY_ALL.has(year?.slice(0, 2) ?? "") && isDay(year, month, day) && isHour(hour, minute, second);
}

/** Where a test is a day in eight digits, whatever is all digits is one, too: seven are a day to nobody. */
function isAllDaysOfDigits(text: string): boolean {
  if (/^[0-9]+$/.test(text) && text.length !== 8) return false;
  return [...text.matchAll(DIGITS)].every(([, ...parts]) => isDayOfDigits(parts));
}

/** Of the year of a month. */
const centuryOf = ([, first, , , last]: readonly Part[]): string => (first ?? last)?.slice(0, 2) ?? "";

/** Of years of four digits, in days. */
function centuriesIn(text: string): string[] {
  const years = [
    ...[...text.matchAll(DAY)].map(([, year]) => year),
    ...[...text.matchAll(DAY_WITH_YEAR_LAST)].map(([, , , , year]) => year),
    ...yearsInWords(text),
  ];
  return years.map((year) => year?.slice(0, 2) ?? "");
}
