/**
 * Timestamped witness cosignatures on a checkpoint (C2SP tlog-cosignature, Ed25519, vkey type 0x04): 8 bytes of POSIX
 * seconds, big-endian, then an Ed25519 signature over `cosignature/v1`, `time <seconds>` and the checkpoint's text.
 */
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed, type RawVerify, signEd25519, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import type { NoteSignature, NoteSigner, NoteVerifier } from "./note.ts";
import { formatVkey, keyIdOf, parseVkey } from "./vkey.ts";

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** What a witness signs: header line, time line, and the checkpoint's text. `timeSeconds` is POSIX seconds. */
export function cosignedMessage(timeSeconds: number, checkpointText: Uint8Array): Uint8Array {
  return concatBytes(utf8Encode(`cosignature/v1\ntime ${timeSeconds}\n`), checkpointText);
}

/** A witness's signer at one moment. `seed` is its 32-byte Ed25519 seed, a key used for nothing else. */
export function cosigner(name: string, seed: Uint8Array, timeSeconds: number): NoteSigner & { readonly vkey: string } {
  const publicKey = publicKeyOfSeed(seed);
  const time = new DataView(new ArrayBuffer(TIME_BYTES));
  time.setBigUint64(0, BigInt(timeSeconds));
  return {
    name,
    keyId: keyIdOf(name, "cosignature/v1", publicKey),
    sign: (text) => concatBytes(new Uint8Array(time.buffer), signEd25519(seed, cosignedMessage(timeSeconds, text))),
    vkey: formatVkey({ name, type: "cosignature/v1", publicKey }),
  };
}

/** The signature line's parts by which a {@link cosigner} cosigns a checkpoint's text. */
export function cosign({ name, keyId, sign }: NoteSigner, checkpointText: string): NoteSignature {
  return { name, keyId, signature: sign(utf8Encode(checkpointText)) };
}

/** Verifier for a vkey of type 0x04; undefined when the vkey is malformed or of another type. `raw`: see RawVerify. */
export function cosignatureVerifier(vkey: string, raw?: RawVerify): NoteVerifier | undefined {
  const key = parseVkey(vkey);
  if (key?.type !== "cosignature/v1") return undefined;
  const { name, keyId, publicKey } = key;
  return {
    name,
    keyId,
    verify: (text, signature) => {
      const timeSeconds = cosignatureTime(signature);
      if (timeSeconds === undefined) return false;
      return verifyEd25519(publicKey, cosignedMessage(timeSeconds, text), signature.slice(TIME_BYTES), raw);
    },
  };
}

/**
 * POSIX seconds that a cosignature states; undefined when it has not 72 bytes. Times past 2^53 − 1, which the
 * specification allows up to 2^63 − 1, are refused too: they lie 285 million years ahead.
 */
export function cosignatureTime(signature: Uint8Array): number | undefined {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : undefined;
}
