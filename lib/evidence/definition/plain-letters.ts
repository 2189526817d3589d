/**
 * Letters that a collation takes for one another: without case `apple` for `Apple`, without accents `Munchen` for `München`.
 * That tests have both is no word that they are told apart: one is found by the other wherever both are names of something.
 * So texts of one place keep to the one form that its tests have, are those of a test, or stand where two texts of tests
 * differ in case (in accents) alone, which whoever wrote them knows to be two texts to code and service, or one (ADR 0256).
 */
import { normalForm } from "#lib/kernel/normal-form.ts";

/** A collation without case takes `Rye Bread` and `rye bread` for `Rye bread`, so that each is one of its own. */
export function casesOf(text: string): readonly string[] {
  const [first, ...behind] = wordsOf(text).map((word) => MARKS[caseOf(word)]);
  if (first === undefined) return [];
  const isAlike = (first === MARKS.small || first === MARKS.capitals) && behind.every((each) => each === first);
  return isAlike
    ? [`words in ${first}`]
    : [`a first word in ${first}`, ...behind.map((each) => `a later word in ${each}`)];
}

type Case = "small" | "letter" | "capital" | "capitals" | "within";

/** A letter alone is a capital, and capitals. */
const MARKS: Record<Case, string> = {
  small: "small letters",
  letter: "small letters with one capital",
  capital: "small letters with one capital",
  capitals: "capitals",
  within: "small letters with capitals within",
};

const wordsOf = (text: string): readonly string[] => text.match(/[\p{Lu}\p{Ll}]+/gu) ?? [];

function caseOf(word: string): Case {
  if (/^\p{Ll}+$/u.test(word)) return "small";
  if (/^\p{Lu}$/u.test(word)) return "letter";
  if (/^\p{Lu}\p{Ll}*$/u.test(word)) return "capital";
  return /^\p{Lu}+$/u.test(word) ? "capitals" : "within";
}

/** The forms that letters have in texts of one kind at one place: cases of the first word and of those behind it. */
export type Forms = { readonly first: Set<Case>; readonly behind: Set<Case>; hasAccents: boolean };

export const newForms = (): Forms => ({ first: new Set(), behind: new Set(), hasAccents: false });

export function addForms(forms: Forms, text: string): void {
  for (const [at, word] of wordsOf(text).entries()) (at === 0 ? forms.first : forms.behind).add(caseOf(word));
  forms.hasAccents ||= HAS_ACCENT.test(text);
}

/** Whether a collation without case makes each of its words one that tests have in the same writing only. */
export function isOfOneCase({ first, behind }: Forms, text: string): boolean {
  return wordsOf(text).every((word, at) => isOnly(caseOf(word), at === 0 || behind.size === 0 ? first : behind));
}

/** Where the capitals stand within a word each word says by itself. */
function isOnly(of: Case, shown: ReadonlySet<Case>): boolean {
  if (of === "letter") return !shown.has("small") && !shown.has("within");
  if (of === "within" || !shown.has(of)) return false;
  const besides = of !== "small" && shown.has("letter") ? 1 : 0;
  return shown.size === 1 + besides;
}

/**
 * All letters and marks but those without: of Latin, Greek (to omega) and Cyrillic (but for \u0439), and what takes none, signs
 * of Chinese and syllables of Korean.
 */
const HAS_ACCENT =
  /(?![A-Za-z\u0391-\u03a9\u03b1-\u03c9\u0404\u0406\u0410-\u0418\u041a-\u0438\u043a-\u044f\u0454\u0456\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u{20000}-\u{323af}])[\p{L}\p{M}]/u;
const MAY_HAVE_ACCENT = /[A-Za-z\u0391-\u03c9\u0404-\u0456]/;

/** Whether a collation without accents makes it no text of another accent than tests have. */
export const isOfOneAccent = ({ hasAccents }: Forms, text: string): boolean =>
  !HAS_ACCENT.test(text) && !(hasAccents && MAY_HAVE_ACCENT.test(text));

/** Texts of one kind at one place, by what is left of each without its case (its accents); and whether two were the same then. */
type Fold = { readonly texts: Map<string, string>; isTold: boolean };

/** What tests of one kind at one place say of case and of accents by two texts that differ in nothing else. */
export type Apart = { readonly inCase: Fold; readonly inCaseBeyond: Fold; readonly inAccent: Fold };

export const newApart = (): Apart => ({ inCase: newFold(), inCaseBeyond: newFold(), inAccent: newFold() });

const newFold = (): Fold => ({ texts: new Map(), isTold: false });

/** Whether two texts show what is made of the case of its letters: of those beyond ASCII two that differ in one of them. */
export const isCaseTold = ({ inCase, inCaseBeyond }: Apart, text: string): boolean =>
  (HAS_CASE_BEYOND.test(text) ? inCaseBeyond : inCase).isTold;

const HAS_CASE_BEYOND = /(?![A-Za-z])[\p{Lu}\p{Ll}]/u;

export function addApart({ inCase, inCaseBeyond, inAccent }: Apart, text: string): void {
  addFold(inCase, text.toLowerCase(), text);
  addFold(
    inCaseBeyond,
    text.toLowerCase(),
    text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  );
  if (normalForm(text, "NFKC") === text) addFold(inAccent, withoutAccents(text), text);
}

function addFold(fold: Fold, folded: string, text: string): void {
  const known = fold.texts.get(folded);
  fold.isTold ||= known !== undefined && known !== text;
  fold.texts.set(folded, text);
}

/** Of a text without forms of compatibility, whose marks alone are accents: a stroke is one to some collations, and not to others. */
const withoutAccents = (text: string): string => normalForm(text, "NFKD").replace(/\p{M}/gu, "");
