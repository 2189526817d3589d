/**
 * Texts that a collation takes for one of others: without case, without accents, with letters instead of strokes and umlauts. A
 * service finds `iPhone` by `Iphone` and `München` by `Muenchen`, whether tests ask for them or not (ADR 0259).
 */
import { normalForm } from "#lib/kernel/normal-form.ts";

/** Texts by what is left of each: without case and accents, or whatever some collation leaves out; and how they differ then. */
export type Texts = {
  readonly all: Set<string>;
  readonly alike: Map<string, Alike>;
  readonly folded: Map<string, OneOrMore>;
  /** Whether answers are made of these and of requests alone. */
  readonly areAll?: boolean;
};

/** The one that all of these have; undefined where they have several. */
type OneOrMore = string | undefined;

/** Texts that differ in case and accents only. `isStored`: one is of the state. */
type Alike = { readonly withoutCase: OneOrMore; readonly withoutAccents: OneOrMore; readonly isStored: boolean };

export const newTexts = (): Texts => ({ all: new Set(), alike: new Map(), folded: new Map() });

export const NO_TEXTS = newTexts();

/** Takes time by the length of the text. Those that are stored come first. */
export function addText({ all, alike, folded: byFold }: Texts, text: string, isStored = false): void {
  if (all.has(text)) return;
  all.add(text);
  const { both, fold, ...one } = foldsOf(text);
  const known = alike.get(both) ?? { ...one, isStored };
  alike.set(both, {
    withoutCase: known.withoutCase === one.withoutCase ? known.withoutCase : undefined,
    withoutAccents: known.withoutAccents === one.withoutAccents ? known.withoutAccents : undefined,
    isStored: known.isStored,
  });
  byFold.set(fold, !byFold.has(fold) || byFold.get(fold) === both ? both : undefined);
}

/** What is left of one text without case, without accents, without both, and folded. */
export type Folds = {
  readonly withoutCase: string;
  readonly withoutAccents: string;
  readonly both: string;
  readonly fold: string;
};

/** Takes time by the length of the text. */
export const foldsOf = (text: string): Folds => ({
  ...{ withoutCase: withoutCase(text), withoutAccents: withoutAccents(text) },
  ...{ both: withoutBoth(text), fold: folded(text) },
});

/** Whether the state has it, in whatever case and with whatever accents. */
export const isStored = ({ alike }: Texts, text: string): boolean => alike.get(withoutBoth(text))?.isStored === true;

/**
 * What two texts of tests say of code and service. `looksUp`: the same of what is looked up or looked for: an answer that gives
 * each text back as it is written says nothing of that.
 */
export type Told = Apartness & { readonly looksUp: Apartness };

type Apartness = { readonly case: boolean; readonly accents: boolean };

/** Whether a collation takes it for another one of the texts and code does not, where nothing is told of it. Total. */
export function isTakenForOne(
  { alike, folded: byFold }: Texts,
  { both, fold, ...own }: Folds,
  { looksUp: told }: Told,
): boolean {
  const like = alike.get(both);
  if (!told.case && like !== undefined && like.withoutAccents !== own.withoutAccents) return true;
  if (!told.accents && like !== undefined && like.withoutCase !== own.withoutCase) return true;
  // Of strokes, hyphens, and umlauts as two letters no two texts tell anything.
  return byFold.has(fold) && byFold.get(fold) !== both;
}

export const withoutCase = (text: string): string => text.toLowerCase();

/** Of a text without forms of compatibility, whose marks alone are accents: a stroke is one to some collations, and not to others. */
export const withoutAccents = (text: string): string => normalForm(text, "NFKD").replace(/\p{M}/gu, "");

export const withoutBoth = (text: string): string => withoutAccents(withoutCase(text));

/** `ü` is `u` to one and `ue` to the next, `å` `a` and `aa`, and some leave hyphens and apostrophes out. */
export const folded = (text: string): string =>
  withoutBoth(text)
    .replace(/[-'\u00ad\u2010\u2011\u2019]/g, "")
    .replace(/[^\0-\x7f]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/([ou])e|a[ae]/g, (_, letter = "a") => letter);

const PLAIN: Readonly<Record<string, string>> = {
  ...{ ł: "l", ø: "oe", đ: "d", ð: "d", ħ: "h", ŧ: "t", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", ς: "σ" },
};
