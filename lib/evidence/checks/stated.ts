/** What a checker knows by itself comes before what the bundle proves; both speak of one log. */
import { type Did, providerIdOfKey } from "#lib/kernel/ids.ts";
import { asInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { LogPlace } from "#lib/keys/weight.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { provenHistory, provenPrices, provenStanding } from "../proven-history.ts";
import type { CheckFacts, KeyHistory, KnownDefinition, KnownPrices } from "./facts.ts";
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
  const history = historyThen(facts, signer);
  if (proven === undefined) return { history, isOld: false };
  if ("refused" in proven) {
    const { refused: reason, detail } = proven;
    return { history, refused: { reason, detail }, isOld: false };
  }
  // An end that came after the place of the evidence leaves it its weight; one between the proof and that place would not.
  const isOld = proven.size < (committed ?? facts.filed).index;
  return { history: history === undefined && !isOld ? asOf(facts, signer, proven.history) : history, isOld };
}

/**
 * What the log said of the key when the report was filed, whatever it has learned since, so that everybody who looks later
 * finds what the index found then. As `historyOf` in {@link CheckFacts}.
 */
export function historyThen(facts: CheckFacts, publicKey: Did): KeyHistory | null | undefined {
  const history = facts.historyOf(publicKey);
  return history === undefined ? undefined : asOf(facts, publicKey, history);
}

/**
 * A key that was published after the report was nobody's then. One that proved the name that it already is stays what its
 * provider answers by, from its beginning to its end: whoever is reported would else claim his provider, and be out of it.
 */
function asOf({ filed }: CheckFacts, publicKey: Did, history: KeyHistory | null): KeyHistory | null {
  if (history === null || history.addedIn > filed.index) return null;
  const isOwnName = history.activeFrom === null && history.owner === providerIdOfKey(publicKey);
  return isOwnName ? { ...history, purpose: "response", activeFrom: FROM_ITS_BEGINNING } : history;
}

const FROM_ITS_BEGINNING = asInstant(0);

/**
 * Whether the log listed the version when the answer was signed. A withdrawal takes back no promise that was given: not of
 * an answer that the log had by then, as a commitment or a report, nor of one that is dated before its grace ended.
 */
export function wasListed(
  { listed, withdrawn, definition }: KnownDefinition,
  { createdAt, committed }: Pick<Signed, "createdAt" | "committed">,
  filed: LogPlace,
): boolean | undefined {
  if (listed !== true || withdrawn === undefined || (committed ?? filed).index < withdrawn.index) return listed;
  return createdAt !== undefined && createdAt < withdrawn.at + definition.window.graceSeconds * SECOND_MS;
}

/** The accused provider's price lists; undefined: not known here. */
export function pricesFor(bundle: Bundle, facts: CheckFacts): KnownPrices | undefined {
  const known = facts.pricesOf?.(bundle.subject.provider as Did);
  if (known !== undefined) return known;
  const standing = provenStanding(bundle, facts.trust);
  return standing === undefined ? undefined : provenPrices(bundle, standing);
}
