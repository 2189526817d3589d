/**
 * The charter: what a ballot asks, and by which one-line test each answer is chosen. The ballot, the command line and
 * docs/concepts/disputes.md show these words; nobody decides by others.
 */
import type { BallotAttribution, BallotSeverity, Fact } from "#lib/statement/dispute-words.ts";

type Option<Value extends string> = { readonly value: Value; readonly title: string; readonly test: string };
export type CharterQuestion<Value extends string> = {
  readonly title: string;
  readonly lead: string;
  readonly options: readonly Option<Value>[];
};

export const CHARTER = {
  fact: {
    title: "Did it happen?",
    lead: "By the evidence alone, and not by what somebody is known for.",
    options: [
      {
        value: "happened",
        title: "It happened",
        test: "The evidence shows what was reported, and no other reading of it fits.",
      },
      {
        value: "partly",
        title: "In part",
        test: "The evidence shows some of what was reported, and not the rest.",
      },
      {
        value: "did-not-happen",
        title: "It did not happen",
        test: "The evidence shows something else, or what it shows breaks no rule that was in force.",
      },
      {
        value: "cannot-tell",
        title: "It cannot be told",
        test: "Read fairly, the evidence fits what both sides say.",
      },
    ],
  },
  attribution: {
    title: "Whose doing was it?",
    lead: "Asked only of what happened. Not to know is an answer.",
    options: [
      {
        value: "malice",
        title: "On purpose",
        test: "Whoever runs it gained by it or hid it, and no slip explains both.",
      },
      {
        value: "negligence",
        title: "Carelessness",
        test: "Usual care would have prevented it: a check, a test, a backup that was not made.",
      },
      {
        value: "third-party",
        title: "Somebody else",
        test: "Evidence of its own shows another’s act, which the operator could neither foresee nor stop.",
      },
      {
        value: "shared-software",
        title: "Software that many use",
        test: "The same release did the same to others, and the operator had no earlier word of it.",
      },
      { value: "unknown", title: "Nobody can tell", test: "None of the others is shown by evidence." },
    ],
  },
  severity: {
    title: "How grave is it?",
    lead: "By what it did to those who relied on it, not by how angry somebody is.",
    options: [
      {
        value: "grave",
        title: "Grave",
        test: "People lost money, or could not leave with theirs.",
      },
      {
        value: "serious",
        title: "Serious",
        test: "People relied on something wrong, and would have lost money had they acted on it.",
      },
      {
        value: "moderate",
        title: "Moderate",
        test: "A promise was broken, and nobody’s money hung on it.",
      },
      {
        value: "minor",
        title: "Minor",
        test: "A slip that was put right before anybody relied on it.",
      },
    ],
  },
} as const satisfies {
  readonly fact: CharterQuestion<Fact>;
  readonly attribution: CharterQuestion<BallotAttribution>;
  readonly severity: CharterQuestion<BallotSeverity>;
};

export type QuestionName = keyof typeof CHARTER;
export const QUESTION_NAMES = ["fact", "attribution", "severity"] as const satisfies readonly QuestionName[];

/** Beside the three questions: said only of a report of what did not happen, or cannot be told. */
export const ABUSIVE_TEST = "The reporter knew that it was wrong, or made the evidence up.";
/** Beside the three questions: said only of what happened. */
export const REMEDIED_TEST = "Everybody whom it touched was put as if it had not happened.";

/** Whether an answer to the first question leads to the other two. */
export const isUpholding = (fact: Fact): boolean => fact === "happened" || fact === "partly";
