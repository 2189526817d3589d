/** The state of a case at a time, and whether its verdict is late: what time has made due counts, recorded or not. */
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm, CaseState } from "./case-forms.ts";

/** A proven case is ruled from `rulesAt` on. Total. */
export function caseStateAt({ state, rulesAt }: Pick<CaseForm, "state" | "rulesAt">, at: Instant): CaseState {
  const due = rulesAt === null ? undefined : parseInstant(rulesAt);
  return state === "proven" && due !== undefined && at >= due ? "ruled" : state;
}

/**
 * Whether the index was late with its first verdict, or is at that time: its own fault, and nothing against the provider.
 * Texts of one form of time compare as the times do.
 */
export function isVerdictLate({ verdictBy, judgedAt }: Pick<CaseForm, "verdictBy" | "judgedAt">, at: Instant): boolean {
  return (judgedAt ?? formatInstant(at)) > verdictBy;
}

/** Whether it came, and late: what no time changes. */
export function isJudgedLate({ verdictBy, judgedAt }: Pick<CaseForm, "verdictBy" | "judgedAt">): boolean {
  return judgedAt !== null && judgedAt > verdictBy;
}
