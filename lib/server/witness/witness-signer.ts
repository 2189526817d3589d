/** A witness's cosignatures by node:crypto, some twenty times faster than plain TypeScript. */
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { cosignedMessage, cosigner } from "#lib/log/cosignature.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import type { WitnessSigner } from "./witness-desk.ts";

/** `name` is the key name; `seed` the 32-byte Ed25519 seed of a key that is used for nothing else. */
export function witnessSignerOf(name: string, seed: Uint8Array): WitnessSigner {
  const { keyId, vkey } = cosigner(name, seed, 0);
  const sign = signerOf(seed);
  return {
    vkey,
    cosign: (checkpointText, timeSeconds) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(timeSeconds));
      const signature = sign(cosignedMessage(timeSeconds, utf8Encode(checkpointText)));
      return { name, keyId, signature: concatBytes(time, signature) };
    },
  };
}
