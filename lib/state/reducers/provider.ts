/** provider.register: an operator lists an instance or a service, with or without proof of name. */
import type { z } from "zod";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { providerRegisterBody } from "#lib/statement/bodies.ts";
import { checkProof, nameProofBytes } from "#lib/statement/possession-proof.ts";
import { type AggregateKey, type Form, keyKey, type ProviderForm, providerKey } from "../forms.ts";
import type { Entry, Reducer } from "../step.ts";
import { participantOf, signingKeyOf } from "../view.ts";

export const registerProvider: Reducer = (view, entry) => {
  const { index, loggedAt, statement, hash } = entry;
  const body = statement.body as z.infer<typeof providerRegisterBody>;
  const id = providerIdOf(hash);
  const at = formatInstant(loggedAt);
  const writes = new Map<AggregateKey, Form>();
  for (const proof of body.proofs ?? []) {
    const publicKey = proof.publicKey as Did;
    const thumbprint = thumbprintOfDid(publicKey);
    const message = nameProofBytes({ log: statement.log, operator: statement.issuer, provider: "new" });
    if (thumbprint === undefined || !checkProof(publicKey, message, proof.signature)) return "bad-proof";
    // A key belongs to one owner for ever: neither a second provider nor the operator's own account key proves a name.
    if (signingKeyOf(view, thumbprint) !== undefined || writes.has(keyKey(thumbprint))) return "already-exists";
    if (participantOf(view, statement.issuer)?.recoveryKey === publicKey) return "guard";
    writes.set(keyKey(thumbprint), {
      aggregate: "key",
      thumbprint,
      publicKey,
      owner: id,
      participant: statement.issuer,
      purpose: "token",
      state: "proven",
      addedIn: index,
      addedAt: at,
      activeFrom: null,
      retirement: null,
      revocation: null,
      statement: hash,
    });
  }
  return writes.set(providerKey(id), freshProvider(entry, id, body));
};

function freshProvider(
  { index, loggedAt, statement, hash }: Entry,
  id: ProviderId,
  body: z.infer<typeof providerRegisterBody>,
): ProviderForm {
  return {
    aggregate: "provider",
    id,
    kind: body.kind,
    operator: statement.issuer,
    name: body.name,
    domain: body.domain ?? null,
    address: body.address ?? null,
    registeredIn: index,
    registeredAt: formatInstant(loggedAt),
    provenBy: (body.proofs ?? []).map((proof) => proof.publicKey as Did),
    keys: [],
    disclosures: {},
    heartbeat: null,
    slots: { provider: hash, key: null },
  };
}
