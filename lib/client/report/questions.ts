/** "What happened?": the ways in which a provider can fail, each with the proof it needs and what a report can achieve. */
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";

export type QuestionId = "wrong" | "two" | "charged" | "unpaid" | "unanswered" | "contradicts";

export type Question = {
  readonly id: QuestionId;
  readonly title: string;
  readonly needs: string;
  readonly achieves: string;
  /** Who decides, and when. */
  readonly decided: string;
  /** `answers`: signed answers prove it. `file`: a file made elsewhere does. `telling`: nothing proves it to a machine. */
  readonly proof: "answers" | "file" | "telling";
  /** Signed answers that the proof consists of. */
  readonly answers: 0 | 1 | 2;
  /** Claims that the person chooses from; empty where the proof itself says which it is. */
  readonly claims: readonly ClaimKind[];
};

const BY_MACHINE = "Decided by machine in about a minute";
const BY_PEOPLE = "Decided by people, up to 28 days: the provider is asked first";

export const QUESTIONS: readonly Question[] = [
  {
    id: "wrong",
    title: "Wrong answer",
    needs: "One signed answer with its request, and the public rule by which the provider says it answers.",
    achieves: "Proven for everybody when its own rule gives something else. No trust in you or in us is needed.",
    decided: BY_MACHINE,
    proof: "answers",
    answers: 1,
    claims: [],
  },
  {
    id: "two",
    title: "Two different answers",
    needs: "Two signed answers to the same request, under the same public rule.",
    achieves: "Proven by the two signatures alone.",
    decided: BY_MACHINE,
    proof: "answers",
    answers: 2,
    claims: ["equivocation"],
  },
  {
    id: "charged",
    title: "Charged more than the price",
    needs: "One signed answer that states what it charged, while its signed price list stands in this log.",
    achieves: "Proven for everybody when no price that it could ask then explains the charge.",
    decided: BY_MACHINE,
    proof: "answers",
    answers: 1,
    claims: ["offer-broken"],
  },
  {
    id: "unpaid",
    title: "Can’t withdraw, or it vanished",
    needs: "Since when, and how much. A signed answer about it helps; without one it is your word.",
    achieves: "No machine proves it. Reviewers decide it from what both sides show; your word alone weighs nothing.",
    decided: BY_PEOPLE,
    proof: "telling",
    answers: 1,
    claims: ["withdrawal-refused", "vanished", "insolvent"],
  },
  {
    id: "unanswered",
    title: "Not signed, slow or down",
    needs: "How many calls failed of how many, and between which times.",
    achieves: "Counted beside what others saw. One observer proves nothing here, and it changes no tier.",
    decided: "Never decided by one report",
    proof: "telling",
    answers: 1,
    claims: ["unsigned", "slow", "withheld"],
  },
  {
    id: "contradicts",
    title: "Contradicts its own disclosure",
    needs:
      "The proof of a split ledger; or the receipts of what it owed in one epoch and in the next, where the second does not follow from the first.",
    achieves: "Proven by the provider’s own signatures.",
    decided: BY_MACHINE,
    proof: "file",
    answers: 0,
    claims: ["disclosure-contradiction"],
  },
];

export function questionOf(id: QuestionId): Question {
  const found = QUESTIONS.find((question) => question.id === id);
  if (found === undefined) throw new RangeError(`no question ${id}`);
  return found;
}
