import type { Outcome } from "#lib/statement/dispute-words.ts";

/**
 * The ruling that stands: the last, but an appeal or a reopening that decides nothing leaves what was found before. Undefined:
 * there is none.
 */
export function standingOf<T extends { readonly outcome: Outcome }>(rulings: readonly T[]): T | undefined {
  return rulings.findLast(({ outcome }) => outcome !== "undecidable") ?? rulings.at(-1);
}

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
