/** Cases for the gallery as the read API shows them: one that waits for its answer, and whatever differs from it. */
import type { CaseView } from "#lib/contract/cases.ts";
import type { DisputeView, PanelView, RulingView } from "#lib/contract/dispute.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";

export const SAMPLE_DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
export const SAMPLE_HASH = "3f9c".repeat(16);

/** A day of March 2026, at nine. */
export const at = (day: number): string => `2026-03-${String(day).padStart(2, "0")}T09:00:00.000Z`;
export const SAMPLE_NOW: Instant = asInstant(Date.parse(at(10)));

export const SAMPLE_CASE: CaseView = {
  ...{ id: `case_${"b".repeat(26)}`, provider: `prv_${"a".repeat(26)}`, provider_name: "Halden Storage" },
  ...{ is_unclaimed: false, claim: "withdrawal-refused", state: "awaiting_response", verdict: "out-of-scope" },
  ...{ reason: "for-people", filed_at: at(1), filed_in: 640, verdict_by: at(1), judged_at: at(1) },
  ...{ late_verdict: false, rules_at: null, joined_to: null, reporters: 1, told_in: null, back_dated: false },
  ...{ late_commit: false, ruling_due_by: at(28), whose_turn: "operator", finding: null, labels: [] },
  ...{ accused: `prv_${"a".repeat(26)}`, reporter: SAMPLE_DID },
  bundle: { commit: SAMPLE_HASH, bytes: 1_912, withheld: false },
  verdict_statement: {
    ...{ entry: 641, logged_at: at(1), t: at(1), rules: {}, inputs: SAMPLE_HASH, fault_id: SAMPLE_HASH },
    ...{ fault_group: null, signer: SAMPLE_DID, definition: null, key_history: null },
    checks: [{ name: "signature", outcome: "pass" }],
  },
  ...{ joined: [], ruling: null, draft: null, panels: [], statements: [] },
  dispute: {
    ...{ respond_by: at(12), extended: false, answer: null, evidence: [], evidence_opened_at: null },
    reporter_share: { commit: SAMPLE_HASH, share: null },
    operator_share: { commit: null, share: null },
    ...{ evidence_closes_at: null, shares_by: null, round: 0, appeal: null, rulings: [], final_at: null, reopened: 0 },
  },
  rules: {
    ...{ panel: 3, appeal_panel: 5 },
    hours: {
      ...{ respond: 168, extension: 168, evidence: 168, shares: 24, seats: 24, vote: 120, reveal: 24, draft: 48 },
      ...{ incident: 336, appeal: 720, appeal_ruling: 504, admission_appeal: 336 },
    },
  },
  ...{ key: `case:case_${"b".repeat(26)}`, form: {}, digest: SAMPLE_HASH, chain_head: SAMPLE_HASH },
  ...{ chain_length: 12, from_size: 940 },
};

/** `dispute`: what differs in it. */
export function sampleCase({
  dispute,
  ...change
}: Partial<Omit<CaseView, "dispute">> & { readonly dispute?: Partial<DisputeView> }): CaseView {
  return {
    ...SAMPLE_CASE,
    ...change,
    dispute: SAMPLE_CASE.dispute === null ? null : { ...SAMPLE_CASE.dispute, ...dispute },
  };
}

/** By a panel, after an appeal, on the last day. */
export const SAMPLE_RULING: RulingView = {
  ...{ by: "panel", round: 2, outcome: "upheld", attribution: "negligence", severity: "serious", on_silence: false },
  ...{ weight: "full", labels: [], at: at(30), entry: 931, counted: 3, dissent: 1 },
};

type Seat = PanelView["seats"][number];

export function sampleSeat(name: string | null, rank: number, change: Partial<Seat> = {}): Seat {
  return {
    ...{ maintainer: SAMPLE_DID.replace("z6Mkha", `z6Mkh${rank}`), name, rank, state: "accepted", open: false },
    ...{ has_voted: true, commit: SAMPLE_HASH, committed_at: at(12), answers: null, revealed_at: null },
    ...change,
  };
}

export function samplePanel(round: number, seats: readonly Seat[], change: Partial<PanelView> = {}): PanelView {
  return {
    ...{ round, size: 3, drawn_in: 700 + round, drawn_at: at(9), seats: [...seats], skipped: [] },
    ...{ seats_by: at(10), votes_by: at(13), reveals_by: at(14), open_votes_by: at(15), draft_ends_at: at(16) },
    ...change,
  };
}

/** A vote with its reasons, as it is read after revealing has closed. */
export function sampleVote(happened: boolean): NonNullable<Seat["answers"]> {
  return {
    fact: happened ? "happened" : "did-not-happen",
    attribution: happened ? "negligence" : null,
    severity: happened ? "serious" : null,
    ...{ remedied: happened ? false : null, abusive: false },
    reasons: {
      fact: happened
        ? "The signed answer names the balance and refuses it within the same hour."
        : "The terms allow a hold of fourteen days after a change of address. I read the refusal as that hold.",
      attribution: happened ? "Usual care would have shown it: two others were refused within the hour." : null,
      severity: happened ? "Whoever relied on the terms could not leave for eleven days." : null,
    },
  };
}
