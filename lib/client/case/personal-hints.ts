/** Places in a text that look like data of a person, to be read once more before they are public for ever. */

export type PersonalHint = { readonly what: string; readonly text: string };

const PATTERNS: readonly (readonly [what: string, form: RegExp])[] = [
  ["an e-mail address", /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu],
  ["an account number (IBAN)", /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b/g],
  ["a telephone number", /(?<![\w.])\+\d{1,3}(?:[ ()/-]*\d){7,12}(?![\w.])/g],
  ["an IP address", /(?<![\d.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?!\d|\.\d)/g],
  ["a person’s title and name", /\b(?:Mr|Mrs|Ms|Dr|Herr|Frau)\.? \p{Lu}\p{Ll}+/gu],
];
const MOST = 8;

/** In the order of the patterns, each text once, at most {@link MOST}. Total. */
export function personalHints(text: string): PersonalHint[] {
  const found = PATTERNS.flatMap(([what, form]) =>
    [...new Set(Array.from(text.matchAll(form), ([match]) => match))].map((match) => ({ what, text: match })),
  );
  return found.slice(0, MOST);
}
