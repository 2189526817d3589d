/**
 * The machine of a case as data: who moves it from where to where, by what, under which guard and clock. Reducers ask it,
 * the page docs/protocol/disputes.md is made of it, and a test sums the clocks of every path through it.
 */
import type { ClockName } from "#lib/statement/dispute-rules.ts";
import type { CaseState } from "./dispute.ts";

/** Who acts. `accused`: whoever runs the provider, or a member for answers. `anyone`: with any did:key. */
export const ROLES = ["reporter", "accused", "maintainer", "index", "admins", "anyone"] as const;
export type Role = (typeof ROLES)[number];

/**
 * What somebody says, by its kind and what tells one of it from another; `clock:<transition>` is what time makes due, which
 * a `clock.record` only notes.
 */
export const ACTS = [
  "verdict",
  "response.file/contest",
  "response.file/extension",
  "response.file/admission",
  "evidence.attach",
  "report.withdraw",
  "draw.reveal",
  "case.draw",
  "panel.accept",
  "panel.decline",
  "panel.recuse",
  "vote.commit",
  "vote.reveal",
  "ruling",
  "appeal.file",
  "case.reopen",
  "clock:silence",
  "clock:rule",
  "clock:close",
  "clock:expire",
  "clock:seats",
  "clock:votes",
  "clock:reveals",
  "clock:hand-over",
  "clock:final",
] as const;
export type Act = (typeof ACTS)[number];

export type Transition = {
  readonly from: readonly CaseState[];
  /** Null: the state stays. */
  readonly to: CaseState | null;
  readonly who: Role;
  readonly by: Act;
  /** What else must hold, in words. */
  readonly guard?: string;
  /** Clocks that run, one after the other, until it is due or no longer possible. */
  readonly clocks?: readonly ClockName[];
  /** What it does besides. */
  readonly effect?: string;
};

export const TRANSITIONS: readonly Transition[] = [
  {
    from: ["filed", "checked"],
    to: "proven",
    who: "index",
    by: "verdict",
    guard: "the fourteen checks prove it",
    effect: "counts provisionally at once",
  },
  {
    from: ["filed", "checked"],
    to: "awaiting_response",
    who: "index",
    by: "verdict",
    guard: "the checks leave it open",
    effect: "the operator is asked",
  },
  {
    from: ["filed", "checked"],
    to: "inadmissible",
    who: "index",
    by: "verdict",
    guard: "the checks refute it, or there is no evidence",
  },
  {
    from: ["filed", "checked"],
    to: "duplicate",
    who: "index",
    by: "verdict",
    guard: "the fault has a case already",
    effect: "joins that case",
  },
  {
    from: ["filed"],
    to: "checked",
    who: "index",
    by: "verdict",
    guard: "the definition is suspected",
    effect: "waits",
  },
  {
    from: ["awaiting_response"],
    to: "evidence_open",
    who: "accused",
    by: "response.file/contest",
    guard: "before the answer is due",
    clocks: ["respond"],
    effect: "commits the operator's share",
  },
  {
    from: ["proven"],
    to: "evidence_open",
    who: "accused",
    by: "response.file/contest",
    guard: "before the answer is due, on a named ground",
    clocks: ["respond"],
    effect: "commits the operator's share; the mark stays until the ruling",
  },
  {
    from: ["evidence_open", "appealed"],
    to: null,
    who: "accused",
    by: "response.file/contest",
    guard: "nothing was answered so far, and evidence is open",
    effect: "commits the operator's share; no clock moves",
  },
  {
    from: ["awaiting_response", "proven"],
    to: null,
    who: "accused",
    by: "response.file/extension",
    guard: "before the answer is due, once",
    effect: "puts off the answer and all that follows",
  },
  {
    from: ["awaiting_response"],
    to: "accepted",
    who: "accused",
    by: "response.file/admission",
    guard: "before the answer is due",
    clocks: ["respond"],
    effect: "promises an incident report",
  },
  {
    from: ["awaiting_response", "evidence_open", "appealed"],
    to: null,
    who: "anyone",
    by: "evidence.attach",
    guard: "there is room; after the answer is due, evidence is open",
    effect: "is listed with its label and class",
  },
  {
    from: ["draft"],
    to: null,
    who: "anyone",
    by: "evidence.attach",
    guard: "by one of the two sides, of class claim",
    effect: "points out a slip; counts nothing",
  },
  {
    // Not once the draw is near: who withdraws and files again would choose among panels.
    from: ["awaiting_response", "evidence_open"],
    to: "withdrawn",
    who: "reporter",
    by: "report.withdraw",
    guard: "no machine has proven it, and nobody else reported the same",
  },
  {
    from: ["awaiting_response"],
    to: "evidence_open",
    who: "index",
    by: "clock:silence",
    guard: "nothing was answered",
    clocks: ["respond"],
    effect: "is flagged as silence; a ruling still needs evidence",
  },
  {
    from: ["proven"],
    to: "ruled",
    who: "index",
    by: "clock:rule",
    guard: "nothing was contested",
    clocks: ["respond"],
    effect: "ruled by machine",
  },
  {
    from: ["accepted"],
    to: "ruled",
    who: "index",
    by: "clock:rule",
    clocks: ["incident"],
    effect: "ruled as admitted",
  },
  {
    from: ["evidence_open"],
    to: "drawing",
    who: "index",
    by: "clock:close",
    clocks: ["evidence"],
    effect: "a new round begins",
  },
  {
    from: ["appealed"],
    to: "drawing",
    who: "index",
    by: "clock:close",
    clocks: ["urgentEvidence"],
    effect: "a new round begins",
  },
  {
    from: ["drawing"],
    to: null,
    who: "anyone",
    by: "draw.reveal",
    guard: "by the party that committed to the share, which is that share, before the draw is due",
    effect: "the share enters the draw",
  },
  {
    from: ["drawing"],
    to: "expired",
    who: "index",
    by: "clock:expire",
    guard: "neither side said anything for the reporter's hours, and there is nothing but a claim",
    clocks: ["shares"],
  },
  {
    from: ["drawing"],
    to: null,
    who: "index",
    by: "case.draw",
    guard: "the draw is due, and the preimage is that of the day",
    effect: "seats are asked",
  },
  {
    from: ["drawing"],
    to: "handed_over",
    who: "index",
    by: "case.draw",
    guard: "nobody can sit",
    effect:
      "whoever wants takes the bundle to another index; an appeal ends instead, and the ruling stays at half weight",
  },
  {
    from: ["drawing", "voting", "draft"],
    to: null,
    who: "maintainer",
    by: "panel.accept",
    guard: "asked, and without a conflict",
    effect: "takes the seat",
  },
  {
    from: ["drawing", "voting", "draft"],
    to: null,
    who: "maintainer",
    by: "panel.decline",
    guard: "asked",
    effect: "the next in rank is asked",
  },
  {
    from: ["drawing", "voting", "revealing", "draft"],
    to: null,
    who: "maintainer",
    by: "panel.recuse",
    guard: "seated, and not voted",
    effect: "the next in rank is asked",
  },
  {
    from: ["drawing"],
    to: "voting",
    who: "index",
    by: "clock:seats",
    clocks: ["shares", "seats"],
    effect: "who did not answer is a no-show, and the next in rank is asked",
  },
  {
    from: ["voting"],
    to: null,
    who: "maintainer",
    by: "vote.commit",
    guard: "seated, once",
    effect: "seals the ballot",
  },
  {
    from: ["voting"],
    to: "revealing",
    who: "index",
    by: "clock:votes",
    clocks: ["vote"],
    effect: "who sealed no ballot is a no-show",
  },
  {
    from: ["revealing"],
    to: null,
    who: "maintainer",
    by: "vote.reveal",
    guard: "the ballot is the sealed one",
    effect: "the ballot is open",
  },
  {
    from: ["draft"],
    to: null,
    who: "maintainer",
    by: "vote.reveal",
    guard: "stands in for somebody who did not vote, within the hours for open votes",
    effect: "votes openly",
  },
  {
    from: ["revealing"],
    to: "draft",
    who: "index",
    by: "clock:reveals",
    clocks: ["reveal"],
    effect: "who opened no ballot is a no-show; the next in rank are asked to vote openly",
  },
  {
    from: ["draft"],
    to: "ruled",
    who: "index",
    by: "clock:rule",
    guard: "somebody voted",
    clocks: ["draft"],
    effect: "the ballots are counted; an appeal's ruling is final at once",
  },
  {
    from: ["draft"],
    to: "handed_over",
    who: "index",
    by: "clock:hand-over",
    guard: "nobody voted",
    clocks: ["draft"],
    effect: "an appeal ends instead, and the ruling stays at half weight",
  },
  {
    from: ["ruled", "appealed", "evidence_open", "drawing", "voting", "revealing", "draft", "final"],
    to: null,
    who: "index",
    by: "ruling",
    guard: "it says what the last ruling is, which is not stated yet",
    effect: "states the reasons",
  },
  {
    from: ["inadmissible"],
    to: "appealed",
    who: "reporter",
    by: "appeal.file",
    guard: "once, on the ground that it is admissible",
    clocks: ["admissionAppeal"],
    effect: "evidence opens; a first panel decides the whole case",
  },
  {
    from: ["ruled"],
    to: "appealed",
    who: "reporter",
    by: "appeal.file",
    guard: "once, on new evidence or a named error",
    clocks: ["appeal"],
    effect: "evidence opens; other reviewers decide",
  },
  {
    from: ["ruled"],
    to: "appealed",
    who: "accused",
    by: "appeal.file",
    guard: "once, on new evidence or a named error",
    clocks: ["appeal"],
    effect: "evidence opens; other reviewers decide",
  },
  {
    from: ["ruled"],
    to: "final",
    who: "index",
    by: "clock:final",
    guard: "no appeal",
    clocks: ["appeal"],
  },
  {
    from: ["inadmissible"],
    to: "final",
    who: "index",
    by: "clock:final",
    guard: "no appeal",
    clocks: ["admissionAppeal"],
  },
  {
    from: ["final", "withdrawn", "expired", "handed_over"],
    to: "evidence_open",
    who: "admins",
    by: "case.reopen",
    guard: "within twelve months",
    effect: "evidence opens; a new panel decides",
  },
];

/** Whether an act is possible in a state at all, whatever its guard says of the case. */
export function mayAct(state: CaseState, act: Act, role: Role): boolean {
  return TRANSITIONS.some(({ from, by, who }) => by === act && who === role && from.includes(state));
}
