/** What parties, maintainers and admins do to a case, once a reducer has found that they may ({@link mayAct}). */
import type { EntryIndex } from "#lib/kernel/ids.ts";
import type { DisputeRules } from "#lib/statement/dispute-rules.ts";
import type { Ground } from "#lib/statement/dispute-words.ts";
import { openEvidence } from "./advance.ts";
import { later, sharesBy } from "./clocks.ts";
import type { Answer, Appeal, CaseState, Dispute } from "./dispute.ts";

export type Moved = { readonly state: CaseState; readonly dispute: Dispute };

/** The dispute of a case that a verdict leaves to people or has proven; also of one that an appeal admits. */
export function beginDispute(
  { at, reporterCommit }: { readonly at: string; readonly reporterCommit: string },
  { hours }: DisputeRules,
): Dispute {
  return {
    respondBy: later(at, hours.respond),
    extended: false,
    answer: null,
    reporterShare: { commit: reporterCommit, share: null },
    operatorShare: { commit: null, share: null },
    evidence: [],
    evidenceOpenedAt: null,
    evidenceClosesAt: null,
    round: 0,
    appeal: null,
    rulings: [],
    finalAt: null,
    reopened: 0,
  };
}

type Said = { readonly entry: EntryIndex; readonly at: string };

/**
 * The operator contests: evidence opens, or stays open for an answer that comes late. Undefined: it cannot, since it has
 * answered, is too late, or names no ground against what a machine has proven.
 */
export function contest(
  { state, dispute }: Moved,
  { ground, drawShare, entry, at }: Said & { readonly ground: Ground | null; readonly drawShare: string },
  { hours }: DisputeRules,
): Moved | undefined {
  const answer: Answer = { type: "contest", ground, entry, at };
  const answered: Dispute = { ...dispute, answer, operatorShare: { commit: drawShare, share: null } };
  if (state === "evidence_open" || state === "appealed") {
    const isUnanswered = dispute.answer === null || dispute.answer.type === "silence";
    return isUnanswered && isBefore(at, dispute.evidenceClosesAt) ? { state, dispute: answered } : undefined;
  }
  if (!mayAnswer({ state, dispute }, at) || (state === "proven" && ground === null)) return undefined;
  return { state: "evidence_open", dispute: openEvidence(answered, at, hours.evidence) };
}

/** The operator admits, and promises a report of the incident. Undefined: it cannot. */
export function admit({ state, dispute }: Moved, { entry, at }: Said): Moved | undefined {
  if (state !== "awaiting_response" || !mayAnswer({ state, dispute }, at)) return undefined;
  return { state: "accepted", dispute: { ...dispute, answer: { type: "admission", ground: null, entry, at } } };
}

/** More time to answer, once. Undefined: there is none. */
export function extend({ state, dispute }: Moved, at: string, { hours }: DisputeRules): Moved | undefined {
  if (dispute.extended || dispute.respondBy === null || !mayAnswer({ state, dispute }, at)) return undefined;
  return { state, dispute: { ...dispute, extended: true, respondBy: later(dispute.respondBy, hours.extension) } };
}

function mayAnswer({ state, dispute }: Moved, at: string): boolean {
  const isAsked = state === "awaiting_response" || state === "proven";
  return isAsked && dispute.answer === null && isBefore(at, dispute.respondBy);
}

/**
 * An appeal opens evidence for the urgent hours. `admissibleUntil`: of an inadmissible report, when its time to appeal ends.
 * Who asks that a refused report is heard has not yet appealed against what people find; that appeal is the last word.
 * Undefined: it cannot.
 */
export function fileAppeal(
  { state, dispute }: Moved,
  appeal: Appeal,
  rules: DisputeRules,
  admissibleUntil: string | null,
): Moved | undefined {
  const isAdmission = appeal.ground === "inadmissible";
  const isOpen = isAdmission
    ? state === "inadmissible" && appeal.by === "reporter" && isBefore(appeal.at, admissibleUntil)
    : state === "ruled" && isBefore(appeal.at, dispute.finalAt);
  if (!isOpen) return undefined;
  const opened = openEvidence({ ...dispute, appeal, finalAt: null }, appeal.at, rules.hours.urgentEvidence);
  return { state: "appealed", dispute: opened };
}

/** After an end, everything but the answer and the commitments begins again. */
export function reopen({ dispute }: Moved, at: string, { hours }: DisputeRules): Moved {
  const again = { ...dispute, appeal: null, finalAt: null, reopened: dispute.reopened + 1 };
  return { state: "evidence_open", dispute: openEvidence(again, at, hours.evidence) };
}

/** From when to when the parties show their shares of the round. Undefined: not now. */
export function shareWindow(
  { state, dispute }: Moved,
  rules: DisputeRules,
): { readonly from: string; readonly until: string } | undefined {
  const { evidenceClosesAt } = dispute;
  if (state !== "drawing" || evidenceClosesAt === null) return undefined;
  return { from: evidenceClosesAt, until: sharesBy(evidenceClosesAt, rules) };
}

/** Texts of one form of time compare as the times do; what has no end is over. */
function isBefore(at: string, end: string | null): boolean {
  return end !== null && at < end;
}
