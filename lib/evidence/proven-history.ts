/**
 * What a bundle itself proves of the log: whose a key is and how it ended, and which disclosures of a provider take effect.
 * A reader who trusts the log's key needs no index for it (docs/protocol/evidence.md, "Keys").
 *
 * Each is an aggregate proof under a state root that the index signed, and the receipt of the log's first entry, which
 * says who speaks for the index: anybody can have a state root of his own logged.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import { endsOf } from "#lib/keys/weight.ts";
import { RECEIPT_TYPE } from "#lib/log/receipt.ts";
import { leafHash } from "#lib/log/tree.ts";
import { EMPTY_CHAIN, extendChain } from "#lib/log/trie.ts";
import { AGGREGATE_PROOF_TYPE, type AggregateProof, verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { type StatementTrust, verifyStatementReceiptRead } from "#lib/statement/verify-receipt.ts";
import type { Bundle } from "./bundle/bundle.ts";
import { receiptIn } from "./bundle/receipt-in.ts";
import type { KeyHistory, KnownPrices } from "./checks/facts.ts";

/** `refused`: the bundle gives a history that does not hold. `size`: entries of the log that the history was drawn from. */
export type ProvenHistory =
  | { readonly history: KeyHistory | null; readonly size: number }
  | { readonly refused: "history-incomplete" | "history-forged"; readonly detail: string };

/** The history of a key as the bundle proves it; undefined: it does not try, or this reader cannot tell. Total. */
export function provenHistory(bundle: Bundle, publicKey: Did, trust: StatementTrust): ProvenHistory | undefined {
  const given = bundle.keys.find((key) => key.publicKey === publicKey);
  if (given === undefined || (given.events.length === 0 && given.proofs.length === 0)) return undefined;
  if (trust.logVkey === undefined) return undefined;
  const forged = (detail: string) => ({ refused: "history-forged" as const, detail });
  const document = given.proofs.find(({ type }) => type === AGGREGATE_PROOF_TYPE);
  if (document === undefined)
    return { refused: "history-incomplete", detail: "Nothing shows that no entry of the key's history is left out." };
  const proven = verified(document, bundle, trust);
  if (proven === "unknown") return undefined;
  if (proven === undefined) return forged("The proof of the key's history does not lead to a state root of the log.");
  const { proof, size } = proven;
  if (proof.key !== `key:${thumbprintOfDid(publicKey)}`) return forged("The proof is about something else.");
  if (!("presence" in proof)) return { history: null, size };
  const { form, chainHead } = proof.presence;
  let head = EMPTY_CHAIN;
  for (const event of given.events) {
    const receipt = receiptIn(event);
    if (!receipt.ok || !isLogged(event, trust)) return forged("An entry of the key's history is not in the log.");
    head = extendChain(head, leafHash(receipt.value.entryBytes));
  }
  if (!equalBytes(head, chainHead))
    return { refused: "history-incomplete", detail: "An entry of the key's history is left out, or does not belong." };
  return { history: historyOfKey(form as unknown as SigningKey), size };
}

/** A key's form as checks look at it. */
export function historyOfKey(key: SigningKey): KeyHistory {
  const activeFrom = key.activeFrom === null ? null : (parseInstant(key.activeFrom) ?? null);
  const { owner, purpose, addedIn, provenIn } = key;
  return { owner, purpose, addedIn, ...(provenIn === undefined ? {} : { provenIn }), activeFrom, ends: endsOf(key) };
}

/** What the claim's `standing` proves of the accused provider; undefined: nothing that this reader can tell. Total. */
export function provenStanding(bundle: Bundle, trust: StatementTrust): Standing | undefined {
  const { standing } = bundle.claim.params as { standing?: Record<string, unknown> };
  if (standing === undefined || trust.logVkey === undefined) return undefined;
  const proven = verified(standing, bundle, trust);
  if (proven === undefined || proven === "unknown" || !("presence" in proven.proof)) return undefined;
  if (proven.proof.key !== `provider:${bundle.subject.provider}`) return undefined;
  const { disclosures } = proven.proof.presence.form;
  if (!isJsonObject(disclosures)) return undefined;
  return { size: proven.size, disclosures, provider: bundle.subject.provider as ProviderId };
}

/** The disclosures of a provider's form (docs/protocol/aggregates.md) after `size` entries. */
export type Standing = { readonly provider: ProviderId; readonly size: number; readonly disclosures: JsonObject };

/** Whether the form says that this entry's disclosure took effect. False: it does not say. Total. */
export function namesEntry({ disclosures }: Standing, entry: number): boolean {
  const isNamed = (value: JsonValue | undefined, name: string): boolean => {
    if (Array.isArray(value)) return value.some((each: JsonValue) => isNamed(each, name));
    if (isJsonObject(value)) return Object.entries(value).some(([key, member]) => isNamed(member, key));
    return value === entry && PLACES.has(name);
  };
  return Object.values(disclosures).some((record) => isNamed(record, ""));
}

/** Members of a form that hold the index of an entry that took effect. */
const PLACES: ReadonlySet<string> = new Set(["entry", "entries", "firstEntry", "lastEntry", "headEntry"]);

/** The newest price list, where the bundle holds its receipt: earlier ones a form does not name. */
export function provenPrices(bundle: Bundle, standing: Standing): KnownPrices | undefined {
  const { fees } = standing.disclosures;
  if (!isJsonObject(fees)) return { versions: [], size: standing.size, isWhole: true };
  const loggedAt = parseInstant(String(fees.loggedAt));
  for (const item of bundle.receipts) {
    const receipt = receiptIn(item);
    const entry = receipt.ok ? parseEntry(receipt.value.entryBytes) : undefined;
    if (!entry?.ok || entry.value.parsed.hash !== fees.statement || loggedAt === undefined) continue;
    const version = { body: entry.value.parsed.statement.body, loggedAt, entry: Number(fees.entry) };
    return { versions: [version], size: standing.size, isWhole: fees.versions === 1 };
  }
  return undefined;
}

type Proven = { readonly proof: AggregateProof; readonly size: number };

/** Undefined: it does not hold. `unknown`: who speaks for the index is not said, or by which key. */
function verified(
  document: Record<string, unknown>,
  bundle: Bundle,
  trust: StatementTrust,
): Proven | "unknown" | undefined {
  const issuer = issuerIn(bundle, trust);
  const found = verifyAggregateProof(canonicalBytes(document as JsonObject), { ...trust, ...(issuer && { issuer }) });
  if (!found.ok || found.proof === undefined || found.size === undefined) return undefined;
  // A state root by a later key of the index, or without the log's first entry, may be a stranger's.
  const isWhole = found.checks.every(({ outcome }) => outcome === "pass");
  return isWhole ? { proof: found.proof, size: found.size } : "unknown";
}

/** Who speaks for the index: the signer of the log's first entry, if the bundle holds its receipt. */
function issuerIn({ keys, receipts }: Bundle, trust: StatementTrust): Did | undefined {
  const first = [...keys.flatMap(({ proofs }) => proofs), ...receipts].find(
    ({ type, index }) => type === RECEIPT_TYPE && index === 0,
  );
  if (first === undefined || !isLogged(first, trust)) return undefined;
  const receipt = receiptIn(first);
  const entry = receipt.ok ? parseEntry(receipt.value.entryBytes) : undefined;
  return entry?.ok && entry.value.parsed.statement.kind === "index.genesis"
    ? entry.value.parsed.statement.issuer
    : undefined;
}

function isLogged(receipt: Record<string, unknown>, trust: StatementTrust): boolean {
  const { ok, checks } = verifyStatementReceiptRead(receiptIn(receipt), trust);
  return ok && checks.some(({ name, outcome }) => name === "log-signature" && outcome === "pass");
}
