/**
 * PKCS#8 of an Ed25519 private key, RFC 8410 section 7: a fixed frame around the 32-byte seed. The frame never varies
 * in length, so it is compared byte by byte instead of being parsed by a general ASN.1 reader.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";

/** OneAsymmetricKey version 0, without the public key: 16 bytes, then the seed. */
const PREFIX_V0 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
/** Version 1 as RFC 8410 prints it: the seed, then `[1]` BIT STRING with the 32-byte public key. */
const PREFIX_V1 = Uint8Array.of(0x30, 0x51, 2, 1, 1, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
const PUBLIC_V1 = Uint8Array.of(0x81, 0x21, 0x00);
const SEED_BYTES = 32;

/** 48 bytes. `seed` is 32 bytes. */
export function encodePkcs8(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(PREFIX_V0.length + SEED_BYTES);
  out.set(PREFIX_V0);
  out.set(seed, PREFIX_V0.length);
  return out;
}

export type Pkcs8 = { readonly seed: Uint8Array; readonly publicKey: Uint8Array | undefined };

/** The seed, and the public key when the file carries one; undefined for anything but an Ed25519 private key. */
export function decodePkcs8(der: Uint8Array): Pkcs8 | undefined {
  const start = PREFIX_V0.length;
  const seed = der.slice(start, start + SEED_BYTES);
  if (der.length === start + SEED_BYTES && equalBytes(der.subarray(0, start), PREFIX_V0)) {
    return { seed, publicKey: undefined };
  }
  const markAt = start + SEED_BYTES;
  const publicAt = markAt + PUBLIC_V1.length;
  const framed = equalBytes(der.subarray(0, start), PREFIX_V1) && equalBytes(der.subarray(markAt, publicAt), PUBLIC_V1);
  if (der.length !== publicAt + 32 || !framed) return undefined;
  return { seed, publicKey: der.slice(publicAt) };
}
