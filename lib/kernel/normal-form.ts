/**
 * Unicode normal forms of texts that anybody may send. An engine puts the marks behind a letter in order, and needs the square
 * of their number for it: a run of 100,000 stops a process for half a minute. No writing has more than a few, so that Unicode
 * names 30 as the most that a stream need hold (UAX #15, D3). A text with more in a row has no normal form here.
 */

const MOST_MARKS = 30;

type Form = "NFC" | "NFKC" | "NFKD";

const MARKS = /\p{M}+/gu;
/** Two letters of half width become marks in the forms of compatibility. */
const MARKS_AND_WHAT_BECOMES_ONE = /[\p{M}\uff9e\uff9f]+/gu;
const IS_ASCII = /^[\0-\x7f]*$/;

/** Whether the text is in Unicode normal form C, with at most 30 marks in a row. In linear time. Total. */
export function isComposed(text: string): boolean {
  return IS_ASCII.test(text) || (!hasLongRun(text, MARKS) && text.normalize("NFC") === text);
}

/** The normal form, or the text as it is where it has more than 30 marks in a row. In linear time. Total. */
export function normalForm(text: string, form: Form): string {
  if (IS_ASCII.test(text)) return text;
  return hasLongRun(text, form === "NFC" ? MARKS : MARKS_AND_WHAT_BECOMES_ONE) ? text : text.normalize(form);
}

/** Runs are met one after the other, each letter once: `\p{M}{31}` would begin anew at each mark. */
function hasLongRun(text: string, runs: RegExp): boolean {
  for (const [run] of text.matchAll(runs))
    if (run.length > MOST_MARKS && Array.from(run).length > MOST_MARKS) return true;
  return false;
}
