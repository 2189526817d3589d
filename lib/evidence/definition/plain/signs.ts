/**
 * Marks of the letters and signs of a text (ADR 0252, 0263): what one takes for a letter of a word, takes a list apart at, or has
 * in a table, and the next does not.
 */
import { casesOf } from "./letters.ts";

/** Of its letters, digits, spaces and signs, wherever they stand. Takes time by the length of the text. */
export const marksOfSigns = (text: string): readonly string[] => [
  ...casesOf(text),
  ...[...new Set(text.match(/ {2,}|./gsu) ?? [])].flatMap((found) => {
    if (found.startsWith(" ")) return found === " " ? "a space" : "several spaces in a row";
    if (/[0-9]/.test(found)) return "a digit";
    return /[a-z]/i.test(found) ? [] : marksOfSign(found);
  }),
];

/**
 * Code has a table of the letters that it takes accents off, or for small ones, and nothing says which (ADR 0263): each is shown
 * by itself. Nobody shows all of a script of hundreds: one stands for it.
 */
function marksOfSign(found: string): readonly string[] {
  const script = LARGE_SCRIPTS.find(([letters]) => letters.test(found));
  if (script !== undefined) return [script[1]];
  if (!hasOldCase(found)) return [nameOf(found)];
  const [, of = "beyond ASCII"] = SCRIPTS.find(([letters]) => letters.test(found)) ?? [];
  const name = `the letter ${JSON.stringify(found.toLowerCase())}`;
  return [name, /\p{Lu}/u.test(found) ? `a capital ${of}` : `a small letter ${of}`];
}

/** As Unicode has had them from its first versions on: what is younger is no letter to some. */
const LARGE_SCRIPTS = [
  [/^[\u3400-\u4db5\u4e00-\u9fa5]$/, "a letter of Chinese"],
  [/^[\uac00-\ud7a3]$/, "a syllable of Korean"],
  [/^[\u3041-\u3094]$/, "a letter of Hiragana"],
  [/^[\u30a1-\u30fa]$/, "a letter of Katakana"],
] as const;

/** Much that makes small letters of capitals does so in ASCII or Latin-1 only: PHP's `strtolower`, SQLite, C. */
const SCRIPTS = [
  [/[\u00c0-\u00ff]/, "of Latin-1"],
  [/[\u0100-\u017f]/, "of Latin beyond Latin-1"],
  [/[\u0386-\u03ce]/, "of Greek"],
  [/[\u0400-\u045f]/, "of Cyrillic"],
] as const;

/**
 * Case is another to the next language in some (i without a dot and with one, sharp s, sigma, what has a capital of several
 * letters) and in those that Unicode gave one lately, width in others; of those that stand behind the surrogates of UTF-16,
 * or are two of them, length and order are.
 */
const hasOldCase = (found: string): boolean =>
  OF_OLD_CASE.test(found) &&
  /[^\u0130\u0131\u00df\u03a3\u03c2\P{L}]/u.test(found) &&
  found === found.normalize("NFKC") &&
  found.toUpperCase().length === 1;

/** Latin, Greek and Cyrillic as most write them. */
const OF_OLD_CASE = /^[\u00c0-\u017f\u0386-\u03ce\u0400-\u045f]$/;

/**
 * Between two commas or lines, or behind the last one, stands an empty value to one, and to the next nothing; and whoever takes
 * a list apart there may take off the spaces beside, or ask for one. A hyphen and an apostrophe join words.
 */
export function marksOfNothing(text: string): readonly string[] {
  const rows = text.match(/([^\p{L}\p{M}\p{N} ])\1+/gu) ?? [];
  const beside = text.match(/[^\p{L}\p{M}\p{N} ](?= )|(?<= )[^\p{L}\p{M}\p{N} ]/gu) ?? [];
  const between = text.match(/(?<=[\p{L}\p{M}\p{N}])[^\p{L}\p{M}\p{N} '-](?=[\p{L}\p{N}])/gu) ?? [];
  const [first = ""] = /^[^\p{L}\p{M}\p{N}]/u.exec(text) ?? [];
  const [last = ""] = /[^\p{L}\p{M}\p{N}]$/u.exec(text) ?? [];
  return [
    ...namesOf(rows).map((name) => `${name} several times in a row`),
    ...namesOf(beside).map((name) => `${name} beside a space`),
    ...namesOf(between).map((name) => `${name} between letters or digits`),
    ...(first === "" ? [] : [`${nameOf(first)} at the beginning`]),
    ...(last === "" ? [] : [`${nameOf(last)} at the end`]),
  ];
}

const namesOf = (found: readonly string[]): readonly string[] => [...new Set(found.map((each) => nameOf(each)))];

/** Of a sign by itself, or of a row of it; what cannot be seen by its number, too. */
export function nameOf(text: string): string {
  const [sign = ""] = text;
  if (/[!-~]/.test(sign)) return `the sign ${sign}`;
  return `the sign ${JSON.stringify(sign)} (U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")})`;
}

/**
 * Behind a zero one reads octal digits, and the next refuses or drops it: `010.0.2.1`, `fe80::01`. Python writes `Mp3S` for a
 * title; and JavaScript, where words are names of members, puts those of digits first.
 */
export const marksOfDigitsWithin = (text: string): readonly string[] => [
  ...(/(?<![0-9])0[0-9]/.test(text) ? ["digits behind a zero"] : []),
  ...(/[0-9]\p{L}/u.test(text) ? ["a letter behind a digit"] : []),
  ...(/(?<![\p{L}\p{M}\p{N}])[0-9]+(?![\p{L}\p{M}\p{N}])/u.test(text) && /\p{L}/u.test(text)
    ? ["digits by themselves among words"]
    : []),
];
