/**
 * A value that servers take as it was sent, and make the same of. Frameworks take off spaces, controls and what nobody sees at
 * its ends before a service looks at it, make nothing of an empty one, and some languages compose letters to compare them. Of
 * `2abc`, `1_000` and `0x10` each language reads a number of its own, of `on` and `t` a boolean, and Newtonsoft a date of
 * whatever looks like one; case, collation and patterns (`%`) read letters and signs apart that nobody thought of (ADR 0245).
 * So values are held by the place where they stand: of a kind, and with marks, that a test has there (ADR 0252).
 */
import { isComposed } from "#lib/kernel/normal-form.ts";
import { addDays, type Days, dayNotShown, newDays } from "./date.ts";
import { foldsOf, isTakenForOne, NO_TEXTS, type Texts } from "./folds.ts";
import { addLength, type Lengths, lengthNotShown, newLengths } from "./lengths.ts";
import {
  type Apart,
  addApart,
  addForms,
  casesShownBy,
  type Forms,
  isOfOneAccent,
  isOfOneCase,
  newApart,
  newForms,
  toldOf,
} from "./letters.ts";
import { digitsOf, readingsOf, type Scalar } from "./marks.ts";
import type { LookWithin } from "./within.ts";

/**
 * What tests show of one kind at a place: what a reader may take in another way than the next, the digits of the longest number,
 * and how long codes and long numbers are.
 */
type Kind = {
  readonly marks: Set<string>;
  readonly forms: Forms;
  readonly apart: Apart;
  readonly days: Days;
  readonly lengths: Lengths;
  digits: number;
};

const newKind = (): Kind => ({
  ...{ marks: new Set(), forms: newForms(), apart: newApart(), days: newDays(), lengths: newLengths(), digits: SHORT },
});

/** What tests show at one place. `values`: those that say something, by their type. */
export type Shown = { readonly kinds: Map<string, Kind>; readonly values: Map<string, Set<Scalar>> };

export const newShown = (): Shown => ({ kinds: new Map(), values: new Map() });

/**
 * What is known of a value. `written`: a text as it stands in an address, where it may have escapes. `answer`: the right one to
 * the request of a test. `known`: texts of the definition's state and code. `within`: looks for it in these, and in others of the
 * same request.
 */
export type Around = {
  readonly written?: string | undefined;
  readonly answer?: string | undefined;
  readonly known?: Texts | undefined;
  readonly within?: LookWithin | undefined;
};

export function addTo(shown: Shown, value: Scalar, { written = "", answer }: Around = {}): Shown {
  for (const { kind: name, marks, letters } of readingsOf(value, written)) {
    const kind = shown.kinds.get(name) ?? newKind();
    shown.kinds.set(name, kind);
    for (const mark of marks) kind.marks.add(mark);
    kind.digits = Math.max(kind.digits, digitsOf(value));
    addDays(kind.days, String(value));
    if (typeof value !== "string") continue;
    addLength(kind.lengths, value);
    for (const mark of casesShownBy(letters)) kind.marks.add(mark);
    addForms(kind.forms, letters);
    addApart(kind.apart, value, answer);
  }
  if (!isNothing(value)) shown.values.set(typeof value, (shown.values.get(typeof value) ?? new Set()).add(value));
  return shown;
}

const isNothing = (value: Scalar): boolean => value === null || value === "";

/** What of it no test shows at its place, in words; undefined where it is judged. Total. */
export function notShownAt({ kinds, values }: Shown, value: Scalar, around: Around = {}): string | undefined {
  const [{ kind, marks, letters, isIdentifier }] = readingsOf(value, around.written ?? "");
  const there = kinds.get(kind);
  if (there === undefined) return kind;
  const odd = typeof value === "string" && value !== "" ? oddOf(value) : undefined;
  if (odd !== undefined) return odd;
  // What all tests have alike names what is asked for (`price` in a path, an operation, a version), and is no datum.
  const alike = values.get(typeof value);
  if (alike?.size === 1 && !alike.has(value) && !isNothing(value))
    return `another ${typeof value === "string" ? "text" : typeof value} than the one of all tests`;
  if (digitsOf(value) > there.digits) return `${digitsOf(value)} digits`;
  const mark = marks.find((each) => !there.marks.has(each));
  if (mark !== undefined || alike?.has(value)) return mark;
  const mistaken =
    typeof value === "string"
      ? (lengthNotShown(there.lengths, value) ?? mistakenOf(value, letters, { there, around }))
      : undefined;
  return mistaken ?? (isIdentifier ? undefined : dayNotShown(there.days, String(value)));
}

type Held = { readonly there: Kind; readonly around: Around };

/** For which other text somebody might take one that no test has. */
function mistakenOf(text: string, letters: string, { there: { forms, apart }, around }: Held): string | undefined {
  const { known = NO_TEXTS, within } = around;
  const told = toldOf(apart, text, known);
  if (!told.case && !isOfOneCase(forms, letters))
    return "a case of letters: tests mix them, and no two texts tell what is made of it";
  if (!told.accents && !isOfOneAccent(forms, letters))
    return "letters that may have accents: no two texts tell what is made of them";
  const folds = foldsOf(text);
  return [known, apart.texts].some((texts) => isTakenForOne(texts, folds, told))
    ? "a text that is one of the definition's but for case, accents or umlauts"
    : within?.(text, told);
}

/** Digits of a number that doubles still count like whole numbers when it is taken millions of times: fewer go with more. */
const SHORT = 9;

/** Marks of format and whatever else is drawn as nothing: Laravel takes the two that no property names off, too. */
const UNSEEN_AT_AN_END = /^[\p{Cf}\p{DI}\u{2800}\u{1d159}]|[\p{Cf}\p{DI}\u{2800}\u{1d159}]$/u;

/** What each object of JavaScript inherits, and its code finds in a table of others, also of the words of a text. */
const INHERITED =
  /constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to(?:Locale)?String|valueOf|__proto__|__(?:define|lookup)[GS]etter__/i;

/** What makes it no plain text, in words. Total. Takes time by the length of the text. */
export function oddOf(text: string): string | undefined {
  if (text === "") return "an empty text";
  if (INHERITED.test(text)) return "a name that each object of JavaScript has";
  if (text !== text.trim()) return "a space at an end";
  if (!isComposed(text)) return "letters that are not composed (NFC)";
  return UNSEEN_AT_AN_END.test(text) ? "an unseen character at an end" : undefined;
}

export const isPlainText = (text: string): boolean => oddOf(text) === undefined;
