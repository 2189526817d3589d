/**
 * Identifiers in hexadecimal digits: hashes, addresses behind `0x`, UUIDs. Whether one begins like a number, and where its
 * letters stand, is chance, so that they may be held by their length and form alone (ADR 0262).
 */

/** In letters of one case. */
const DIGITS = /^(?:0x)?(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/;
const UUID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12})$/;

/**
 * Letters stand in two places at least. What has them in one may be a number (`12e34`, `0b1010`, to Java `12d`), a day
 * (`1feb2027`), a code (`AB123456`) or a word; and one of two places is a number to Java, too (`1e2f`).
 */
const LETTERS_APART = /[a-f][0-9-]+[a-f]/i;
const NUMBER_TO_JAVA = /^[0-9]+e[0-9]+[df]$/i;

/** Total. Takes time by the length of the text. */
export const isHexadecimal = (text: string): boolean =>
  (DIGITS.test(text) || UUID.test(text)) && LETTERS_APART.test(text) && !NUMBER_TO_JAVA.test(text);

/** In words, of a text that is such. */
export function kindOfHexadecimal(text: string): string {
  if (isUuid(text)) return "a UUID";
  const digits = `${digitsOf(text).length} hexadecimal digits`;
  return text.startsWith("0x") ? `${digits} behind 0x` : digits;
}

const isUuid = (text: string): boolean => text.includes("-");

const digitsOf = (text: string): string => text.replace(/^0x|-/g, "");

/** All that have a case. */
export const lettersOfHexadecimal = (text: string): string => digitsOf(text).replace(/[0-9]/g, "");

/**
 * What a reader of numbers makes of it: zeros in front are lost, a first digit of 8 or more makes a number below zero where
 * there are as many bits, doubles end within fourteen digits, and whoever takes what a text begins with makes 100000 of
 * `1e5ab`. Some libraries refuse a UUID of a version or variant that they do not know.
 */
export function marksOfHexadecimal(text: string): readonly string[] {
  const digits = digitsOf(text);
  const [, version, variant = ""] = (isUuid(text) && /^.{14}(.).{4}(.)/.exec(text)) || [];
  return [
    FIRST_DIGITS.find(([digit]) => digit.test(digits))?.[1] ?? "a letter in front",
    ...(/^[0-9]+e[0-9]/i.test(digits) ? ["digits with an exponent in front"] : []),
    ...(Number(`0x${digits}`) >= 2 ** 53 ? ["2^53 or more"] : []),
    ...(version === undefined ? [] : [`version ${version}`, `variant ${/[89ab]/i.test(variant) ? "8 to b" : variant}`]),
  ];
}

const FIRST_DIGITS = [
  [/^0/, "a zero in front"],
  [/^[1-7]/, "a digit of 1 to 7 in front"],
  [/^[89]/, "an 8 or 9 in front"],
] as const;
