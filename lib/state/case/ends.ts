/** How far a case is: whether people still have to decide it, and what they decided. */
import type { CaseState, Ruling } from "#lib/dispute/dispute.ts";
import { FINDINGS } from "#lib/dispute/finding.ts";
import type { CaseForm } from "./case-forms.ts";

const WAITING: ReadonlySet<CaseState> = new Set([
  "awaiting_response",
  "accepted",
  "evidence_open",
  "drawing",
  "voting",
  "revealing",
  "draft",
]);

/** Whether it waits for the first word of people. */
export function isWaiting({ state, dispute }: Pick<CaseForm, "state" | "dispute">): boolean {
  return (WAITING.has(state) || state === "appealed") && (dispute?.rulings.length ?? 0) === 0;
}

/** Whether a ruling is being heard again, by an appeal. */
export function isUnderAppeal({ state, dispute }: Pick<CaseForm, "state" | "dispute">): boolean {
  const isOpen = state === "appealed" || (WAITING.has(state) && dispute !== null && dispute.appeal !== null);
  return isOpen && (dispute?.rulings.length ?? 0) > 0;
}

/** Nothing stands for its fault any more, and nobody was ruled on. */
export function isDropped({ state, dispute }: Pick<CaseForm, "state" | "dispute">): boolean {
  const isEnded = state === "withdrawn" || state === "expired" || state === "handed_over";
  return isEnded && (dispute?.rulings.length ?? 0) === 0;
}

/** Whether people said it, and not a machine. */
export function isPeoples({ by }: Ruling): boolean {
  return by !== "machine";
}

export function isUpheldBy({ outcome }: Ruling): boolean {
  return FINDINGS[outcome] === "against";
}
