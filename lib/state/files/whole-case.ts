/**
 * A whole case in one file, `touchstone/whole-case/1`: every entry about it with its receipt, every public part, and proofs of
 * how it stood (docs/protocol/whole-case.md). Canonical JSON. Whoever trusts the log's key needs no index to check it, and
 * another index can take the case up from it.
 */
import { base64Decode, base64Encode, base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { type CaseId, type Did, parseCaseId } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Receipt, readReceipt, receiptObject } from "#lib/log/receipt.ts";
import { type AggregateProof, aggregateProofObject, parseAggregateProof } from "#lib/statement/aggregate-proof.ts";
import type { Part } from "#lib/statement/submission.ts";

export const WHOLE_CASE_SCHEMA = "touchstone/whole-case/1";
export const WHOLE_CASE_MEDIA_TYPE = "application/vnd.touchstone.whole-case.v1+json";

/** Longest file in bytes, and how many of them parts may be before base64. */
export const WHOLE_CASE_MAX_BYTES = 16 * 1_048_576;
export const CASE_PARTS_MAX_BYTES = 8 * 1_048_576;

const MOST = { receipts: 512, parts: 128, state: 16, keys: 256 } as const;

/** How one aggregate stood, and the indices of all entries that ever touched it, which its chain proves to be all. */
export type WholeCaseState = { readonly entries: readonly number[]; readonly proof: AggregateProof };

/**
 * `receipts`: by ascending index, the log's first entry among them. `parts`: those that are public and fit. `state`: of
 * the case first, then of its panels; empty before the log's first state root. `keys`: that signed, where a statement
 * names only their thumbprint.
 */
export type WholeCase = {
  readonly case: CaseId;
  readonly receipts: readonly Receipt[];
  readonly parts: readonly Part[];
  readonly state: readonly WholeCaseState[];
  readonly keys: readonly Did[];
};

/** Canonical bytes: the content of a `.whole-case.json`. */
export function encodeWholeCase({ case: id, receipts, parts, state, keys }: WholeCase): Uint8Array {
  return canonicalBytes({
    case: id,
    keys: [...keys],
    parts: parts.map(({ bytes, nonce }) => ({ bytes: base64Encode(bytes), nonce: base64UrlEncode(nonce) })),
    receipts: receipts.map(receiptObject),
    schema: WHOLE_CASE_SCHEMA,
    state: state.map(({ entries, proof }) => ({ entries: [...entries], proof: aggregateProofObject(proof) })),
  });
}

/** Whether bytes call themselves a case, so that a fault in them is told as one. */
export function startsAsWholeCase(bytes: Uint8Array): boolean {
  return START.every((byte, at) => bytes[at] === byte);
}
const START = utf8Encode('{"case":"case_');

/** Reads a file; then {@link encodeWholeCase} gives it back exactly. Verifies nothing but the form. Total. */
export function parseWholeCase(bytes: Uint8Array): Result<WholeCase, Refusal> {
  const json = parseCanonical(bytes, { maxBytes: WHOLE_CASE_MAX_BYTES, maxDepth: 42, maxKeys: 100_000 });
  if (!json.ok) return json;
  const value = isJsonObject(json.value) ? json.value : {};
  if (value.schema !== WHOLE_CASE_SCHEMA || Object.keys(value).length !== 6)
    return err(refusal("schema", "/schema", `Not a ${WHOLE_CASE_SCHEMA}.`));
  const id = parseCaseId(typeof value.case === "string" ? value.case : "");
  if (id === undefined) return err(refusal("schema", "/case", "Not the id of a case."));
  const receipts = listOf(value.receipts, "receipts", readAscending());
  if (!receipts.ok) return receipts;
  const parts = listOf(value.parts, "parts", readPart);
  if (!parts.ok) return parts;
  const state = listOf(value.state, "state", readState);
  if (!state.ok) return state;
  const keys = listOf(value.keys, "keys", readKey);
  if (!keys.ok) return keys;
  return ok({ case: id, receipts: receipts.value, parts: parts.value, state: state.value, keys: keys.value });
}

function listOf<T>(
  value: JsonValue | undefined,
  name: keyof typeof MOST,
  read: (item: JsonValue) => Result<T, Refusal>,
): Result<T[], Refusal> {
  if (!Array.isArray(value) || value.length > MOST[name])
    return err(refusal("schema", `/${name}`, `Not a list of at most ${MOST[name]}.`));
  const items: T[] = [];
  for (const [at, item] of value.entries()) {
    const one = read(item);
    if (!one.ok) return err({ ...one.error, pointer: `/${name}/${at}${one.error.pointer}` });
    items.push(one.value);
  }
  return ok(items);
}

/** Each entry once, in log order: so there is one file for one content. */
function readAscending(): (item: JsonValue) => Result<Receipt, Refusal> {
  let last = -1;
  return (item) => {
    if (!isJsonObject(item)) return err(refusal("schema", "", "Not a receipt."));
    const receipt = readReceipt(item);
    if (!receipt.ok) return receipt;
    if (receipt.value.index <= last) return err(refusal("schema", "/index", "Receipts stand in log order, each once."));
    last = receipt.value.index;
    return receipt;
  };
}

function readPart(item: JsonValue): Result<Part, Refusal> {
  const fields = isJsonObject(item) ? item : {};
  const bytes = typeof fields.bytes === "string" ? base64Decode(fields.bytes) : undefined;
  const nonce = typeof fields.nonce === "string" ? base64UrlDecode(fields.nonce) : undefined;
  if (bytes === undefined || nonce?.length !== 32 || Object.keys(fields).length !== 2)
    return err(refusal("schema", "", "A part has exactly bytes (base64) and nonce (32 bytes, base64url)."));
  return ok({ bytes, nonce });
}

function readState(item: JsonValue): Result<WholeCaseState, Refusal> {
  const fields: JsonObject = isJsonObject(item) ? item : {};
  const { entries, proof } = fields;
  const isAscending =
    Array.isArray(entries) &&
    entries.every((each, at) => typeof each === "number" && (at === 0 || each > Number(entries[at - 1])));
  if (!isAscending || proof === undefined || Object.keys(fields).length !== 2)
    return err(refusal("schema", "", "A state has exactly entries (ascending) and proof."));
  const parsed = parseAggregateProof(canonicalBytes(proof));
  if (!parsed.ok) return err({ ...parsed.error, pointer: `/proof${parsed.error.pointer}` });
  return ok({ entries: entries as number[], proof: parsed.value });
}

function readKey(item: JsonValue): Result<Did, Refusal> {
  const isKey = typeof item === "string" && publicKeyOfDid(item as Did) !== undefined;
  return isKey ? ok(item as Did) : err(refusal("schema", "", "Not the did:key of an Ed25519 key."));
}

/** The file without its largest parts, so that its bytes are at most so many; its receipts still name what is left out. */
export function shortenWholeCase(file: WholeCase, maxBytes: number): WholeCase {
  const bySize = file.parts.toSorted((a, b) => b.bytes.length - a.bytes.length);
  for (let leave = 0; leave <= bySize.length; leave++) {
    const left = new Set(bySize.slice(0, leave));
    const shorter = { ...file, parts: file.parts.filter((part) => !left.has(part)) };
    if (encodeWholeCase(shorter).length <= maxBytes) return shorter;
  }
  return { ...file, parts: [] };
}
