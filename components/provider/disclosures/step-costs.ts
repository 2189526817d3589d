import { type OverheadSum, overheadBySteps } from "#lib/disclosure/overhead.ts";
import type { DisclosureRow } from "./disclosure-rows.ts";

/** By step, what its published disclosures cost together, for the provider's page. */
export function stepCosts(rows: readonly DisclosureRow[]): ReadonlyMap<number, OverheadSum> {
  return overheadBySteps(
    rows.flatMap(({ step, newest }) => (step === null || newest === undefined ? [] : [{ step, body: newest.body }])),
  );
}
