import type { Outcome } from "#lib/statement/dispute-words.ts";

/** Where a ruling leaves the provider: it stands against it, clears it, or says that it cannot be told. */
export type Finding = "against" | "cleared" | "open";

export const FINDINGS: Readonly<Record<Outcome, Finding>> = {
  upheld: "against",
  upheld_in_part: "against",
  not_upheld: "cleared",
  abusive_report: "cleared",
  no_fault: "cleared",
  undecidable: "open",
};
