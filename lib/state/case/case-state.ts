/** The state of a case at a time, and whether its verdict is late: what time has made due counts, recorded or not. */
import { advance } from "#lib/dispute/advance.ts";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { CaseForm, PanelForm } from "./case-forms.ts";
import { ALL_STAND, caseNowOf } from "./time.ts";

/**
 * `panel`: of the case's round, where it has one. Who was removed or conflicted since is not asked, which changes who sits
 * and whether somebody decides at all, and no deadline. Total.
 */
export function caseStateAt(form: CaseForm, at: Instant, panel?: PanelForm): CaseState {
  return advance(caseNowOf(form, panel), at, ALL_STAND).now.state;
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
