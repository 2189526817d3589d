/**
 * What time makes of a case: every transition that is due, in order, up to a moment. The state at any moment is derived so;
 * the index's `clock.record` only notes it (docs/protocol/disputes.md).
 */
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { DisputeRules } from "#lib/statement/dispute-rules.ts";
import { evidenceClosesAt, later, sharesBy } from "./clocks.ts";
import { countBallots, hasQuorum } from "./count-ballots.ts";
import type { CaseState, Dispute, Panel, Ruling, Share } from "./dispute.ts";
import { standingOf } from "./finding.ts";
import { dismissSeats, isLive, refill, type Standing, settleSeats } from "./seats.ts";

export const CLOCK_TRANSITIONS = [
  "silence",
  "rule",
  "close",
  "expire",
  "seats",
  "votes",
  "reveals",
  "hand-over",
  "final",
] as const;
export type ClockTransition = (typeof CLOCK_TRANSITIONS)[number];

/** A case as far as time moves it. `panel`: that of the dispute's round, once it is drawn. */
export type CaseNow = {
  readonly state: CaseState;
  readonly filedAt: string;
  /** Log time of the first verdict. */
  readonly judgedAt: string | null;
  readonly rules: DisputeRules;
  /** The report shows more than a claim. */
  readonly showsEvidence: boolean;
  readonly dispute: Dispute | null;
  readonly panel: Panel | undefined;
};

export type Passed = { readonly transition: ClockTransition; readonly deadline: string };
type Moved = Pick<CaseNow, "state" | "dispute" | "panel">;
type Step = Passed & { readonly next: () => Moved };

/** Applies what is due by `now`, in order. */
export function advance<T extends CaseNow>(
  before: T,
  now: Instant,
  standing: Standing,
): { readonly now: T; readonly passed: readonly Passed[] } {
  const until = formatInstant(now);
  const passed: Passed[] = [];
  let current = before;
  // Every step moves on, and a case has fewer clocks than this between two statements.
  for (let n = 0; n < 12; n++) {
    const step = nextStep(current, standing);
    if (step === undefined || step.deadline > until) break;
    passed.push({ transition: step.transition, deadline: step.deadline });
    current = { ...current, ...step.next() };
  }
  return { now: current, passed };
}

/** What time moves next, and when; undefined: nothing, as long as nobody says anything. */
export function nextDue(current: CaseNow, standing: Standing): Passed | undefined {
  const step = nextStep(current, standing);
  return step && { transition: step.transition, deadline: step.deadline };
}

/** Whether the round is one of an appeal against a ruling: others decide, and it ends the case. */
export function isAppealRound({ appeal }: Pick<Dispute, "appeal">): boolean {
  return appeal !== null && appeal.ground !== "inadmissible";
}

/** Whether something was ruled before, which the round can change: by an appeal, or since the case was reopened. */
export function isRehearing(dispute: Pick<Dispute, "appeal" | "rulings">): boolean {
  return isAppealRound(dispute) || dispute.rulings.length > 0;
}

/** The operator did not answer, in time or at all. */
export function isOnSilence({ answer }: Pick<Dispute, "answer">): boolean {
  return answer === null || answer.type === "silence";
}

/** The panel of the round that runs; undefined: it is not drawn yet. */
export function panelOfRound({ dispute, panel }: Pick<CaseNow, "dispute" | "panel">): Panel | undefined {
  return panel?.round === dispute?.round ? panel : undefined;
}

/** Opens evidence as of a time. */
export function openEvidence(dispute: Dispute, at: string, hourCount: number): Dispute {
  return { ...dispute, evidenceOpenedAt: at, evidenceClosesAt: evidenceClosesAt(at, hourCount) };
}

/** Until when shares are taken in a case whose evidence is closed. */
export function sharesDueBy({ evidenceClosesAt: closesAt }: Dispute, rules: DisputeRules): string | undefined {
  return closesAt === null ? undefined : sharesBy(closesAt, rules);
}

/** A draw was logged: its seats are asked, or nobody can sit. */
export function afterDraw({ dispute }: { readonly dispute: Dispute }, panel: Panel, at: string): Moved {
  return panel.size === 0 ? withoutPanel(dispute, panel, at) : { state: "drawing", dispute, panel };
}

function nextStep(current: CaseNow, standing: Standing): Step | undefined {
  const { state, dispute, judgedAt, rules } = current;
  const { hours } = rules;
  if (state === "inadmissible") {
    if (judgedAt === null) return undefined;
    return { ...due("final", later(judgedAt, hours.admissionAppeal)), next: () => ({ ...current, state: "final" }) };
  }
  if (dispute === null) return undefined;
  const moved = (to: CaseState, next: Dispute = dispute): Moved => ({ ...current, state: to, dispute: next });
  switch (state) {
    case "awaiting_response":
    case "proven": {
      const at = dispute.respondBy;
      if (at === null) return undefined;
      if (state === "proven")
        return { ...due("rule", at), next: () => ruled(current, dispute, plain("machine", dispute, at)) };
      const answer = { type: "silence", ground: null, entry: null, at } as const;
      const open = () => moved("evidence_open", openEvidence({ ...dispute, answer }, at, hours.evidence));
      return { ...due("silence", at), next: open };
    }
    case "accepted": {
      if (dispute.answer === null) return undefined;
      const at = later(dispute.answer.at, hours.incident);
      return { ...due("rule", at), next: () => ruled(current, dispute, plain("admission", dispute, at)) };
    }
    case "evidence_open":
    case "appealed":
      if (dispute.evidenceClosesAt === null) return undefined;
      return {
        ...due("close", dispute.evidenceClosesAt),
        next: () => moved("drawing", nextRound(dispute)),
      };
    case "drawing":
      return stepOfDrawing(current, dispute, standing);
    case "voting":
    case "revealing":
    case "draft": {
      const panel = panelOfRound(current);
      return panel && stepOfPanel(current, dispute, panel, standing);
    }
    case "ruled":
      return dispute.finalAt === null ? undefined : { ...due("final", dispute.finalAt), next: () => moved("final") };
    default:
      return undefined;
  }
}

/** Each round asks for shares of its own: those of the round before are known. */
function nextRound(dispute: Dispute): Dispute {
  const asked = ({ commit }: Share): Share => ({ commit, share: null });
  const [reporterShare, operatorShare] = [asked(dispute.reporterShare), asked(dispute.operatorShare)];
  return { ...dispute, round: dispute.round + 1, reporterShare, operatorShare };
}

function stepOfDrawing(current: CaseNow, dispute: Dispute, standing: Standing): Step | undefined {
  const panel = panelOfRound(current);
  if (panel === undefined) {
    const at = sharesDueBy(dispute, current.rules);
    if (at === undefined || !isAbandoned(current, dispute, at)) return undefined;
    return {
      ...due("expire", at),
      next: () => ({ ...current, state: "expired", dispute: { ...dispute, finalAt: at } }),
    };
  }
  const at = panel.seatsBy;
  const asked = dismissSeats(panel, at, standing, current.rules, (seat) => seat.state === "asked");
  const next = refill(asked, at, standing);
  if (!next.seats.some(isLive)) return stepWithoutPanel(dispute, next, at);
  return { ...due("seats", at), next: () => ({ state: "voting", dispute, panel: next }) };
}

function stepOfPanel(current: CaseNow, dispute: Dispute, panel: Panel, standing: Standing): Step {
  const { state, rules } = current;
  if (state === "voting") {
    const at = panel.votesBy;
    const next = () => dismissSeats(panel, at, standing, rules, ({ commit }) => commit === null);
    return { ...due("votes", at), next: () => ({ state: "revealing", dispute, panel: next() }) };
  }
  const dismissed = (at: string) => dismissSeats(panel, at, standing, rules, ({ answers }) => answers === null);
  if (state === "revealing") {
    const at = panel.revealsBy;
    return {
      ...due("reveals", at),
      next: () => ({ state: "draft", dispute, panel: refill(dismissed(at), at, standing) }),
    };
  }
  const at = panel.draftEndsAt;
  const counted = dismissed(at);
  const ruling = draftRuling(dispute, counted, at);
  if (ruling === undefined) return stepWithoutPanel(dispute, counted, at);
  return { ...due("rule", at), next: () => ruled({ ...current, panel: counted }, dispute, ruling) };
}

/**
 * What the open ballots give, as of a time: the draft while there is one. It takes effect when the draft ends, so that a
 * ballot that is opened later, or a maintainer who is removed, can change it.
 */
export function rulingSoFar(dispute: Dispute, panel: Panel, now: Instant, standing: Standing): Ruling | undefined {
  return draftRuling(dispute, settleSeats(panel, formatInstant(now), standing), panel.draftEndsAt);
}

/** Undefined: nobody decides. What was ruled before is not heard again by fewer than a quorum. */
function draftRuling(dispute: Dispute, panel: Panel, at: string): Ruling | undefined {
  if (isRehearing(dispute) && !hasQuorum(panel)) return undefined;
  return countBallots(panel, { isAppeal: isAppealRound(dispute), onSilence: isOnSilence(dispute), at });
}

function ruled(current: CaseNow, dispute: Dispute, ruling: Ruling): Moved {
  const isLast = isAppealRound(dispute);
  const finalAt = isLast ? ruling.at : later(ruling.at, current.rules.hours.appeal);
  const rulings = [...dispute.rulings, ruling];
  return { state: isLast ? "final" : "ruled", dispute: { ...dispute, rulings, finalAt }, panel: current.panel };
}

/** What needs no count: proven and not contested, or admitted. */
function plain(by: "machine" | "admission", { round }: Dispute, at: string): Ruling {
  const attribution = by === "admission" ? "unknown" : null;
  const counts = { weight: "full", labels: [], counted: 0, dissent: 0 } as const;
  return {
    by,
    round,
    outcome: "upheld",
    attribution,
    severity: null,
    onSilence: false,
    ...counts,
    labels: [],
    at,
    entry: null,
  };
}

function stepWithoutPanel(dispute: Dispute, panel: Panel, at: string): Step {
  return { ...due(isRehearing(dispute) ? "final" : "hand-over", at), next: () => withoutPanel(dispute, panel, at) };
}

/** Nobody decides. What was ruled before stands: at half weight when a side asked for an appeal, which is its right. */
function withoutPanel(dispute: Dispute, panel: Panel, at: string): Moved {
  if (!isRehearing(dispute)) return { state: "handed_over", dispute: { ...dispute, finalAt: at }, panel };
  const stands = standingOf(dispute.rulings);
  const isUnheard = (ruling: Ruling) => isAppealRound(dispute) && ruling === stands;
  const labelled = dispute.rulings.map((ruling) => (isUnheard(ruling) ? unheard(ruling) : ruling));
  return { state: "final", dispute: { ...dispute, rulings: labelled, finalAt: at }, panel };
}

function unheard(ruling: Ruling): Ruling {
  const labels = [...ruling.labels.filter((label) => label !== "no-appeal-panel"), "no-appeal-panel" as const];
  return { ...ruling, weight: "half", labels };
}

/** Neither side said anything since the report, which claims and shows nothing. */
function isAbandoned({ filedAt, rules, showsEvidence }: CaseNow, dispute: Dispute, at: string): boolean {
  const { answer, evidence, reporterShare, appeal, reopened } = dispute;
  if (showsEvidence || evidence.length > 0 || reporterShare.share !== null) return false;
  if (appeal !== null || reopened > 0 || answer?.type !== "silence") return false;
  return later(filedAt, rules.hours.reporterSilence) <= at;
}

function due(transition: ClockTransition, deadline: string): Passed {
  return { transition, deadline };
}
