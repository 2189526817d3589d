/** What the checks of a proof mean, for people: a few questions, each answered by some of the checks. */
import type { Check, Outcome } from "#lib/kernel/checks.ts";

export type Question = {
  readonly id: string;
  /** Names of the checks that answer it: the first that failed decides, else the last that ran. */
  readonly checks: readonly string[];
  readonly asks: string;
  readonly yes: string;
  readonly no: string;
};

export const QUESTIONS: readonly Question[] = [
  {
    id: "readable",
    checks: ["form", "checkpoint", "statement"],
    asks: "Is it whole and readable?",
    yes: "It is whole: entry, proof and signed head can be read to the last character.",
    no: "It cannot be read as what it claims to be.",
  },
  {
    id: "signed-by-log",
    checks: ["log-key", "log-signature"],
    asks: "Did this log sign it?",
    yes: "The log's own key signed this head.",
    no: "The log's key did not sign this head.",
  },
  {
    id: "included",
    checks: ["inclusion"],
    asks: "Does it stand in the log?",
    yes: "The entry stands in the log at that place: its hashes lead to the signed root.",
    no: "The entry does not stand there: its hashes lead to another root than the signed one.",
  },
  {
    id: "signed-by-author",
    checks: ["same-log", "statement-signature"],
    asks: "Did its author sign it?",
    yes: "Its author's key signed exactly these words, for this log.",
    no: "The key that it names did not sign these words.",
  },
  {
    id: "shown",
    checks: ["shown"],
    asks: "Is it what this page shows?",
    yes: "It is the entry that this page shows.",
    no: "It is not the entry that this page shows.",
  },
  {
    id: "watched",
    checks: ["cosigned"],
    asks: "Did the watchers that you trust sign it?",
    yes: "Enough of the watchers that you named signed this head.",
    no: "The watchers that you named did not sign this head.",
  },
  {
    id: "memory",
    checks: ["continues", "same-view"],
    asks: "Does the log continue what you saw before?",
    yes: "The log continues what this browser saw before.",
    no: "The log contradicts what this browser saw before.",
  },
];

/** One check in a few words. */
const TITLES: Readonly<Record<string, string>> = {
  form: "Form of the file",
  checkpoint: "Head is a signed note",
  "log-key": "The log's key is known",
  "log-signature": "Log's signature on the head",
  inclusion: "Inclusion in the tree",
  statement: "Statement inside the entry",
  "same-log": "Signed for this log",
  "statement-signature": "Author's signature",
  shown: "The entry that this page shows",
  continues: "Continues what this browser verified before",
  "same-view": "Agrees with what this browser verified before",
  "state-root": "State root of the index",
  issuer: "Signed by who speaks for the index",
  "answer-signature": "Signed by the key that it names",
  "answer-key": "That key answers for the index",
  rows: "Each row is as it was signed",
  row: "It was signed for this row of the ledger",
  "same-series": "Both are about one ledger",
  "same-block": "Both are about this block",
  "two-hashes": "They name two hashes",
  "answer-head": "Stands under a head of this log",
  presence: "Stands in the signed state",
  absence: "Does not stand in the signed state",
  head: "Head signed by the accused log",
  "first-head": "First head signed by the accused log",
  "second-head": "Second head signed by the accused log",
  conflict: "Two roots for one size",
  inconsistency: "The second head does not extend the first",
  log: "The log's own entries",
  claim: "A claim of the index itself",
  verdict: "The verdict, run again",
  "fold-version": "The fold that it was made with",
  cosigned: "Signed by the watchers that you trust",
  promise: "Promise signed by the log",
  "time-over": "Its time is over",
  entry: "The entry in question",
  signature: "Signed by the log's promise key",
  origin: "The promise key is of the log that it names",
  genesis: "Genesis founds this log",
  checkpoints: "Every checkpoint signed by the log",
  root: "The entries give every signed root",
  statements: "Every statement well formed and signed",
  "state-roots": "State roots recomputed",
  outages: "Claimed outages of the log",
  "log-times": "Log times within the cosignatures",
  parts: "Every part is committed to",
  "about-case": "All of it is about this case",
  state: "How the case stood, as the index signed it",
  "nothing-left-out": "No entry about it is left out",
  body: "The body is the one that was signed",
  components: "Everything that counts was signed",
  key: "The key is known",
  "token-form": "Form of the token",
  "token-algorithm": "How it is signed",
  "token-issuer": "Its issuer is a key",
  "token-audience": "For whom it is",
  "token-times": "When it begins and ends",
  "token-id": "Its own number",
  "token-quantity": "Its quantity",
  "token-usage": "What it is for",
  "token-signature": "Issuer's signature",
  "token-issuer-key": "The issuer's key is its own",
};

/** Of two statements that are held against each other, each has its own checks. */
const SIDES: Readonly<Record<string, string>> = { first: "First statement", second: "Second statement" };

export function checkTitle(name: string): string {
  const [, side = "", own = ""] = /^(first|second)-(.+)$/.exec(name) ?? [];
  return TITLES[name] ?? (TITLES[own] === undefined ? name : `${SIDES[side]}: ${TITLES[own]}`);
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pass: "yes",
  fail: "no",
  "not-run": "not run",
  "cannot-check": "cannot check",
};

export type Answer = Question & {
  readonly outcome: Outcome;
  /** The outcome in a word or two. */
  readonly word: string;
  readonly sentence: string;
  readonly members: readonly Check[];
  /** What could not be checked although the question is answered. */
  readonly notes: readonly string[];
};

/** The questions that the checks of a finding answer, in order. */
export function answersOf(checks: readonly Check[]): Answer[] {
  return QUESTIONS.flatMap((question) => {
    const members = checks.filter(({ name }) => question.checks.includes(name));
    return members.length === 0 ? [] : [answer(question, members)];
  });
}

function answer(question: Question, members: readonly Check[]): Answer {
  const failed = members.find(({ outcome }) => outcome === "fail");
  const decisive = failed ?? members.findLast(({ outcome }) => outcome !== "not-run");
  const outcome = decisive?.outcome ?? "not-run";
  const notes = members.flatMap(({ outcome: said, detail }) =>
    said === "cannot-check" && outcome === "pass" && detail !== undefined ? [detail] : [],
  );
  const word = decisive?.reason === "first-visit" ? "first visit" : OUTCOME_WORDS[outcome];
  return { ...question, outcome, word, sentence: sentenceOf(question, outcome, decisive), members, notes };
}

function sentenceOf(question: Question, outcome: Outcome, check: Check | undefined): string {
  switch (outcome) {
    case "pass":
      // What this browser remembers differs from visit to visit: the check's own words say it best.
      return question.id === "memory" ? (check?.detail ?? question.yes) : question.yes;
    case "fail":
      return check?.detail === undefined ? question.no : `${question.no} ${check.detail}`;
    case "cannot-check":
      return check?.detail ?? "This cannot be checked here.";
    case "not-run":
      return "Not run: an earlier check failed.";
  }
}

/** `failed`: something is wrong. `unsure`: nothing is, but a signature could not be checked. */
export type Verdict = "verified" | "failed" | "unsure";

const SIGNATURES = ["log-signature", "statement-signature"];

export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some(({ outcome }) => outcome === "fail" || outcome === "not-run")) return "failed";
  const unsure = checks.some(({ name, outcome }) => outcome === "cannot-check" && SIGNATURES.includes(name));
  return unsure || checks.length === 0 ? "unsure" : "verified";
}
