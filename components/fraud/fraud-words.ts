/** What each kind of fraud proof shows, in one sentence for people; and what it is called in a list. */
import type { FraudProofView } from "#lib/contract/fraud.ts";
import type { FraudKind } from "#lib/statement/log-bodies.ts";

type Heads = FraudProofView["heads"];
type FraudWords = { readonly noun: string; readonly shows: (heads: Heads) => string };

const count = (size: number | undefined) => `${(size ?? 0).toLocaleString("en")} ${size === 1 ? "entry" : "entries"}`;

export const FRAUD_WORDS: Readonly<Record<FraudKind, FraudWords>> = {
  "conflicting-checkpoints": {
    noun: "Two histories of one length",
    shows: ([first]) =>
      `This log signed two different histories of ${count(first?.size)}. At most one of them is what happened.`,
  },
  "inconsistent-sizes": {
    noun: "A history that was changed",
    shows: ([first, second]) =>
      `This log signed ${count(first?.size)}, and also ${count(second?.size)} that do not begin with them. Something that was recorded was changed.`,
  },
  "wrong-state-root": {
    noun: "A false state",
    shows: ([head]) =>
      `This log signed a state that its own entries do not give (log of ${count(head?.size)}). What its pages showed by it was false.`,
  },
  "unmet-promise": {
    noun: "A statement that was hidden",
    shows: ([head]) =>
      `This log promised in writing to publish a statement. When the time was over, watchers saw it with ${count(head?.size)}, and the statement was not among them.`,
  },
  "false-time": {
    noun: "A false time",
    shows: () =>
      "An entry of this log bears a later time than the clocks of its watchers when they had already seen it: it was dated ahead.",
  },
  "wrong-verdict": {
    noun: "A false result",
    shows: () =>
      "This index said of a report what the public evidence does not give: whoever runs the checks again over the same log and evidence finds something else.",
  },
  "contradicting-answers": {
    noun: "Two answers to one question",
    shows: () =>
      "This index signed two different answers to the same question about the same state of its log. At most one of them is true: it told two people two things.",
  },
};

export function fraudSentence({ kind, heads }: Pick<FraudProofView, "kind" | "heads">): string {
  return FRAUD_WORDS[kind].shows(heads);
}

/** The file's name, as the API gives it. */
export function fraudFileName({ kind, sha256 }: Pick<FraudProofView, "kind" | "sha256">): string {
  return `${kind}-${sha256.slice(0, 8)}.fraud.json`;
}
