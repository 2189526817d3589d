/** Signatures of webhooks by Standard Webhooks 1.0.0, asymmetric (`v1a`): Ed25519 over "<id>.<seconds>.<body>". */
import { base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Sign } from "#lib/server/crypto/key-on-file.ts";

/** Headers of one try. The id stays in every try, the time is that of the try. */
export function signedHeaders(id: string, body: string, at: Instant, sign: Sign): Record<string, string> {
  const seconds = Math.floor(at / 1000);
  return {
    "Content-Type": "application/json; charset=utf-8",
    "webhook-id": id,
    "webhook-timestamp": `${seconds}`,
    "webhook-signature": `v1a,${base64Encode(sign(utf8Encode(`${id}.${seconds}.${body}`)))}`,
  };
}

/** The key as receivers configure it: `whpk_` and its 32 bytes in base64. Throws for what is no did:key. */
export function verificationKeyOf(did: string): string {
  const key = publicKeyOfDid(did);
  if (key === undefined) throw new Error("The answer key is no did:key.");
  return `whpk_${base64Encode(key)}`;
}
