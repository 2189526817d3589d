/** Proofs of possession: a new signing key, or a provider's own key, signs who may speak for it. */
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { type RawVerify, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { KeyPurpose } from "./bodies.ts";

export const KEY_PROOF_TYPE = "application/vnd.touchstone.key-proof.v1+json";
export const NAME_PROOF_TYPE = "application/vnd.touchstone.name-proof.v1+json";

export type KeyProof = {
  log: Origin;
  /** The key's owner: a provider id, or the participant's did for control keys. */
  provider: string;
  thumbprint: Thumbprint;
  purpose: KeyPurpose;
  /** As in the key.add statement: absent for the owner's first key statement. */
  prev?: StatementHash;
};

/** What the new key signs to be published by `key.add`. */
export function keyProofBytes(proof: KeyProof): Uint8Array {
  return preAuthEncoding(KEY_PROOF_TYPE, canonicalBytes(proof));
}

export type NameProof = {
  log: Origin;
  operator: Did;
  /** "new" inside provider.register: the id follows from the statement that carries the proof. */
  provider: string;
};

/** The canonical proof text that a provider's own key signs (`touchstone prove`). */
export function nameProofText(proof: NameProof): Uint8Array {
  return canonicalBytes({ ...proof, purpose: "name-proof" });
}

export function nameProofBytes(proof: NameProof): Uint8Array {
  return preAuthEncoding(NAME_PROOF_TYPE, nameProofText(proof));
}

/** Whether `signature` (base64url) over `message` is by the key that `did` names. False for malformed input. */
export function checkProof(did: string, message: Uint8Array, signature: string, raw?: RawVerify): boolean {
  const publicKey = publicKeyOfDid(did as Did);
  const bytes = base64UrlDecode(signature);
  if (publicKey === undefined || bytes === undefined) return false;
  return raw === undefined ? verifyEd25519(publicKey, message, bytes) : verifyEd25519(publicKey, message, bytes, raw);
}
