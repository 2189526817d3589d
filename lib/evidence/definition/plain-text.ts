/**
 * A value that servers take as it was sent, and make the same of. Frameworks take off spaces, controls and what nobody sees at
 * its ends before a service looks at it, make nothing of an empty one, and some languages compose letters to compare them. Of
 * `2abc`, `1_000` and `0x10` each language reads a number of its own, of `on` and `t` a boolean, and Newtonsoft a date of
 * whatever looks like one; case, collation and patterns (`%`) read letters and signs apart that nobody thought of (ADR 0245).
 * So values are held by the place where they stand: of a kind, and with marks, that a test has there (ADR 0252).
 */
import { isComposed } from "#lib/kernel/normal-form.ts";

export type Scalar = string | number | boolean | null;

/**
 * What tests show of one kind at a place: what a reader may take in another way than the next, and the digits of the longest
 * number.
 */
type Kind = { readonly marks: Set<string>; digits: number };

/** What tests show at one place. `values`: those that say something, by their type. */
export type Shown = { readonly kinds: Map<string, Kind>; readonly values: Map<string, Set<Scalar>> };

export const newShown = (): Shown => ({ kinds: new Map(), values: new Map() });

/** `written`: a text as it stands in an address, where it may have escapes. */
export function addTo(shown: Shown, value: Scalar, written = ""): Shown {
  const name = kindOf(value);
  const kind = shown.kinds.get(name) ?? { marks: new Set(), digits: SHORT };
  for (const mark of marksOf(value, written)) kind.marks.add(mark);
  kind.digits = Math.max(kind.digits, digitsOf(value));
  shown.kinds.set(name, kind);
  if (!isNothing(value)) shown.values.set(typeof value, (shown.values.get(typeof value) ?? new Set()).add(value));
  return shown;
}

const isNothing = (value: Scalar): boolean => value === null || value === "";

/** Names that stand together, in whatever order: equal for the same ones. */
export const namesOf = (names: readonly string[]): string => JSON.stringify([...names].sort());

/** Total. */
export function isShownAt({ kinds, values }: Shown, value: Scalar, written = ""): boolean {
  const there = kinds.get(kindOf(value));
  if (there === undefined || (typeof value === "string" && value !== "" && !isPlainText(value))) return false;
  // What all tests have alike names what is asked for (`price` in a path, an operation, a version), and is no datum.
  const alike = values.get(typeof value);
  if (alike?.size === 1 && !alike.has(value) && !isNothing(value)) return false;
  return digitsOf(value) <= there.digits && marksOf(value, written).every((mark) => there.marks.has(mark));
}

/** Digits of a number that doubles still count like whole numbers when it is taken millions of times: fewer go with more. */
const SHORT = 9;

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

/** Zero and `false` are what is left out, or what is empty, to many. */
function marksOf(value: Scalar, written: string): readonly string[] {
  if (value === null || typeof value === "boolean") return [String(value)];
  return [...(typeof value === "number" ? marksOfNumber(value) : marksOfText(value)), ...marksOfEscapes(written)];
}

/** A decimal that doubles do not hold is another number to whoever reads decimals: that one is shown, or none. */
function marksOfNumber(value: number): readonly string[] {
  const text = String(value);
  const [, , fraction = ""] = NUMBER.exec(text) ?? [];
  return NUMBER.test(text) && Number.isInteger(value * 2 ** fraction.length) ? marksOfDigits(text) : [text];
}

/** A word that some take for true, false or nothing is that very word. */
function marksOfText(text: string): readonly string[] {
  if (NUMBER.test(text)) return marksOfDigits(text);
  return WORD_TO_SOME.test(text) ? [text] : [...marksOfZero(text), ...marksOfSigns(text)];
}

/** How many stand behind the point: what one takes for hundredths another takes for tenths. */
function marksOfDigits(text: string): readonly string[] {
  const [, , fraction] = NUMBER.exec(text) ?? [];
  return [...marksOfZero(text), ...(fraction === undefined ? [] : [`${fraction.length} behind the point`])];
}

const marksOfZero = (text: string): readonly string[] => (Number.parseFloat(text) === 0 ? ["zero"] : []);

const digitsOf = (value: Scalar): number =>
  NUMBER.test(String(value)) ? String(value).replace(/[-.]/g, "").length : 0;

const marksOfSigns = (text: string): readonly string[] => [
  ...casesOf(text),
  ...[...new Set(text.match(/ {2,}|./gsu) ?? [])].flatMap((found) => {
    if (found.startsWith(" ")) return found === " " ? "space" : "spaces";
    if (/[0-9]/.test(found)) return "digit";
    if (/[a-z]/i.test(found)) return [];
    const cased = /[\p{Lu}\p{Ll}]/u.test(found) ? [] : ["letter"];
    return isOrdinaryLetter(found) ? [...cased, "beyond ASCII"] : found;
  }),
];

/** A collation without case takes `Rye Bread` and `rye bread` for `Rye bread`, so that each is one of its own. */
function casesOf(text: string): readonly string[] {
  const words = text.match(/[\p{Lu}\p{Ll}]+/gu) ?? [];
  const [first, ...behind] = words.map(caseOf);
  if (first === undefined) return [];
  const isAlike = (first === "small" || first === "capitals") && behind.every((each) => each === first);
  return isAlike ? [first] : [`${first}, first`, ...behind.map((each) => `${each}, behind`)];
}

function caseOf(word: string): string {
  if (/^\p{Ll}+$/u.test(word)) return "small";
  if (/^\p{Lu}\p{Ll}*$/u.test(word)) return "one capital";
  return /^\p{Lu}+$/u.test(word) ? "capitals" : "capitals within";
}

/** What escapes stand for: code that nothing forces to undo them all takes those that it knows. */
const marksOfEscapes = (written: string): readonly string[] =>
  (written.match(/(?:%[0-9A-F]{2})+/g) ?? []).flatMap((found) =>
    marksOfSigns(decodeURIComponent(found)).map((mark) => `${mark}, escaped`),
  );

/**
 * Case is another to the next language in some (i without a dot and with one, sharp s, sigma, what has a capital of several
 * letters) and in those that Unicode gave one lately, width in others; of those that stand behind the surrogates of UTF-16,
 * or are two of them, length and order are.
 */
const isOrdinaryLetter = (found: string): boolean =>
  found <= "\ud7ff" &&
  /[^\u0130\u0131\u00df\u03a3\u03c2\P{L}]/u.test(found) &&
  found === found.normalize("NFKC") &&
  found.toUpperCase().length === 1 &&
  (/\p{Lo}|\p{Lm}/u.test(found) || OF_OLD_CASE.test(found));

/** Latin, Greek and Cyrillic as most write them. */
const OF_OLD_CASE = /[\u00c0-\u017f\u0386-\u03ce\u0400-\u045f]/;

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
