/**
 * `TS-Ed25519/1`: one written rule of what a valid Ed25519 signature is, for browser, server, worker and CLI.
 *
 * Libraries disagree on edge cases (on 914 public vectors noble accepts 826, OpenSSL 208, libsodium 43), so a signer
 * could craft a signature that is valid in one place only. The rule therefore decides every edge itself:
 *
 * 1. The key has 32 bytes, canonical, on the curve, not of small order, in the prime-order subgroup.
 * 2. The signature has 64 bytes R ‖ S with S < L, R canonical and not of small order.
 * 3. The cofactorless equation [S]B = R + [k]A holds, k = SHA-512(R ‖ A ‖ M) mod L (RFC 8032 section 5.1.7).
 *
 * Steps 1 and 2 are done here, always. Step 3 is the argument `raw`: a platform's own verify is faster, and after
 * steps 1 and 2 every platform that checks the cofactorless equation gives the same answer.
 * {@link passesSelfTest} tells whether a platform does.
 */

import { getPublicKey, hashes, Point, sign, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { ed25519Here } from "#native";
import { hexDecode } from "./base.ts";
import { equalBytes, utf8Encode } from "./bytes.ts";
import { KeyMemory } from "./key-memory.ts";

hashes.sha512 = sha512;

export const SIGNATURE_BYTES = 64;
export const SEED_BYTES = 32;

/** Step 3 of the rule: the cofactorless equation. Called only after steps 1 and 2 passed; must not throw. */
export type RawVerify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;
/** {@link RawVerify} of a platform that answers later, such as WebCrypto. */
export type RawVerifyAsync = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => Promise<boolean>;

/** Why steps 1 and 2 refuse: the key, or the part of the signature at fault. */
export type FormReason = "weak-key" | "signature-length" | "scalar-not-reduced" | "weak-commitment";

// Little-endian bytes of the group order L, of the field prime p, and of every y of a point of small order.
const L = bytesOf("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
const P = bytesOf("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
const SMALL_ORDER_Y = [
  "0000000000000000000000000000000000000000000000000000000000000000", // order 4
  "0100000000000000000000000000000000000000000000000000000000000000", // identity
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
].map(bytesOf);

/**
 * Whether TS-Ed25519/1 refuses the key: wrong length, not canonical, not on the curve, of small order, or with a
 * torsion component. About 1 ms for a new key; the last {@link REMEMBERED_KEYS} answers are kept. Total.
 */
export function isWeakKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return true;
  return knownKeys.get(publicKey) ?? knownKeys.set(publicKey, measureWeakness(publicKey));
}

// The answer depends on the bytes alone, so remembering it changes nothing but the time taken.
const REMEMBERED_KEYS = 4096;
const knownKeys = new KeyMemory<boolean>(REMEMBERED_KEYS);

function measureWeakness(publicKey: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(publicKey, false);
    return point.isSmallOrder() || !point.isTorsionFree();
  } catch {
    return true; // not a canonical encoding of a point
  }
}

/**
 * Steps 1 and 2: the first reason to refuse, undefined when the form is right. That R is on the curve is left to
 * step 3, which compares R with a point it computed. Total.
 */
export function checkKeyAndSignatureForm(publicKey: Uint8Array, signature: Uint8Array): FormReason | undefined {
  if (isWeakKey(publicKey)) return "weak-key";
  if (signature.length !== SIGNATURE_BYTES) return "signature-length";
  if (!isBelow(signature.subarray(32), L)) return "scalar-not-reduced";
  const y = signature.slice(0, 32);
  y[31] = (y[31] ?? 0) & 0x7f; // the top bit is the sign of x
  if (!isBelow(y, P)) return "weak-commitment";
  // x = 0 with the sign bit set is the last non-canonical form; its y (1 or p − 1) is of small order.
  if (SMALL_ORDER_Y.some((small) => equalBytes(y, small))) return "weak-commitment";
  return undefined;
}

/** The whole rule. `raw` is step 3, {@link verifyHere} when not given. Total. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  raw: RawVerify = verifyHere(),
): boolean {
  return checkKeyAndSignatureForm(publicKey, signature) === undefined && raw(signature, message, publicKey);
}

let chosen: RawVerify | undefined;

/** Step 3 where nobody chose: the platform's own when it passes the self-test, noble otherwise. */
function verifyHere(): RawVerify {
  const own = ed25519Here?.verify;
  chosen ??= own !== undefined && passesSelfTest(own) ? own : nobleVerify;
  return chosen;
}

/** The whole rule with a platform that answers later. Rejects only when `raw` does. */
export async function verifyEd25519Async(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  raw: RawVerifyAsync,
): Promise<boolean> {
  return checkKeyAndSignatureForm(publicKey, signature) === undefined && (await raw(signature, message, publicKey));
}

/**
 * Step 3 in plain TypeScript. noble checks the equation times the cofactor 8; with A and R both in the prime-order
 * subgroup that is the cofactorless one, so R's torsion is asked here. 1 to 3 ms. Total.
 */
export function nobleVerify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return (
      verify(signature, message, publicKey, { zip215: false }) &&
      Point.fromBytes(signature.subarray(0, 32), false).isTorsionFree()
    );
  } catch {
    return false; // lengths that step 2 would have refused
  }
}

/** 32-byte public key of a 32-byte RFC 8032 seed. Throws RangeError for another length. */
export function publicKeyOfSeed(seed: Uint8Array): Uint8Array {
  requireSeedLength(seed);
  return getPublicKey(seed);
}

/** 64-byte signature by a 32-byte RFC 8032 seed, deterministic. Throws RangeError for another seed length. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  requireSeedLength(seed);
  return ed25519Here?.sign(seed, message) ?? sign(message, seed);
}

type SelfTestVector = { signature: Uint8Array; message: Uint8Array; publicKey: Uint8Array; valid: boolean };

const selfTestKey = bytesOf("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c");
const selfTestSignature = bytesOf(
  "566d7fea212e655b886fcf84b1c8cbcd2f6cadabf6ace98f91af9875699f24554abd45ab2960b7caa4d67f000ef31fcf7311184e0a67d2b656833a455b320a04",
);
// R has a component of order 8: valid for the equation times 8, invalid for the cofactorless one.
const mixedOrderSignature = bytesOf(
  "6a84d583f06569edb3f5ed77df65544b27d6948b4f0b2cb76f33dd8413b2071947cb25e50ddc4a9ecf240536ccb0e25bc255db50c6de6413fcf1db09239c0a04",
);
const selfTestMessage = utf8Encode("touchstone self-test");

/** Three signatures that a cofactorless verifier, and no other kind, answers in this way. */
export const SELF_TEST: readonly SelfTestVector[] = [
  { signature: selfTestSignature, message: selfTestMessage, publicKey: selfTestKey, valid: true },
  { signature: selfTestSignature, message: utf8Encode("Touchstone self-test"), publicKey: selfTestKey, valid: false },
  { signature: mixedOrderSignature, message: selfTestMessage, publicKey: selfTestKey, valid: false },
];

/** Whether a platform's verify may serve as step 3. One that throws does not pass. Total. */
export function passesSelfTest(raw: RawVerify): boolean {
  try {
    return SELF_TEST.every((vector) => raw(vector.signature, vector.message, vector.publicKey) === vector.valid);
  } catch {
    return false;
  }
}

/** {@link passesSelfTest} for a platform that answers later. Never rejects. */
export async function passesSelfTestAsync(raw: RawVerifyAsync): Promise<boolean> {
  try {
    for (const vector of SELF_TEST) {
      if ((await raw(vector.signature, vector.message, vector.publicKey)) !== vector.valid) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function requireSeedLength(seed: Uint8Array): void {
  if (seed.length !== SEED_BYTES) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
}

function bytesOf(hex: string): Uint8Array {
  const bytes = hexDecode(hex);
  if (bytes === undefined) throw new RangeError("a constant is not hex");
  return bytes;
}

/** Whether little-endian `value` < `limit`; both have 32 bytes. */
function isBelow(value: Uint8Array, limit: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (value[i] ?? 0) - (limit[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
