/**
 * A value that servers take as it was sent, and make the same of. Frameworks take off spaces, controls and what nobody sees at
 * its ends before a service looks at it, make nothing of an empty one, and some languages compose letters to compare them. Of
 * `2abc`, `1_000` and `0x10` each language reads a number of its own, and Newtonsoft a date of whatever looks like one; case,
 * collation and patterns (`%`) read letters and signs apart that nobody thought of (ADR 0245). So values are held by the place
 * where they stand: of a kind, and of characters, that a test has there.
 */

export type Scalar = string | number | boolean | null;

/** What tests show at one place: by kind, the lengths of its numbers, or the characters of its texts. */
export type Shown = Map<string, Set<string | number>>;

export function addTo(shown: Shown, value: Scalar): Shown {
  const kind = kindOf(value);
  const marks = shown.get(kind) ?? new Set();
  for (const mark of marksOf(value)) marks.add(mark);
  return shown.set(kind, marks);
}

/** Names that stand together, in whatever order: equal for the same ones. */
export const namesOf = (names: readonly string[]): string => JSON.stringify([...names].sort());

/** Total. */
export function isShownAt(shown: Shown, value: Scalar): boolean {
  const there = shown.get(kindOf(value));
  if (there === undefined || (typeof value === "string" && value !== "" && !isPlainText(value))) return false;
  return marksOf(value).every(
    (mark) => there.has(mark) || (typeof mark === "number" && mark <= Math.max(SHORT, longest(there))),
  );
}

/** Digits of a number that doubles still count like whole numbers when it is taken millions of times. */
const SHORT = 9;

const longest = (marks: ReadonlySet<string | number>): number =>
  Math.max(0, ...[...marks].filter((mark) => typeof mark === "number"));

/** Zero has no sign. */
const NUMBER = /^(?!-0(?:\.0+)?$)(-?)(?:0|[1-9][0-9]*)(\.[0-9]+)?$/;
const NUMBER_TO_SOME = /^[-+._ ]*(?:\p{N}|(?:inf(?:inity)?|nan)[_ ]*$)/iu;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T|^\/Date\(/;

/** A whole number is none of the fractions that some make of it, or cut off it; a number as text is no number. */
function kindOf(value: Scalar): string {
  if (value === null || typeof value === "boolean") return value === null ? "null" : "boolean";
  const text = String(value);
  const [, sign, fraction] = NUMBER.exec(text) ?? [];
  const of = typeof value === "string" ? "text" : "number";
  if (sign !== undefined) return `${of}, ${fraction === undefined ? "whole" : "decimal"}${sign}`;
  if (text === "") return "empty";
  if (TIME.test(text)) return "time";
  return NUMBER_TO_SOME.test(text) ? `${of}, begins like a number` : "text";
}

/** ASCII letters, digits and single spaces go without saying. */
function marksOf(value: Scalar): (string | number)[] {
  if (value === null || typeof value === "boolean") return [];
  const text = String(value);
  if (NUMBER.test(text)) return [text.replace(/[-.]/g, "").length];
  return (text.match(/ {2,}|[^A-Za-z0-9 ]/gu) ?? []).map(
    (found) => (found.startsWith(" ") && "spaces") || (isOrdinaryLetter(found) && "letter") || found,
  );
}

/** Case is another to the next language in these (i without a dot and with one, sharp s, sigma), and width in others. */
const isOrdinaryLetter = (found: string): boolean =>
  /[^\u0130\u0131\u00df\u1e9e\u03a3\u03c2\P{L}]/u.test(found) && found === found.normalize("NFKC");

/** Marks of format and whatever else is drawn as nothing: Laravel takes the two that no property names off, too. */
const UNSEEN_AT_AN_END = /^[\p{Cf}\p{DI}\u{2800}\u{1d159}]|[\p{Cf}\p{DI}\u{2800}\u{1d159}]$/u;

/** Not the name of what each object of JavaScript inherits, which its code finds in a table of others. Total. */
export function isPlainText(text: string): boolean {
  if (text in Object.prototype) return false;
  return text !== "" && text === text.trim() && text === text.normalize("NFC") && !UNSEEN_AT_AN_END.test(text);
}
