/** Whose act a case waits for, and what its ruling found: the same for alerts, API, pages and command line. */
import type { CaseState, Dispute, Panel } from "#lib/dispute/dispute.ts";
import { FINDINGS, type Finding, standingOf } from "#lib/dispute/finding.ts";

/** Whose act a case waits for: `index` when its draw is due, `nobody` when nothing can be said any more. */
export const TURNS = ["machines", "reporter", "operator", "maintainers", "index", "both", "nobody"] as const;
export type Turn = (typeof TURNS)[number];

/** `panel`: of the round that runs, once it is drawn. `isDrawDue`: no secret is awaited any more. Total. */
export function turnOf(state: CaseState, panel: Panel | undefined, isDrawDue: boolean): Turn {
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
      if (panel !== undefined) return "maintainers";
      return isDrawDue ? "index" : "both";
    case "voting":
    case "revealing":
      return "maintainers";
    default:
      return "nobody";
  }
}

/** Of the ruling that stands; null: there is none. */
export function findingOf(dispute: Pick<Dispute, "rulings"> | null): Finding | null {
  const stands = standingOf(dispute?.rulings ?? []);
  return stands === undefined ? null : FINDINGS[stands.outcome];
}

/** What must be said with the ruling that stands. */
export function rulingLabelsOf(dispute: Pick<Dispute, "rulings"> | null): string[] {
  const stands = standingOf(dispute?.rulings ?? []);
  if (stands === undefined) return [];
  return [...stands.labels, ...(stands.onSilence ? ["on-silence"] : [])];
}

type Outlook = { readonly state: CaseState; readonly verdict: string | null; readonly finding: string | null };

/** States of a case that ended without a finding, or was joined to another. */
const NO_FINDING: ReadonlySet<CaseState> = new Set(["duplicate", "inadmissible", "checked", "withdrawn", "expired"]);

/** Whether it stands against the provider now: proven, or found so by people. A proof stands until people say otherwise. */
export function standsAgainst({ state, verdict, finding }: Outlook): boolean {
  if (NO_FINDING.has(state)) return false;
  if (finding === "against") return true;
  return verdict === "proven" && finding !== "cleared";
}

const ENDED: ReadonlySet<CaseState> = new Set([
  "ruled",
  "final",
  "duplicate",
  "inadmissible",
  "withdrawn",
  "expired",
  "handed_over",
]);

/** Whether somebody has still to decide it. */
export function isUndecided({ state }: Pick<Outlook, "state">): boolean {
  return !ENDED.has(state);
}
