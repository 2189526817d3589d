/**
 * Gathers what a bundle carries so that its readers need no index: the history of a key, the standing of a provider. Asks
 * through an interface and believes nothing: what comes back is checked by whoever reads the bundle.
 */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import { parseAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { stateRootBody } from "#lib/statement/log-bodies.ts";
import { type Bundle, KEY_EVENTS_MAX } from "./bundle/bundle.ts";

/** An index, as far as bundles ask it. Whoever implements it rejects when the index cannot be read. */
export interface HistoryReader {
  /** The proof about an aggregate under the newest state root, of presence or absence; undefined before the first one. */
  readonly proofOf: (aggregate: string) => Promise<JsonObject | undefined>;
  /** Indices of the entries that changed an aggregate, in any order. */
  readonly entriesOf: (aggregate: string) => Promise<readonly number[]>;
  readonly receiptOf: (entry: number) => Promise<JsonObject>;
}

type KeyDocuments = Bundle["keys"][number];

/** `keys[]` of a bundle: without events and proofs where the index has no state root yet, or the history is too long. */
export async function collectHistory(reader: HistoryReader, publicKey: Did): Promise<KeyDocuments> {
  const without: KeyDocuments = { publicKey, events: [], proofs: [] };
  const aggregate = `key:${thumbprintOfDid(publicKey)}`;
  const proof = await reader.proofOf(aggregate);
  const size = proof === undefined ? undefined : sizeOf(proof);
  if (proof === undefined || size === undefined) return without;
  const all = await reader.entriesOf(aggregate);
  if (all.length > KEY_EVENTS_MAX) return without;
  const entries = all.filter((entry) => entry < size).toSorted((a, b) => a - b);
  const events: JsonObject[] = [];
  for (const entry of entries) events.push(await reader.receiptOf(entry));
  return { publicKey, events, proofs: [proof, await reader.receiptOf(0)] };
}

/** For `standing` of a claim, and the receipts that go with it: the log's first entry, and the newest price list. */
export type StandingDocuments = { readonly standing: JsonObject; readonly receipts: readonly JsonObject[] };

/** Undefined before the first state root. */
export async function collectStanding(
  reader: HistoryReader,
  provider: ProviderId,
): Promise<StandingDocuments | undefined> {
  const standing = await reader.proofOf(`provider:${provider}`);
  if (standing === undefined) return undefined;
  const proof = parseAggregateProof(canonicalBytes(standing));
  const form = proof.ok && "presence" in proof.value ? proof.value.presence.form : {};
  const fees = isJsonObject(form.disclosures) ? form.disclosures.fees : undefined;
  const entries = [0, ...(isJsonObject(fees) && typeof fees.entry === "number" ? [fees.entry] : [])];
  const receipts: JsonObject[] = [];
  for (const entry of entries) receipts.push(await reader.receiptOf(entry));
  return { standing, receipts };
}

/** Entries of which the proof's state root speaks. */
function sizeOf(document: JsonObject): number | undefined {
  const proof = parseAggregateProof(canonicalBytes(document));
  const entry = proof.ok ? parseEntry(proof.value.receipt.entryBytes) : undefined;
  return entry?.ok ? stateRootBody.safeParse(entry.value.parsed.statement.body).data?.size : undefined;
}
