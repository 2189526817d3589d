/**
 * The signed statement: the only thing that changes state (docs/protocol/statement.md).
 *
 * A statement is RFC 8785 canonical JSON. Its hash and its signature cover the canonical bytes without `signature`,
 * so that one statement has one hash whoever stores it, and the hash is its idempotency key for ever.
 */
import { z } from "zod";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { publicKeyOfDid, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { type RawVerify, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256Hex } from "#lib/kernel/hash.ts";
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { base64UrlOf, didKey, hexHash, instantText, mediaTypeText, originText, subjectText } from "./fields.ts";
import { isKind, KINDS, type Kind } from "./kinds.ts";
import { refusalBy, type SchemaQuestion } from "./schema-refusal.ts";

/** DSSE payload type of every statement's signature. */
export const STATEMENT_TYPE = "application/vnd.touchstone.statement.v1+json";

/** Largest statement in bytes, signature included (docs/protocol/statement.md). */
export const STATEMENT_MAX_BYTES = 16_384;

/** A commitment to bytes kept beside the log: commit = SHA-256(0x02 || nonce32 || bytes), hex. */
export type PartCommit = {
  commit: string;
  bytes: number;
  mediaType: string;
  visibility: "public" | "parties" | "sealed";
};

export type Statement = {
  v: 1;
  kind: string;
  log: Origin;
  id: string;
  issuedAt: string;
  issuer: Did;
  onBehalfOf?: Did;
  key: Thumbprint;
  subject: string;
  prev?: StatementHash;
  body: JsonObject;
  parts?: PartCommit[];
  signature: string;
};

export type UnsignedStatement = Omit<Statement, "signature">;

export type ParsedStatement = {
  statement: Statement;
  /** The canonical bytes as received, signature included. */
  bytes: Uint8Array;
  hash: StatementHash;
  /** What the signature covers: the DSSE pre-authentication encoding. */
  signingBytes: Uint8Array;
};

const partSchema = z.strictObject({
  commit: hexHash,
  bytes: z.int().min(1).max(1_048_576),
  mediaType: mediaTypeText,
  visibility: z.enum(["public", "parties", "sealed"]),
});

export const envelopeSchema = z.strictObject({
  v: z.literal(1),
  kind: z.string().min(1).max(64, { abort: true }),
  log: originText,
  id: base64UrlOf(16),
  issuedAt: instantText,
  issuer: didKey,
  onBehalfOf: didKey.optional(),
  key: base64UrlOf(32),
  subject: subjectText,
  prev: hexHash.optional(),
  body: z.record(z.string(), z.unknown()),
  parts: z.array(partSchema).min(1).max(16).optional(),
  signature: base64UrlOf(64),
});

const refusedEnvelope = refusalBy(envelopeSchema);
const REFUSED_BODY = Object.fromEntries(
  Object.entries(KINDS).map(([kind, { body }]) => [kind, refusalBy(body)]),
) as Record<Kind, SchemaQuestion>;

/** Canonical bytes of the statement without its signature: what is hashed and signed. */
export function statementPayload(unsigned: UnsignedStatement): Uint8Array {
  return canonicalBytes(unsigned as unknown as JsonValue);
}

/** SHA-256 of the canonical bytes without `signature`, lower-case hex. */
export function statementHash(unsigned: UnsignedStatement): StatementHash {
  return sha256Hex(statementPayload(unsigned)) as StatementHash;
}

/** The bytes to sign with Ed25519: DSSE pre-authentication encoding of the payload. */
export function signingBytes(unsigned: UnsignedStatement): Uint8Array {
  return preAuthEncoding(STATEMENT_TYPE, statementPayload(unsigned));
}

/** The canonical bytes to submit. `signature` is 64 bytes. */
export function assembleStatement(unsigned: UnsignedStatement, signature: Uint8Array): Uint8Array {
  const statement = { ...unsigned, signature: base64UrlEncode(signature) };
  return canonicalBytes(statement as unknown as JsonValue);
}

/**
 * Strict reading of a statement: canonical JSON, envelope, known kind, that kind's body and subject form.
 * The signature and the authority of the signer are other questions. Total: never throws.
 */
export function parseStatement(bytes: Uint8Array): Result<ParsedStatement, Refusal> {
  const json = parseCanonical(bytes, { maxBytes: STATEMENT_MAX_BYTES });
  if (!json.ok) return json;
  return readStatement(json.value, bytes);
}

/** As `parseStatement`, for a value that a canonical document (an entry, a submission) carries; `bytes` are its canonical bytes. */
export function readStatement(value: JsonValue, bytes: Uint8Array): Result<ParsedStatement, Refusal> {
  const refused = refusedEnvelope(value, "");
  if (refused !== undefined) return err(refused);
  // The value itself goes on, not the schema's copy: what is hashed is what was received.
  const statement = value as unknown as Statement;
  if (!isKind(statement.kind)) {
    return err({
      code: "unknown-kind",
      pointer: "/kind",
      detail: `This index does not know the kind "${statement.kind}".`,
    });
  }
  const rule = KINDS[statement.kind];
  const refusedBody = REFUSED_BODY[statement.kind](statement.body, "/body");
  if (refusedBody !== undefined) return err(refusedBody);
  if (!rule.subject.accepts(statement.subject)) {
    return err({
      code: "schema",
      pointer: "/subject",
      detail: `The subject of ${statement.kind} is ${rule.subject.words}.`,
    });
  }
  const [before, behind] = aroundSignature(statement, bytes);
  const encoded = preAuthEncoding(STATEMENT_TYPE, before, behind);
  // The encoding ends in the payload, whose hash is the statement's.
  const payload = encoded.subarray(encoded.length - before.length - behind.length);
  return ok({ statement, bytes, hash: sha256Hex(payload) as StatementHash, signingBytes: encoded });
}

/**
 * The payload of a statement that was read, without writing it again: what stands in its canonical bytes before the
 * member `signature`, and what stands behind it, which is only `subject` (plain ASCII) and `v`.
 */
function aroundSignature({ signature, subject }: Statement, bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const tail = `"subject":"${subject}","v":1}`.length;
  const cut = bytes.length - tail - `"signature":"${signature}",`.length;
  return [bytes.subarray(0, cut), bytes.subarray(bytes.length - tail)];
}

/** Whether the signature holds for this 32-byte public key by TS-Ed25519/1. */
export function checkStatementSignature(parsed: ParsedStatement, publicKey: Uint8Array, raw?: RawVerify): boolean {
  const signature = base64UrlDecode(parsed.statement.signature);
  if (signature === undefined) return false;
  return raw === undefined
    ? verifyEd25519(publicKey, parsed.signingBytes, signature)
    : verifyEd25519(publicKey, parsed.signingBytes, signature, raw);
}

/**
 * The public key whose thumbprint is `key`: the issuer's own did:key, else the key that the body reveals
 * (pre-image and recovery keys are in no state before they act), else one that the log knows.
 */
export function signerKeyOf(
  statement: UnsignedStatement,
  lookup: (thumbprint: Thumbprint) => Uint8Array | undefined,
): Uint8Array | undefined {
  const revealed = statement.body.publicKey;
  for (const did of [statement.issuer, typeof revealed === "string" ? revealed : undefined]) {
    if (did !== undefined && thumbprintOfDid(did) === statement.key) return publicKeyOfDid(did);
  }
  return lookup(statement.key);
}
