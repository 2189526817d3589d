/** The proof of name that an operator pastes: read, and verified here before anything is signed. */
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { nameProofSchema } from "#lib/statement/bodies.ts";
import { checkProof, nameProofBytes } from "#lib/statement/possession-proof.ts";

export type NameProofJson = { readonly publicKey: string; readonly signature: string };

export type NameProofReading =
  | { readonly state: "empty" }
  | { readonly state: "wrong"; readonly rule: string }
  | { readonly state: "valid"; readonly proof: NameProofJson };

/** `provider`: its id, absent inside the registration. Total: every text is empty, valid, or wrong with a reason. Extra members around the proof are ignored. */
export function readNameProof(
  text: string,
  asked: { log: Origin; operator: Did; provider?: string },
): NameProofReading {
  if (text.trim() === "") return { state: "empty" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { state: "wrong", rule: "Paste the whole JSON line that the command printed." };
  }
  const { publicKey, signature } = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const proof = nameProofSchema.safeParse({ publicKey, signature });
  if (!proof.success) return { state: "wrong", rule: "It must hold publicKey (did:key) and signature (base64url)." };
  if (proof.data.publicKey === asked.operator) {
    return { state: "wrong", rule: "This is your own account key. The key of the instance must sign, not yours." };
  }
  const message = nameProofBytes({ log: asked.log, operator: asked.operator, provider: asked.provider ?? "new" });
  if (!checkProof(proof.data.publicKey, message, proof.data.signature)) {
    return {
      state: "wrong",
      rule: "The signature is not by that key over this proof text. Was it made for another account or index?",
    };
  }
  return { state: "valid", proof: proof.data };
}
