/** From a fraud proof to the statement that logs it. */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { INLINE_PROOF_MAX_BYTES } from "#lib/statement/log-bodies.ts";
import { encodeFraudProof, type FraudProof, partsIn } from "./fraud-proof.ts";

/** Subject and body of `fraud.proof` for the log `inLog`; `part` are the bytes of its first, public part, if needed. */
export type Accusation = {
  readonly subject: "index" | "none";
  readonly body: JsonObject;
  readonly part: Uint8Array | undefined;
};

/** Small proofs go inline, larger ones into a part, and so does what holds parts of others: a part can be withheld. */
export function accusationOf(proof: FraudProof, inLog: string): Accusation {
  const bytes = encodeFraudProof(proof);
  const text = bytes.length <= INLINE_PROOF_MAX_BYTES && partsIn(proof).length === 0 ? utf8Decode(bytes) : undefined;
  const body = {
    accused: proof.origin,
    proofKind: proof.kind,
    proofSha256: hexEncode(sha256(bytes)),
    proofBytes: bytes.length,
    ...(text === undefined ? {} : { proof: text }),
  };
  return { subject: proof.origin === inLog ? "index" : "none", body, part: text === undefined ? bytes : undefined };
}
