/** Whoever can sign: a key of the keystore, or a spare key opened from its file for one act. */
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import { encodePkcs8 } from "#lib/platform/key-files/pkcs8.ts";
import type { KeyRecord } from "./keystore/key-record.ts";
import type { Keystore } from "./keystore/keystore.ts";

export type Signer = {
  readonly did: Did;
  readonly thumbprint: Thumbprint;
  /** 64 bytes, Ed25519 over exactly these bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
};

export function signerOfRecord(keystore: Keystore, record: KeyRecord): Signer {
  const { did, thumbprint } = record;
  return { did, thumbprint, sign: (message) => keystore.sign(thumbprint, message) };
}

/** Signs without keeping: the seed goes into WebCrypto as non-extractable, its 32 bytes are overwritten. */
export async function signerOfSeed(seed: Uint8Array, subtle: SubtleCrypto): Promise<Signer> {
  const publicKey = publicKeyOfSeed(seed);
  const pkcs8 = encodePkcs8(seed);
  const privateKey = await subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
  pkcs8.fill(0);
  seed.fill(0);
  return {
    did: didKeyOf(publicKey),
    thumbprint: thumbprintOf(publicKey),
    sign: async (message) => new Uint8Array(await subtle.sign("Ed25519", privateKey, new Uint8Array(message))),
  };
}
