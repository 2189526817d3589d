/** Cases, panels and ballots for tests, as plain as can be. */

import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId, Did, EntryIndex, Origin } from "#lib/kernel/ids.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import { type CaseNow, isRehearing } from "../advance.ts";
import type { Panel, Seat } from "../dispute.ts";
import { type Candidate, drawPanel } from "../draw.ts";
import { beginDispute } from "../moves.ts";
import type { Standing } from "../seats.ts";

/** A did that is the same for the same name. Nobody has its key. */
export const didOf = (name: string): Did => didKeyOf(sha256(utf8Encode(name)));

export const LOG = "index.example/log" as Origin;
export const CASE = "case_aaaaaaaaaaaaaaaaaaaaaaaaaa" as CaseId;
export const FILED_AT = "2026-11-02T09:30:00.000Z";
export const freely: Candidate[] = ["ann", "bob", "cy", "dee", "eve", "fay", "gus"].map((name) => ({
  did: didOf(name),
  conflict: null,
  organisation: null,
}));

/** Nobody was removed, nobody has a conflict. */
export const allStand: Standing = () => ({ removedAt: null, conflict: null, conflictSince: null });

export const quietDispute = beginDispute(
  { at: "2026-11-02T09:31:00.000Z", reporterCommit: "11".repeat(32) },
  PRESET_DISPUTE_RULES,
);

/** Filed at half past nine, judged a minute later, and left to people. */
export function aCase(changes: Partial<CaseNow> = {}): CaseNow {
  return {
    state: "awaiting_response",
    filedAt: FILED_AT,
    judgedAt: "2026-11-02T09:31:00.000Z",
    rules: PRESET_DISPUTE_RULES,
    showsEvidence: true,
    dispute: quietDispute,
    panel: undefined,
    ...changes,
  };
}

export function aPanel({ dispute, rules }: CaseNow, drawnAt: string, pool: readonly Candidate[] = freely): Panel {
  return drawPanel({
    log: LOG,
    case: CASE,
    preimage: "22".repeat(32),
    shares: { reporter: null, operator: null },
    round: dispute?.round ?? 1,
    isAppeal: dispute?.appeal?.ground === "named-error",
    isRehearing: dispute !== null && isRehearing(dispute),
    rules,
    pool,
    drawnIn: 40 as EntryIndex,
    drawnAt,
  });
}

export function ballot(answers: Partial<Answers> = {}): Answers {
  const upheld = answers.fact === undefined || answers.fact === "happened" || answers.fact === "partly";
  const found = upheld
    ? ({ attribution: "negligence", severity: "serious" } as const)
    : { attribution: null, severity: null };
  const why = upheld ? "seen" : null;
  return {
    fact: "happened",
    ...found,
    remedied: null,
    abusive: false,
    reasons: { fact: "seen", attribution: why, severity: why },
    ...answers,
  };
}

/** Seats that have voted so. */
export function votedSeats(ballots: readonly Answers[]): Seat[] {
  return ballots.map((answers, rank) => ({
    maintainer: didOf(`voter ${rank}`),
    rank,
    state: "accepted",
    at: FILED_AT,
    open: false,
    commit: "33".repeat(32),
    committedAt: FILED_AT,
    answers,
    revealedAt: FILED_AT,
    entry: rank as EntryIndex,
  }));
}
