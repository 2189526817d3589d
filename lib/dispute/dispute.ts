/** What a dispute consists of: the shapes that the machine, the draw and the count share (docs/protocol/draw.md). */
import type { CaseId, Did, EntryIndex, StatementHash } from "#lib/kernel/ids.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import type {
  AnswerType,
  AppealGround,
  BallotAttribution,
  BallotSeverity,
  CaseEvidenceClass,
  ConflictReason,
  Ground,
  Outcome,
  RuledBy,
  RulingLabel,
} from "#lib/statement/dispute-words.ts";

/** A contest opens evidence at once, so that no case rests in a state of its own for it. */
export const CASE_STATES = [
  "filed",
  "checked",
  "inadmissible",
  "proven",
  "awaiting_response",
  "accepted",
  "evidence_open",
  "drawing",
  "voting",
  "revealing",
  "draft",
  "ruled",
  "appealed",
  "final",
  "duplicate",
  "withdrawn",
  "expired",
  "handed_over",
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Nothing but a reopening leads out of these. */
export const TERMINAL_STATES: readonly CaseState[] = ["final", "duplicate", "withdrawn", "expired", "handed_over"];

export function isTerminal(state: CaseState): boolean {
  return TERMINAL_STATES.includes(state);
}

/** Times are RFC 3339 with milliseconds, of the log. */
export type Answer = { type: AnswerType; ground: Ground | null; entry: EntryIndex | null; at: string };

export type EvidenceItem = {
  entry: EntryIndex;
  statement: StatementHash;
  by: Did;
  /** The panel that it is for; 1 is the first. */
  round: number;
  side: "reporter" | "operator" | "other";
  class: CaseEvidenceClass;
  /** Of its part; null: it has none. */
  commit: string | null;
  label: string;
};

/** What a party gave to the draw of the round, in hex. A share that was not revealed counts as 32 zero bytes. */
export type Share = { commit: string | null; share: string | null };

export type Ruling = {
  by: RuledBy;
  round: number;
  outcome: Outcome;
  attribution: BallotAttribution | null;
  severity: BallotSeverity | null;
  /** The operator did not answer. */
  onSilence: boolean;
  weight: "full" | "half";
  labels: RulingLabel[];
  /** When it took effect, recorded or not. */
  at: string;
  /** Of the `ruling` statement; null: not recorded yet. */
  entry: EntryIndex | null;
  /** Ballots that were counted, and those among them that say otherwise on the fact. */
  counted: number;
  dissent: number;
};

export type Appeal = { by: "reporter" | "operator"; ground: AppealGround; entry: EntryIndex; at: string };

export type Dispute = {
  respondBy: string | null;
  extended: boolean;
  answer: Answer | null;
  reporterShare: Share;
  operatorShare: Share;
  evidence: EvidenceItem[];
  evidenceOpenedAt: string | null;
  /** A midnight in UTC, so that all cases of one day close together. */
  evidenceClosesAt: string | null;
  /** The panel that is or was asked last: 1 the first, 2 an appeal's or that of a reopened case. Counted when evidence closes. */
  round: number;
  /** The one that is open or was decided last. */
  appeal: Appeal | null;
  /** In order; the last stands. */
  rulings: Ruling[];
  finalAt: string | null;
  reopened: number;
};

/** `not-cosigned`: who reviews alone opened a ballot against somebody, and no admin signed it in time. */
export const SEAT_STATES = [
  "asked",
  "accepted",
  "declined",
  "recused",
  "no-show",
  "not-cosigned",
  "removed",
  "conflicted",
] as const;
export type SeatState = (typeof SEAT_STATES)[number];

export type Seat = {
  maintainer: Did;
  /** Place in the order of the draw, from 0. */
  rank: number;
  state: SeatState;
  /** When the state was reached. */
  at: string;
  /** A replacement after the sealed ballots were opened: it votes without a commitment. */
  open: boolean;
  commit: string | null;
  committedAt: string | null;
  answers: Answers | null;
  /** When the ballot was opened; without answers, it waits for an admin's signature. */
  revealedAt: string | null;
  /** Of the vote. */
  entry: EntryIndex | null;
};

export type Skipped = { maintainer: Did; reason: ConflictReason };

export type Panel = {
  case: CaseId;
  round: number;
  /** Seats that vote: odd; 0: nobody could sit. */
  size: number;
  /** Hex. */
  seed: string;
  preimage: string;
  shares: { reporter: string | null; operator: string | null };
  drawnIn: EntryIndex;
  drawnAt: string;
  /** Who may sit, by ascending rank, at most 64. */
  order: Did[];
  skipped: Skipped[];
  seats: Seat[];
  seatsBy: string;
  votesBy: string;
  revealsBy: string;
  openVotesBy: string;
  draftEndsAt: string;
};
