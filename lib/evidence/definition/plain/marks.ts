/**
 * What a reader may take in another way than the next, of one text or number: its kind, and its marks (ADR 0252). Kinds and
 * marks are said in words, since they are what an operator is told when no test shows them.
 */
import { isHexadecimal, kindOfHexadecimal, lettersOfHexadecimal, marksOfHexadecimal } from "./hexadecimal.ts";
import { casesOf } from "./letters.ts";
import { marksOfDigitsWithin, marksOfNothing, marksOfSigns, nameOf } from "./signs.ts";

export type Scalar = string | number | boolean | null;

/** Zero has no sign. */
const NUMBER = /^(?!-0(?:\.0+)?$)(-?)(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const NUMBER_TO_SOME = /^[-+._ ]*(?:\p{N}|(?:inf(?:inity)?|nan)[_ ]*$)/iu;
const WORD_TO_SOME = /^(?:true|false|yes|no|on|off|[ynft]|null|none|nil|undefined)$/i;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T|^\/Date\(/;

/** What a value is to whoever makes a type of it, and what one operation takes and the next does not. */
export type Class =
  | "null"
  | "boolean"
  | "number"
  | "like a number"
  | "empty"
  | "time"
  | "word"
  | "hexadecimal"
  | "text";

/** A text that is a number is one here, as in an address everything is a text; and so are digits behind a zero. */
export function classOf(value: Scalar): Class {
  if (DIGITS.test(String(value))) return "number";
  return isIdentifier(value) ? "hexadecimal" : writtenAs(value);
}

const isIdentifier = (value: Scalar): value is string => typeof value === "string" && isHexadecimal(value);

const DIGITS = /^[0-9]+$/;

function writtenAs(value: Scalar): Exclude<Class, "hexadecimal"> {
  if (value === null || typeof value === "boolean") return value === null ? "null" : "boolean";
  const text = String(value);
  if (NUMBER.test(text)) return "number";
  if (text === "") return "empty";
  if (TIME.test(text)) return "time";
  if (WORD_TO_SOME.test(text)) return "word";
  return NUMBER_TO_SOME.test(text) ? "like a number" : "text";
}

/**
 * What operations take otherwise than others: division and rounding of what is below zero, division by zero, digits behind a
 * zero, which one reads as octal and the next as a text, large numbers; and an identifier that begins like a number.
 */
export function signOf(value: Scalar): readonly string[] {
  if (value === null || typeof value === "boolean") return [];
  const text = String(value);
  const of = classOf(value);
  if (of === "hexadecimal") return /^[0-9]/.test(text) ? ["a digit in front"] : [];
  if (of !== "number") return [];
  const sign = Number(text) < 0 ? ["below zero"] : [...marksOfZero(text), ...marksOfOctal(text)];
  return [...sign, ...sizesOf(text.replace(/[-.]/g, ""))];
}

/** What a value is held as: of a kind, with marks; and its letters, which may be in the case of others. */
export type Reading = {
  readonly kind: string;
  readonly marks: readonly string[];
  readonly letters: string;
  readonly isIdentifier: boolean;
};

/** An identifier is held as the first; to texts that are none it shows what any text does. `written`: as it stands in an address. */
export function readingsOf(value: Scalar, written: string): readonly [held: Reading, ...shown: Reading[]] {
  const marks = [...marksOf(value), ...marksOfWriting(written)];
  const any = { kind: kindOf(value), marks, letters: String(value), isIdentifier: false };
  if (!isIdentifier(value)) return [any];
  const letters = lettersOfHexadecimal(value);
  const own = [...casesOf(letters), ...marksOfHexadecimal(value), ...marksOfWriting(written)];
  return [{ kind: kindOfHexadecimal(value), marks: own, letters, isIdentifier: true }, any];
}

/** A whole number is none of the fractions that some make of it, or cut off it; a number as text is no number. */
function kindOf(value: Scalar): string {
  const of = writtenAs(value);
  const isText = typeof value === "string";
  if (of !== "number") return of === "like a number" && !isText ? "a number with an exponent" : KINDS[of];
  const [, sign, fraction] = NUMBER.exec(String(value)) ?? [];
  const number = `${fraction === undefined ? "a whole number" : "a number with a point"}${sign === "" ? "" : " below zero"}`;
  return isText ? `${number}, as text` : number;
}

const KINDS: Record<Exclude<Class, "number" | "hexadecimal">, string> = {
  null: "null",
  boolean: "true or false",
  "like a number": "a text that begins like a number",
  empty: "an empty text",
  time: "a time",
  word: "a word for true, false or nothing",
  text: "a text",
};

/** Zero and `false` are what is left out, or what is empty, to many. */
function marksOf(value: Scalar): readonly string[] {
  if (value === null || typeof value === "boolean") return [String(value)];
  return typeof value === "number" ? marksOfNumber(value) : marksOfText(value);
}

/** A decimal that doubles do not hold is another number to whoever reads decimals: that one is shown, or none. */
function marksOfNumber(value: number): readonly string[] {
  const text = String(value);
  const [, , fraction = ""] = NUMBER.exec(text) ?? [];
  const isDouble = NUMBER.test(text) && Number.isInteger(value * 2 ** fraction.length);
  return isDouble ? marksOfDigits(text) : [`the number ${text}, which doubles do not hold`];
}

function marksOfText(text: string): readonly string[] {
  const of = writtenAs(text);
  if (of === "number") return marksOfDigits(text);
  if (of === "word") return [`the word "${text}"`];
  const marks = [...marksOfZero(text), ...marksOfSigns(text), ...marksOfNothing(text), ...marksOfDigitsWithin(text)];
  return of === "like a number" || of === "time" ? [...marks, ...marksOfRuns(text)] : marks;
}

/** How many stand behind the point: what one takes for hundredths another takes for tenths; and how large it is with them. */
function marksOfDigits(text: string): readonly string[] {
  const [, , fraction] = NUMBER.exec(text) ?? [];
  const [whole = ""] = text.replace("-", "").split(".");
  const sizes = sizesOf(whole);
  if (fraction === undefined) return [...marksOfZero(text), ...sizes];
  const inFractions = sizesOf(whole + fraction).map((size) => `${size} without its point`);
  return [...marksOfZero(text), ...sizes, ...inFractions, `${digits(fraction.length)} behind the point`];
}

/** Whole numbers end there: of 32 bits with a sign and without, of doubles, of 64 bits, of .NET's decimal, and of 128 bits. */
const ENDS = [31n, 32n, 53n, 63n, 64n, 96n, 127n, 128n].map((bits) => ({ bits, first: String(2n ** bits) }));

/** Of digits. Takes time by their number. */
function sizesOf(digits: string): readonly string[] {
  const number = digits.replace(/^0+/, "");
  const isBeyond = (first: string) => (number.length === first.length ? number >= first : number.length > first.length);
  return ENDS.filter(({ first }) => isBeyond(first)).map(({ bits }) => `2^${bits} or more`);
}

const digits = (count: number): string => `${count} ${count === 1 ? "digit" : "digits"}`;

const marksOfZero = (text: string): readonly string[] => (Number.parseFloat(text) === 0 ? ["zero"] : []);

/** What takes a date or a number out of a text takes as many digits as it knows: `2027-2-9`, `1e3`. */
function marksOfRuns(text: string): readonly string[] {
  const runs = text.match(/[0-9]+/g) ?? [];
  const sizes = DIGITS.test(text) ? sizesOf(text) : [];
  return [...sizes, `digits in runs of ${runs.map((run) => run.length)}`];
}

const marksOfOctal = (number: string): readonly string[] => (/^0[0-9]/.test(number) ? ["digits behind a zero"] : []);

/** Of a number; 0 of what is none. */
export const digitsOf = (value: Scalar): number =>
  NUMBER.test(String(value)) ? String(value).replace(/[-.]/g, "").length : 0;

/**
 * What escapes stand for: code that nothing forces to undo them all takes those that it knows. And what stands without one:
 * code that undoes none takes it for another text than the same in an escape.
 */
function marksOfWriting(written: string): readonly string[] {
  if (written === "") return [];
  const escapes = written.match(/(?:%[0-9A-F]{2})+/g) ?? [];
  const raw = new Set(written.replace(/(?:%[0-9A-F]{2})+/g, ""));
  return [
    ...escapes.flatMap((found) => marksOfSigns(decodeURIComponent(found)).map((mark) => `${mark}, in an escape`)),
    ...[...raw].map((sign) => `${rawNameOf(sign)}, without an escape`),
  ];
}

function rawNameOf(sign: string): string {
  if (/[0-9]/.test(sign)) return "a digit";
  return /[A-Za-z]/.test(sign) ? "a letter" : nameOf(sign);
}
