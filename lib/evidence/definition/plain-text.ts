/**
 * A value that servers take as it was sent, and make the same of. Frameworks take off spaces, controls and what nobody sees at
 * its ends before a service looks at it, make nothing of an empty one, and some languages compose letters to compare them. Of
 * `2abc`, `1_000` and `0x10` each language reads a number of its own, of `on` and `t` a boolean, and Newtonsoft a date of
 * whatever looks like one; case, collation and patterns (`%`) read letters and signs apart that nobody thought of (ADR 0245).
 * So values are held by the place where they stand: of a kind, and with marks, that a test has there (ADR 0252).
 */
import { isComposed } from "#lib/kernel/normal-form.ts";

export type Scalar = string | number | boolean | null;

/** What a reader may take in another way than the next: a name of it, or the digits of a number, which fewer go with. */
type Mark = string | number;

/** What tests show at one place. */
export type Shown = { readonly kinds: Map<string, Set<Mark>>; readonly texts: Set<string> };

export const newShown = (): Shown => ({ kinds: new Map(), texts: new Set() });

/** `written`: a text as it stands in an address, where it may have escapes. */
export function addTo(shown: Shown, value: Scalar, written = ""): Shown {
  const kind = kindOf(value);
  const marks = shown.kinds.get(kind) ?? new Set();
  for (const mark of marksOf(value, written)) marks.add(mark);
  shown.kinds.set(kind, marks);
  if (typeof value === "string") shown.texts.add(value);
  return shown;
}

/** Names that stand together, in whatever order: equal for the same ones. */
export const namesOf = (names: readonly string[]): string => JSON.stringify([...names].sort());

/** Total. */
export function isShownAt({ kinds, texts }: Shown, value: Scalar, written = ""): boolean {
  const there = kinds.get(kindOf(value));
  if (there === undefined || (typeof value === "string" && value !== "" && !isPlainText(value))) return false;
  // What all tests have alike names what is asked for (`price` in a path, an operation), and is no datum.
  if (typeof value === "string" && texts.size === 1 && !texts.has(value)) return false;
  return marksOf(value, written).every(
    (mark) => there.has(mark) || (typeof mark === "number" && mark <= Math.max(SHORT, longest(there))),
  );
}

/** Digits of a number that doubles still count like whole numbers when it is taken millions of times. */
const SHORT = 9;

const longest = (marks: ReadonlySet<Mark>): number =>
  Math.max(0, ...[...marks].filter((mark) => typeof mark === "number"));

/** Zero has no sign. */
const NUMBER = /^(?!-0(?:\.0+)?$)(-?)(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const NUMBER_TO_SOME = /^[-+._ ]*(?:\p{N}|(?:inf(?:inity)?|nan)[_ ]*$)/iu;
const WORD_TO_SOME = /^(?:true|false|yes|no|on|off|[ynft]|null|none|nil|undefined)$/i;
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
  if (WORD_TO_SOME.test(text)) return "word";
  return NUMBER_TO_SOME.test(text) ? `${of}, begins like a number` : "text";
}

function marksOf(value: Scalar, written: string): readonly Mark[] {
  if (value === null || typeof value === "boolean") return [];
  return [...(typeof value === "number" ? marksOfNumber(value) : marksOfText(value)), ...marksOfEscapes(written)];
}

/** A decimal that doubles do not hold is another number to whoever reads decimals: that one is shown, or none. */
function marksOfNumber(value: number): readonly Mark[] {
  const text = String(value);
  const [, , fraction = ""] = NUMBER.exec(text) ?? [];
  return NUMBER.test(text) && Number.isInteger(value * 2 ** fraction.length) ? marksOfDigits(text) : [text];
}

/** A word that some take for true, false or nothing is that very word. */
function marksOfText(text: string): readonly Mark[] {
  if (NUMBER.test(text)) return marksOfDigits(text);
  return WORD_TO_SOME.test(text) ? [text] : marksOfSigns(text);
}

/** All digits, and how many of them stand behind the point: what one takes for hundredths another takes for tenths. */
function marksOfDigits(text: string): readonly Mark[] {
  const [, , fraction] = NUMBER.exec(text) ?? [];
  const digits = text.replace(/[-.]/g, "").length;
  return fraction === undefined ? [digits] : [digits, `${fraction.length} behind the point`];
}

const marksOfSigns = (text: string): readonly string[] =>
  [...new Set(text.match(/ {2,}|./gsu) ?? [])].flatMap((found) => {
    if (found.startsWith(" ")) return found === " " ? "space" : "spaces";
    if (/[0-9]/.test(found)) return "digit";
    const isAscii = /[a-z]/i.test(found);
    return isAscii || isOrdinaryLetter(found) ? [caseOf(found), ...(isAscii ? [] : ["beyond ASCII"])] : found;
  });

/** What escapes stand for: code that nothing forces to undo them all takes those that it knows. */
const marksOfEscapes = (written: string): readonly string[] =>
  (written.match(/(?:%[0-9A-F]{2})+/g) ?? []).flatMap((found) =>
    marksOfSigns(decodeURIComponent(found)).map((mark) => `${mark}, escaped`),
  );

function caseOf(letter: string): string {
  if (/\p{Lu}/u.test(letter)) return "capital";
  return /\p{Ll}/u.test(letter) ? "small" : "letter";
}

/**
 * Case is another to the next language in some (i without a dot and with one, sharp s, sigma), width in others; of those that
 * stand behind the surrogates of UTF-16, or are two of them, length and order are.
 */
const isOrdinaryLetter = (found: string): boolean =>
  found <= "\ud7ff" && /[^\u0130\u0131\u00df\u1e9e\u03a3\u03c2\P{L}]/u.test(found) && found === found.normalize("NFKC");

/** Marks of format and whatever else is drawn as nothing: Laravel takes the two that no property names off, too. */
const UNSEEN_AT_AN_END = /^[\p{Cf}\p{DI}\u{2800}\u{1d159}]|[\p{Cf}\p{DI}\u{2800}\u{1d159}]$/u;

/** What each object of JavaScript inherits, and its code finds in a table of others, also of the words of a text. */
const INHERITED =
  /constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to(?:Locale)?String|valueOf|__proto__|__(?:define|lookup)[GS]etter__/i;

/** Total. Takes time by the length of the text. */
export function isPlainText(text: string): boolean {
  if (text === "" || INHERITED.test(text)) return false;
  return text === text.trim() && isComposed(text) && !UNSEEN_AT_AN_END.test(text);
}
