/**
 * A Sui address signs a personal message: BLAKE2b-256 of intent [3, 0, 0] ‖ BCS of the bytes, by Ed25519 (flag 0),
 * secp256k1 (1) or secp256r1 (2). Multisig, zkLogin and passkeys cannot be checked here.
 */
import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { base64Decode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { type SignatureAnswer, validIf } from "./signature-answer.ts";

const INTENT = Uint8Array.of(3, 0, 0);
const SIGNATURE_BYTES = 64;

type Verify = (signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array) => boolean;

/** By flag: bytes of the public key, and the check of 64 bytes over the digest. ECDSA hashes it once more, by SHA-256. */
const SCHEMES: Readonly<Record<number, { readonly keyBytes: number; readonly verify: Verify }>> = {
  0: { keyBytes: 32, verify: (signature, digest, publicKey) => verifyEd25519(publicKey, digest, signature) },
  1: { keyBytes: 33, verify: (signature, digest, publicKey) => secp256k1.verify(signature, digest, publicKey) },
  2: {
    keyBytes: 33,
    verify: (signature, digest, publicKey) => p256.verify(signature, digest, publicKey, { lowS: true }),
  },
};

/** `signature`: flag ‖ signature ‖ public key in base64. */
export function checkSuiPersonal(address: string, text: string, signature: string): SignatureAnswer {
  const bytes = base64Decode(signature);
  const scheme = SCHEMES[bytes?.[0] ?? -1];
  if (!/^0x[0-9a-f]{64}$/.test(address) || bytes === undefined || scheme === undefined) return "cannot-check";
  if (bytes.length !== 1 + SIGNATURE_BYTES + scheme.keyBytes) return "invalid";
  const publicKey = bytes.slice(1 + SIGNATURE_BYTES);
  const owner = hash(concatBytes(bytes.slice(0, 1), publicKey));
  if (`0x${hexEncode(owner)}` !== address) return "invalid";
  const message = utf8Encode(text);
  const digest = hash(concatBytes(INTENT, uleb128(message.length), message));
  return validIf(() => scheme.verify(bytes.slice(1, 1 + SIGNATURE_BYTES), digest, publicKey));
}

function hash(bytes: Uint8Array): Uint8Array {
  return blake2b(bytes, { dkLen: 32 });
}

/** A length as BCS writes it: seven bits a byte, low first. */
function uleb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Uint8Array.of(...bytes, rest);
}
