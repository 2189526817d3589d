/** Disputes, rulings and rules in the shapes of the API. */
import type { CaseView } from "#lib/contract/cases.ts";
import type { DisputeView, RulingView } from "#lib/contract/dispute.ts";
import { sharesDueBy } from "#lib/dispute/advance.ts";
import type { Dispute, Ruling } from "#lib/dispute/dispute.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";

export function disputeView(dispute: Dispute, { rules }: Pick<CaseForm, "rules">): DisputeView {
  return {
    respond_by: dispute.respondBy,
    extended: dispute.extended,
    answer: dispute.answer,
    reporter_share: dispute.reporterShare,
    operator_share: dispute.operatorShare,
    evidence: dispute.evidence,
    evidence_opened_at: dispute.evidenceOpenedAt,
    evidence_closes_at: dispute.evidenceClosesAt,
    shares_by: sharesDueBy(dispute, rules) ?? null,
    round: dispute.round,
    appeal: dispute.appeal,
    rulings: dispute.rulings.map(rulingView),
    final_at: dispute.finalAt,
    reopened: dispute.reopened,
  };
}

export function rulingView({ onSilence, ...ruling }: Ruling): RulingView {
  return { ...ruling, on_silence: onSilence };
}

export function rulesView({ panel, appealPanel, hours }: CaseForm["rules"]): CaseView["rules"] {
  const { respond, extension, evidence, shares, seats, vote, reveal, draft, incident, appeal } = hours;
  return {
    panel,
    appeal_panel: appealPanel,
    hours: {
      ...{ respond, extension, evidence, shares, seats, vote, reveal, draft, incident, appeal },
      appeal_ruling: hours.appealRuling,
      admission_appeal: hours.admissionAppeal,
    },
  };
}
