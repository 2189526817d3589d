/** What a checker knows by itself comes before what the bundle proves; both speak of one log. */
import type { Did } from "#lib/kernel/ids.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { provenHistory, provenPrices, provenStanding } from "../proven-history.ts";
import type { CheckFacts, KeyHistory, KnownPrices } from "./facts.ts";
import type { Signed } from "./read-signed.ts";

/**
 * `history` as in {@link CheckFacts}. `refused`: the bundle gives one that does not hold, which is a defect of the report
 * whatever the checker knows. `isOld`: what the bundle proves ends before the log had the exchange.
 */
export type Believed = {
  readonly history: KeyHistory | null | undefined;
  readonly refused?: { readonly reason: string; readonly detail: string };
  readonly isOld: boolean;
};

export function believedHistory(bundle: Bundle, { signer, committed }: Signed, facts: CheckFacts): Believed {
  if (signer === undefined) return { history: undefined, isOld: false };
  const proven = provenHistory(bundle, signer, facts.trust);
  const history = facts.historyOf(signer);
  if (proven === undefined) return { history, isOld: false };
  if ("refused" in proven) {
    const { refused: reason, detail } = proven;
    return { history, refused: { reason, detail }, isOld: false };
  }
  // An end that came after the place of the evidence leaves it its weight; one between the proof and that place would not.
  const isOld = proven.size < (committed ?? facts.filed).index;
  return { history: history === undefined && !isOld ? proven.history : history, isOld };
}

/** The accused provider's price lists; undefined: not known here. */
export function pricesFor(bundle: Bundle, facts: CheckFacts): KnownPrices | undefined {
  const known = facts.pricesOf?.(bundle.subject.provider as Did);
  if (known !== undefined) return known;
  const standing = provenStanding(bundle, facts.trust);
  return standing === undefined ? undefined : provenPrices(bundle, standing);
}
