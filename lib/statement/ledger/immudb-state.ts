/**
 * The state of an immudb database as its API gives it: `{"db","txId","txHash","signature"?:{"publicKey","signature"}}`,
 * byte fields in base64. The server signs (ECDSA, P-256, SHA-256) u32 length of the name, the name, u64 transaction id
 * and the 32-byte hash, big-endian.
 */
import { base64Decode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { LedgerPoint, ReadWith } from "./point.ts";

const MEMBERS: ReadonlySet<string> = new Set(["db", "txId", "txHash", "signature"]);
const POINT_BYTES = 65;

/** Total. */
export function readImmudbState(value: JsonValue, given: ReadWith): Result<LedgerPoint, Refusal> {
  if (!isJsonObject(value)) return err(refusal("schema", "", "A state is a JSON object."));
  const unknown = Object.keys(value).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return err(refusal("schema", "", `A state has no member ${unknown}.`));
  if (value.db !== given.series.database)
    return err(refusal("schema", "/db", `db must be "${given.series.database}", the database of the series.`));
  const block = transactionOf(value.txId);
  if (block === undefined) return err(refusal("schema", "/txId", "txId must be a whole number from 0, below 2^53."));
  const hash = typeof value.txHash === "string" ? base64Decode(value.txHash) : undefined;
  if (hash?.length !== 32) return err(refusal("schema", "/txHash", "txHash must be the base64 of 32 bytes."));
  const signature = checkSignature(value.signature, stateBytes(given.series.database, block, hash), given);
  if (typeof signature === "object") return err(signature);
  return ok({ block, hash: hexEncode(hash), times: null, signature });
}

/** A 64-bit number travels as text in JSON; small ones are written as numbers by some clients. */
function transactionOf(value: JsonValue | undefined): number | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** What the server signs. */
export function stateBytes(database: string, transaction: number, hash: Uint8Array): Uint8Array {
  const name = utf8Encode(database);
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, name.length);
  const id = new Uint8Array(8);
  new DataView(id.buffer).setBigUint64(0, BigInt(transaction));
  return concatBytes(head, name, id, hash);
}

/** With a key in the series, an unsigned state says nothing: it could be anybody's. */
function checkSignature(
  value: JsonValue | undefined,
  message: Uint8Array,
  { signedBy, verifyP256 }: ReadWith,
): LedgerPoint["signature"] | Refusal {
  if (signedBy === undefined) return value === undefined ? "none" : "unchecked";
  if (!isJsonObject(value))
    return refusal("schema", "/signature", "The series names a key: each state must be signed.");
  const bytesOf = (member: JsonValue | undefined) => (typeof member === "string" ? base64Decode(member) : undefined);
  const [own, named, signature] = [bytesOf(signedBy), bytesOf(value.publicKey), bytesOf(value.signature)];
  if (own?.length !== POINT_BYTES || named === undefined || !equalBytes(own, named))
    return refusal("schema", "/signature/publicKey", "The state is signed by another key than the series names.");
  if (signature === undefined) return refusal("schema", "/signature/signature", "The signature must be base64.");
  if (verifyP256 === undefined) return "unchecked";
  return verifyP256(own, message, signature)
    ? "holds"
    : refusal("schema", "/signature/signature", "The signature does not hold for this state.");
}
