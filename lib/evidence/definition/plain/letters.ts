/**
 * Letters that a collation takes for one another: without case `apple` for `Apple`, without accents `Munchen` for `München`.
 * That tests have both is no word that they are told apart: one is found by the other wherever both are names of something.
 * So texts of one place keep to the one form that its tests have, are those of a test, or stand where two texts of tests
 * differ in case (in accents) alone, which whoever wrote them knows to be two texts to code and service, or one (ADR 0256).
 */
import { normalForm } from "#lib/kernel/normal-form.ts";
import {
  addText,
  folded,
  isStored,
  newTexts,
  type Texts,
  type Told,
  withoutAccents,
  withoutBoth,
  withoutCase,
} from "./folds.ts";

/** A collation without case takes `Rye Bread` and `rye bread` for `Rye bread`, so that each is one of its own. */
export function casesOf(text: string): readonly string[] {
  const cases = wordsOf(text).map((word) => MARKS[caseOf(word)]);
  const [first] = cases;
  if (first === undefined) return [];
  const isAlike = (first === MARKS.small || first === MARKS.capitals) && cases.every((each) => each === first);
  return isAlike ? [`words in ${first}`] : [...casesShownBy(text), "words that are not all in one case"];
}

/** What a test shows of each word by itself: what is made of `BBC` and of `rye bread` is made of `BBC bread`, too. */
export const casesShownBy = (text: string): readonly string[] =>
  wordsOf(text).map((word, at) => `a ${at === 0 ? "first" : "later"} word in ${MARKS[caseOf(word)]}`);

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

/**
 * Texts of tests of one kind at one place, with the right answers that tests have to each; and those that are the same without
 * case, or without accents.
 */
export type Apart = {
  readonly texts: Texts;
  readonly answers: Map<string, Set<string>>;
  readonly inCase: Map<string, Set<string>>;
  readonly inAccents: Map<string, Set<string>>;
  toldBy?: { readonly known: Texts; readonly said: Said };
};

/** Of letters beyond ASCII two texts say something that differ in one of those: much that knows case knows it in ASCII only. */
type Said = { readonly looksUp: Words; readonly writes: Words };

type Words = { readonly case: boolean; readonly caseBeyond: boolean; readonly accents: boolean };

export const newApart = (): Apart => ({
  ...{ texts: newTexts(), answers: new Map(), inCase: new Map(), inAccents: new Map() },
});

/** `answer`: the right one, where the test has it. */
export function addApart({ texts, answers, inCase, inAccents }: Apart, text: string, answer?: string): void {
  addText(texts, text);
  if (answer !== undefined) add(answers, text, answer);
  add(inCase, withoutCase(text), text);
  if (normalForm(text, "NFKC") === text && !OTHER_MARK.test(text)) add(inAccents, withoutAccents(text), text);
}

/** What stands above or below letters of other scripts are vowels, and no accents: of Latin none is left that composes. */
const OTHER_MARK = /(?![\u0300-\u036f])\p{M}/u;

const add = (groups: Map<string, Set<string>>, name: string, one: string): void => {
  groups.set(name, (groups.get(name) ?? new Set()).add(one));
};

/** What tests show of the case and accents of this text, beside what the definition knows. */
export function toldOf(apart: Apart, text: string, known: Texts): Told {
  if (apart.toldBy?.known !== known) apart.toldBy = { known, said: saidOf(apart, known) };
  const { looksUp, writes } = apart.toldBy.said;
  const isBeyond = HAS_CASE_BEYOND.test(text);
  const of = (words: Words) => ({ case: isBeyond ? words.caseBeyond : words.case, accents: words.accents });
  return { ...of(writes), looksUp: of(looksUp) };
}

const HAS_CASE_BEYOND = /(?![A-Za-z])[\p{Lu}\p{Ll}]/u;

/**
 * Of two that nothing has stored ("no such item") a collation makes the same as code. Code has words that are no items, so that
 * what it knows says nothing; and the state, too, where both have the answer of a third.
 */
function saidOf({ answers, inCase, inAccents }: Apart, known: Texts): Said {
  const having = new Map<string, Set<string>>();
  for (const [text, all] of answers) for (const answer of all) add(having, answer, withoutBoth(text));
  const isOfAnother = ([one, other]: Pair) =>
    [...(answers.get(one) ?? NONE)].some((each) => answers.get(other)?.has(each) && (having.get(each)?.size ?? 0) > 1);
  const tells = (pair: Pair) =>
    (pair.some((text) => isStored(known, text)) && !isOfAnother(pair)) ||
    areToldApart(answers.get(pair[0]), answers.get(pair[1]), pair[0]);
  const [cases, accents] = [pairsOf(inCase), pairsOf(inAccents)];
  const looksUp = wordsBy(tells, cases, accents);
  const givesBack = [...answers].every(([text, all]) => [...all].every((answer) => holds(answer, text)));
  if (known.areAll !== true || !givesBack) return { looksUp, writes: looksUp };
  // What gives back each as it is written makes nothing of case and accents.
  return { looksUp, writes: wordsBy((pair) => tells(pair) || pair.every((text) => answers.has(text)), cases, accents) };
}

function wordsBy(tells: (pair: Pair) => boolean, cases: readonly Pair[], accents: readonly Pair[]): Words {
  const told = cases.filter(tells);
  const caseBeyond = told.some(([one, other]) => smallInAscii(one) !== smallInAscii(other));
  return { case: told.length > 0, caseBeyond, accents: accents.some(tells) };
}

/** A few letters stand in any answer. */
const holds = (answer: string, text: string): boolean =>
  lettersOf(text).length >= SHORTEST && (answer.includes(text) || answer.includes(JSON.stringify(text).slice(1, -1)));

type Pair = readonly [one: string, other: string];

/** Each with the first that is alike, so that many take no longer than by their number. */
const pairsOf = (groups: Map<string, Set<string>>): Pair[] =>
  [...groups.values()].flatMap((group) => {
    const [one = "", ...others] = group;
    return others.map((other): Pair => [one, other]);
  });

const smallInAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const NONE: ReadonlySet<string> = new Set();

/**
 * Whether answers show what is made of both texts: other ones, and not by what they repeat of the text alone; or one that has
 * what is left of it.
 */
function areToldApart(left = NONE, right = NONE, text = ""): boolean {
  const others = [...right].filter((answer) => !left.has(answer));
  if (left.size === 0 || right.size === 0) return false;
  const letters = lettersOf(text);
  const isMade = (answer: string) => letters.length >= SHORTEST && lettersOf(answer).includes(letters);
  if (others.length < right.size) return [...right].some((answer) => left.has(answer) && isMade(answer));
  const leftFolded = new Set([...left].map(lettersOf));
  return others.every((answer) => !leftFolded.has(lettersOf(answer)));
}

/** Fewer letters stand in any answer. */
const SHORTEST = 3;

const lettersOf = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]/gu, "");
