/**
 * Texts of a definition that somebody asks for in another writing, whatever tests show: a column of numbers has no zeros in front
 * (`1234` finds `01234`), `0x` is put before an address, and a short hash stands for a long one (ADR 0264).
 */
import { folded } from "./folds.ts";

/** Why a text that is none of the definition's may be taken for one of them; undefined where it is not. Total. */
export type AskOtherWriting = (text: string) => string | undefined;

/** Each text by what it is to somebody; undefined where several are the same to him. */
type ByReading = Map<string, string | undefined>;

/** `known`: texts of state and code, which are judged as they are; `shown`: those of tests. Takes time by the length of all. */
export function otherWritingsOf(known: ReadonlySet<string>, shown: readonly string[]): AskOtherWriting {
  const byValue: ByReading = new Map();
  const byDigits: ByReading = new Map();
  for (const text of [...known, ...shown]) {
    add(byValue, numberOf(text), text);
    add(byDigits, identifierOf(text), smallOf(text));
  }
  const identifiers = [...byDigits.keys()].sort();
  const lengths = [...new Set(identifiers.map(({ length }) => length))];
  return (text) => {
    if (known.has(text)) return undefined;
    if (text !== "" && folded(text) === "") return "a text that is nothing to whoever leaves hyphens out";
    if (hasOther(byValue, numberOf(text), text)) return "a number of the definition's with other zeros";
    const digits = hexadecimalOf(text);
    if (digits === undefined) return undefined;
    if (hasOther(byDigits, digits, smallOf(text))) return "an identifier of the definition's but for 0x or hyphens";
    const isPart =
      isBeginningOfOne(digits, identifiers) ||
      lengths.some((length) => length < digits.length && byDigits.has(digits.slice(0, length)));
    return isPart ? "an identifier that begins like one of the definition's" : undefined;
  };
}

function add(all: ByReading, reading: string | undefined, text: string): void {
  if (reading === undefined) return;
  all.set(reading, !all.has(reading) || all.get(reading) === text ? text : undefined);
}

const hasOther = (all: ByReading, reading: string | undefined, text: string): boolean =>
  reading !== undefined && all.has(reading) && all.get(reading) !== text;

const NUMBER = /^([-+]?)([0-9]*)(?:\.([0-9]*))?$/;

/** Without what a number loses: zeros in front and behind the point, and a plus. */
function numberOf(text: string): string | undefined {
  const [found, sign, whole = "", fraction = ""] = NUMBER.exec(text) ?? [];
  if (found === undefined || !/[0-9]/.test(found)) return undefined;
  const value = `${whole.replace(/^0+/, "")}.${withoutZerosBehind(fraction)}`;
  return sign === "-" && value !== "." ? `-${value}` : value;
}

/** In time by its length, which a pattern for it does not take. */
function withoutZerosBehind(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}

const smallOf = (text: string): string => text.toLowerCase();

/** Hashes are no longer, so that to look for each of their beginnings is no work. */
const HEXADECIMAL = /^[0-9a-f]{8,128}$/;

const hexadecimalOf = (text: string): string | undefined => {
  const digits = text.length > 160 ? "" : smallOf(text).replace(/^0x|-/g, "");
  return HEXADECIMAL.test(digits) ? digits : undefined;
};

/** What is digits only may be any number. */
const identifierOf = (text: string): string | undefined => {
  const digits = hexadecimalOf(text);
  return digits !== undefined && /[a-f]/.test(digits) ? digits : undefined;
};

/** `sorted`: by code unit. */
function isBeginningOfOne(digits: string, sorted: readonly string[]): boolean {
  let [from, until] = [0, sorted.length];
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    if ((sorted[middle] ?? "") < digits) from = middle + 1;
    else until = middle;
  }
  const next = sorted[from] === digits ? sorted[from + 1] : sorted[from];
  return next?.startsWith(digits) === true;
}
