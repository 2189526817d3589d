/** The state of a case at a time: what time has made due counts, recorded or not. */
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm, CaseState } from "./case-forms.ts";

/** A proven case is ruled from `rulesAt` on. Total. */
export function caseStateAt({ state, rulesAt }: Pick<CaseForm, "state" | "rulesAt">, at: Instant): CaseState {
  const due = rulesAt === null ? undefined : parseInstant(rulesAt);
  return state === "proven" && due !== undefined && at >= due ? "ruled" : state;
}
