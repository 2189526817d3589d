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
  const asked: Asked = { publicKey: signer, filed: facts.filed, committed, accused: bundle.subject.provider };
  const proven = provenHistory(bundle, signer, facts.trust);
  const known = facts.historyOf(signer);
  const history = known === undefined ? undefined : asOf(asked, known);
  if (proven === undefined) return { history, isOld: false };
  if ("refused" in proven) {
    const { refused: reason, detail } = proven;
    return { history, refused: { reason, detail }, isOld: false };
  }
  // An end that came after the place of the evidence leaves it its weight; one between the proof and that place would not.
  const isOld = proven.size < (committed ?? facts.filed).index;
  return { history: history === undefined && !isOld ? asOf(asked, proven.history) : history, isOld };
}

/** Whose key it was when the report was filed, whatever the log has learned since: whom it accuses goes by that. */
export function ownerThen({ filed, historyOf }: CheckFacts, publicKey: Did): KeyHistory["owner"] | undefined {
  return asFiled(historyOf(publicKey) ?? null, filed)?.owner;
}

type Asked = Pick<Signed, "committed"> & {
  readonly publicKey: Did;
  readonly filed: LogPlace;
  /** As the bundle names it. */
  readonly accused: string;
};

/**
 * What the log said of the key when the report was filed, whatever it has learned since, so that everybody who looks later
 * finds what the index found then. A key that was published after the report was nobody's then.
 *
 * A key that only proved a name is for nothing yet. What was published between the commitment of an answer and its report
 * makes of the key neither another name nor a key for something else. Who is named by the key itself answers by it from its
 * beginning to its end, since whoever is reported would else claim his provider, and be out of it. Another who publishes it
 * did not answer by it before: people weigh whose word it was.
 */
function asOf({ publicKey, filed, committed, accused }: Asked, known: KeyHistory | null): KeyHistory | null {
  const history = asFiled(known, filed);
  if (history === null) return null;
  const { owner, addedIn, activeFrom } = history;
  const isAfter = committed !== undefined && addedIn > committed.index;
  if (!isAfter && activeFrom !== null) return history;
  const name = providerIdOfKey(publicKey);
  const isAccused = accused === name || (accused === publicKey && !owner.startsWith("prv_"));
  if (owner === name || (isAfter && isAccused))
    return { ...history, purpose: "response", activeFrom: FROM_ITS_BEGINNING };
  return { ...history, purpose: "response" };
}

/** A publication behind the report leaves of the key what it was before: nobody's, or one that proved its owner's name. */
function asFiled(history: KeyHistory | null, filed: LogPlace): KeyHistory | null {
  if (history === null || history.addedIn <= filed.index) return history;
  const { provenIn } = history;
  return provenIn === undefined || provenIn > filed.index ? null : { ...history, addedIn: provenIn, activeFrom: null };
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
