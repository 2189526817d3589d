/**
 * Puts into a bundle what its readers would otherwise have to ask an index: the history of the key that signed, and which
 * disclosures of the provider take effect. Whatever an index answers, only what holds by the reader's own rules goes in, so
 * that a lying index cannot spoil a report; what stays out is said (docs/protocol/evidence.md, "Keys").
 */
import { providerIdOfKey } from "#lib/kernel/ids.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import { type Bundle, encodeBundle, parseBundle } from "./bundle/bundle.ts";
import { contradictingReceipts } from "./checks/contradiction.ts";
import { readSigned } from "./checks/read-signed.ts";
import { collectHistory, collectStanding, type HistoryReader } from "./collect-history.ts";
import { provenHistory, provenStanding } from "./proven-history.ts";

/**
 * Why something is left out. `no-date`: the log holds no hash of the exchanges, so no proof can be newer. `too-new`: the
 * newest state root is older than the exchanges' date in the log, or there is none. `not-given`: the index did not answer.
 * `does-not-hold`: it answered with what proves nothing. `too-large`: it has no room.
 */
export type GapReason = "no-date" | "too-new" | "not-given" | "does-not-hold" | "too-large";
export type Gap = { readonly about: "history" | "standing"; readonly why: GapReason };

/** `gaps`: what a reader without an index will lack. Empty: nothing that a bundle could hold. */
export type Completed = { readonly bundle: Bundle; readonly gaps: readonly Gap[] };

/** `logVkey` of the trust is needed: who believes no log can prove nothing. `maxBytes`: of the bundle's canonical JSON. */
export type CompleteOptions = { readonly trust: StatementTrust; readonly maxBytes: number };

/** The same bundle, with as much as can be proven. The fault's id stays. Never rejects for what the reader does. */
export async function completeBundle(
  bundle: Bundle,
  reader: HistoryReader,
  options: CompleteOptions,
): Promise<Completed> {
  const history = await withHistory(bundle, reader, options);
  const standing = await withStanding(history.bundle, reader, options);
  return { bundle: standing.bundle, gaps: [...history.gaps, ...standing.gaps] };
}

async function withHistory(bundle: Bundle, reader: HistoryReader, options: CompleteOptions): Promise<Completed> {
  const { signer, committed } = readSigned(bundle, options.trust);
  if (signer === undefined || bundle.exchanges.length === 0) return { bundle, gaps: [] };
  // A provider that is named by its key needs no history; where there is one, it can tell that the key had ended.
  const { provider } = bundle.subject;
  const isNamedByKey = provider === signer || provider === providerIdOfKey(signer);
  const lacks = (why: GapReason): Completed => ({ bundle, gaps: isNamedByKey ? [] : [{ about: "history", why }] });
  if (committed === undefined) return lacks("no-date");
  const standsIn = (made: Bundle): "stands" | GapReason => {
    const proven = provenHistory(made, signer, options.trust);
    if (proven === undefined || "refused" in proven) return "does-not-hold";
    return proven.size < committed.index ? "too-new" : "stands";
  };
  if (standsIn(bundle) === "stands") return { bundle, gaps: [] };
  const found = await collectHistory(reader, signer).catch(() => "not-given" as const);
  if (found === "not-given") return lacks(found);
  if (found.proofs.length === 0) return lacks("too-new");
  const keys = [found, ...bundle.keys.filter(({ publicKey }) => publicKey !== signer)];
  return taken(bundle, { ...bundle, keys }, standsIn, options, lacks);
}

async function withStanding(bundle: Bundle, reader: HistoryReader, options: CompleteOptions): Promise<Completed> {
  const { kind, params } = bundle.claim;
  const { provider } = bundle.subject;
  if ((kind !== "offer-broken" && kind !== "disclosure-contradiction") || !provider.startsWith("prv_"))
    return { bundle, gaps: [] };
  const lacks = (why: GapReason): Completed => ({ bundle, gaps: [{ about: "standing", why }] });
  const after = neededSize(bundle, options.trust);
  if (after === undefined) return lacks("no-date");
  const standsIn = (made: Bundle): "stands" | GapReason => {
    const proven = provenStanding(made, options.trust);
    if (proven === undefined) return "does-not-hold";
    return proven.size < after ? "too-new" : "stands";
  };
  if (standsIn(bundle) === "stands") return { bundle, gaps: [] };
  const found = await collectStanding(reader, provider as Parameters<typeof collectStanding>[1]).catch(
    () => "not-given" as const,
  );
  if (found === "not-given") return lacks(found);
  if (found === undefined) return lacks("too-new");
  // Two disclosures that contradict each other are told from the receipts: beside them stands the log's first entry only.
  const more = kind === "offer-broken" ? found.receipts : found.receipts.slice(0, 1);
  const isThere = new Set(bundle.receipts.map(({ index }) => index));
  const receipts = [...bundle.receipts, ...more.filter(({ index }) => !isThere.has(index as number))];
  const claim = { ...bundle.claim, params: { ...params, standing: found.standing } };
  return taken(bundle, { ...bundle, claim, receipts }, standsIn, options, lacks);
}

/** Entries that a proof of the provider must speak of: up to the charge's date in the log, or both disclosures. */
function neededSize(bundle: Bundle, trust: StatementTrust): number | undefined {
  if (bundle.claim.kind === "offer-broken") return readSigned(bundle, trust).committed?.index;
  return Math.max(0, ...contradictingReceipts(bundle).map(({ index }) => index + 1));
}

/** What was made, if it is a bundle, has room and holds; otherwise what it was made of, with the reason. */
function taken(
  before: Bundle,
  made: Bundle,
  standsIn: (made: Bundle) => "stands" | GapReason,
  { maxBytes }: CompleteOptions,
  lacks: (why: GapReason) => Completed,
): Completed {
  const bytes = encodeBundle(made);
  if (bytes.length > maxBytes && encodeBundle(before).length <= maxBytes) return lacks("too-large");
  if (!parseBundle(bytes).ok) return lacks("does-not-hold");
  const stands = standsIn(made);
  return stands === "stands" ? { bundle: made, gaps: [] } : lacks(stands);
}
