/** Whose act a case waits for, and what its ruling found: the same for API, pages and command line. */
import type { CaseState, Dispute, Panel } from "#lib/dispute/dispute.ts";
import type { Turn } from "./disputes.ts";

/** `panel`: of the round that runs, once it is drawn. Total. */
export function turnOf(state: CaseState, panel: Panel | undefined): Turn {
  switch (state) {
    case "filed":
    case "checked":
      return "machines";
    case "proven":
    case "awaiting_response":
    case "accepted":
      return "operator";
    case "inadmissible":
      return "reporter";
    case "evidence_open":
    case "appealed":
    case "draft":
    case "ruled":
      return "both";
    case "drawing":
      return panel === undefined ? "both" : "maintainers";
    case "voting":
    case "revealing":
      return "maintainers";
    default:
      return "nobody";
  }
}

const FINDINGS = {
  upheld: "against",
  upheld_in_part: "against",
  not_upheld: "cleared",
  abusive_report: "cleared",
  no_fault: "cleared",
  undecidable: "open",
} as const;

/** Of the ruling that stands; null: there is none. */
export function findingOf(dispute: Pick<Dispute, "rulings"> | null): (typeof FINDINGS)[keyof typeof FINDINGS] | null {
  const last = dispute?.rulings.at(-1);
  return last === undefined ? null : FINDINGS[last.outcome];
}

/** What must be said with the ruling that stands. */
export function rulingLabelsOf(dispute: Pick<Dispute, "rulings"> | null): string[] {
  const last = dispute?.rulings.at(-1);
  if (last === undefined) return [];
  return [...last.labels, ...(last.onSilence ? ["on-silence"] : [])];
}
