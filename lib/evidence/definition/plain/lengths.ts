/**
 * How long codes and long numbers are: libraries refuse a colour of one digit or a card of two, and code that knows none of
 * their lengths makes something of it (ADR 0263).
 */
import { digitsOf } from "./marks.ts";

/** Of tests of one kind at one place: the least and the most, in UTF-16 code units, of numbers in digits. */
export type Lengths = { least: number; most: number };

export const newLengths = (): Lengths => ({ least: Number.POSITIVE_INFINITY, most: 0 });

/** Of what holds a digit and no space; others have none. */
const lengthOf = (text: string): number | undefined =>
  /[0-9]/.test(text) && !/\s/.test(text) ? digitsOf(text) || text.length : undefined;

/** Takes in what a test shows. */
export function addLength(lengths: Lengths, text: string): void {
  const length = lengthOf(text);
  if (length === undefined) return;
  lengths.least = Math.min(lengths.least, length);
  lengths.most = Math.max(lengths.most, length);
}

/** Fewer digits are an amount, of which each is as long as it happens to be. */
const LONG = 10;

/** In words, a length that no test shows; undefined where one does, or none has a length. Total. */
export function lengthNotShown({ least, most }: Lengths, text: string): string | undefined {
  const length = lengthOf(text);
  if (length === undefined || most === 0) return undefined;
  const isNumber = digitsOf(text) > 0;
  if (isNumber ? least < LONG || length >= least : length >= least && length <= most) return undefined;
  return `${length} ${isNumber ? "digits" : "letters, digits and signs"}, where tests have ${least} to ${most}`;
}
