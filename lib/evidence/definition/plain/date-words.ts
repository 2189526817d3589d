/**
 * Days in words, and other writings of days and hours that can be counted up: `30 Feb 2027`, `2027-W60`, `2027-Q5`, an offset of
 * 19 hours, `13:30 pm`. What there is not one refuses, the next counts on from it, and a third compares as a text (ADR 0262).
 */
import { isDay, isWeek } from "./calendar.ts";

/** Whether a text holds one that there is not. Total. Takes time by the length of the text. */
export const holdsNoDayInWords = (text: string): boolean =>
  daysInWords(text).some(({ year, month, day }) => !isDay(fullYear(year), month, day)) ||
  [...text.matchAll(BEGUN_BEHIND)].some(([, , name = ""]) => !IS_MONTH.test(name)) ||
  [...text.matchAll(BEGUN_BEFORE)].some(([, name = ""]) => !IS_MONTH.test(name)) ||
  [...text.matchAll(WEEK)].some(([, year, week, day]) => !isWeek(year, week, day)) ||
  [...text.matchAll(QUARTER)].some(([, behind, before]) => !/[1-4]/.test(behind ?? before ?? "")) ||
  [...text.matchAll(OFFSET)].some(([, hours, minutes]) => !isOffset(Number(hours), Number(minutes))) ||
  [...text.matchAll(HOUR_OF_TWELVE)].some(([, exact, alone]) => !isHourOfTwelve(Number(exact ?? alone)));

/** Of four digits, of days in words. */
export const yearsInWords = (text: string): readonly string[] =>
  daysInWords(text).flatMap(({ year = "" }) => (year.length === 4 ? year : []));

/** Without one, 29 February is a day to some only. */
const fullYear = (year = "27"): string => (year.length === 2 ? `20${year}` : year);

type Day = { readonly year: string | undefined; readonly month: string; readonly day: string | undefined };

/** Months from 1; none that is no month. */
export function daysInWords(text: string): readonly Day[] {
  const monthOf = (name = "") => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) / 4 + 1);
  return [
    ...[...text.matchAll(DAY_FIRST)].map(([, day, name, year]) => ({ year, month: monthOf(name), day })),
    ...[...text.matchAll(MONTH_FIRST)].map(([, before, name, day, behind]) => ({
      ...{ year: before ?? behind, month: monthOf(name), day },
    })),
  ];
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec";
const NAME =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const DAY_OF = "([0-9]{1,2})(?:st|nd|rd|th)?";
const YEAR = "(?:[-., /]{0,2}([0-9]{4}|[0-9]{2})(?![0-9]))?";
const DAY_FIRST = new RegExp(String.raw`(?<![\p{L}\p{N}])${DAY_OF}(?: of|[-./])? ?${NAME}\.?(?!\p{L})${YEAR}`, "giu");
const MONTH_FIRST = new RegExp(
  String.raw`(?<!\p{L})(?:([0-9]{4})[-. /]?)?${NAME}[-. /]{0,2}${DAY_OF}(?![\p{L}\p{N}])${YEAR}`,
  "giu",
);

/** Beside a day and a year: whoever looks at three letters takes `24 sept 2027` and `12 mayor 2027` for days, others do not. */
const BEGUN = String.raw`((?:${MONTHS.replaceAll(" ", "|")})\p{L}*)\.?`;
const BEHIND = `(?=[-., /]{0,2}(?:[0-9]{4}|[0-9]{2})(?![0-9]))`;
const BEGUN_BEHIND = new RegExp(String.raw`(?<![\p{L}\p{N}])${DAY_OF}(?: of|[-./])? ?${BEGUN}${BEHIND}`, "giu");
const BEGUN_BEFORE = new RegExp(String.raw`(?<!\p{L})${BEGUN}[-. /]{0,2}${DAY_OF}[-., /]{1,2}[0-9]{4}(?![0-9])`, "giu");
const IS_MONTH = new RegExp(`^(?!sept$)${NAME}$`, "i");

const WEEK = /(?<![\p{L}\p{N}])([0-9]{4})-?W([0-9]{1,2})(?:-?([0-9]))?(?![\p{L}\p{N}])/giu;
/** With the year behind it, alone: a car may be a Q7 of 2023. */
const QUARTER = /(?<![\p{L}\p{N}])[0-9]{4}[-. /]?Q([0-9])(?![\p{L}\p{N}])|^Q([0-9])[-. /]?[0-9]{4}$/giu;

/** Behind an hour of a day, one with seconds, or without a colon of its own: `07:30-19:00` is from hour to hour. */
const OFFSET =
  /(?:T[0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?|:[0-9]{2}:[0-9]{2}|:[0-9]{2}(?= ?[-+][0-9]{4}))(?:[.,][0-9]+)? ?[-+]([0-9]{2}):?([0-9]{2})(?![0-9:])/g;

/** As many hours as are anywhere: .NET ends there, and Java at 18. */
const isOffset = (hours: number, minutes: number): boolean => minutes < 60 && hours * 60 + minutes <= 14 * 60;

/** With minutes or without: in German `14 am See` is by a lake. */
const HOUR_OF_TWELVE =
  /(?<![0-9:.])(?:([0-9]{1,2})(?:[:.][0-9]{2}){1,2} ?[ap]\.?m(?!\p{L})|([0-9]{1,2}) ?[ap]\.?m(?! ?\p{L}))/giu;

const isHourOfTwelve = (hour: number): boolean => hour > 0 && hour <= 12;
