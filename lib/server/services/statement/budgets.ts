/** The budgets that a statement is paid from before it is taken: how large they are, and from which share of an address. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { didKeyOf, publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import type { Policy } from "#lib/statement/bodies.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import type { Submission } from "#lib/statement/submission.ts";

/**
 * The shares of an address: hashes that fix a date, reports with an answer that somebody else signed, and the rest. None is
 * used up by another.
 */
export type AddressShare = "dates" | "proofs" | "other";

/** The budgets in force, from the projected policy; the preset ones while the genesis entry is not projected yet. */
export function budgetsOf(view: { get(key: AggregateKey): Form | undefined }): Policy["budgets"] {
  const form = view.get("policy");
  return form?.aggregate === "policy" ? form.policy.budgets : PRESET_POLICY.budgets;
}

/**
 * From which share of an address a statement of an unregistered key is paid (docs/adr/0101-shares-of-an-address.md).
 * `keyOf`: the public key of a thumbprint, as far as the log knows it. Total.
 */
export async function shareOf(
  { parsed: { statement } }: Submission,
  bundle: Bundle | undefined,
  keyOf: (thumbprint: string) => Promise<Uint8Array | undefined>,
): Promise<AddressShare> {
  if (statement.kind === "exchange.commit") return "dates";
  for (const exchange of bundle?.exchanges ?? []) {
    const { keyid } = readAnswer(exchange).parameters;
    if (keyid === undefined) continue;
    const publicKey = publicKeyOfDid(keyid) ?? (await keyOf(keyid));
    if (publicKey === undefined || didKeyOf(publicKey) === statement.issuer) continue;
    if (verifyResponse(exchange, () => publicKey, rawVerify).ok) return "proofs";
  }
  return "other";
}
