/** provider.register, provider.update, provider.claim: who lists what under which name, with or without proof. */
import type { z } from "zod";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, providerIdOf, providerIdOfKey } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type {
  nameProofSchema,
  providerClaimBody,
  providerRegisterBody,
  providerUpdateBody,
} from "#lib/statement/bodies.ts";
import { checkProof, nameProofBytes } from "#lib/statement/possession-proof.ts";
import { unclaimedKey } from "../case/case-forms.ts";
import { isReserved } from "../control.ts";
import { type AggregateKey, type Form, type KeyForm, keyKey, type ProviderForm, providerKey } from "../forms.ts";
import { withOwnTie } from "../governance/own-tie.ts";
import { domainOrigin, NEVER_SEEN } from "../name-proofs.ts";
import type { Entry, Reducer } from "../reducer.ts";
import { participantOf, providerOf, type StateView, signingKeyOf, unclaimedOf } from "../view.ts";

type NameProof = z.infer<typeof nameProofSchema>;

export const registerProvider: Reducer = (view, entry) => {
  const body = entry.statement.body as z.infer<typeof providerRegisterBody>;
  const id = providerIdOf(entry.hash);
  const keys = provenKeys(view, entry, { proofs: body.proofs ?? [], owner: id, provider: "new" });
  if (typeof keys === "string") return keys;
  return writesOf(keys, freshProvider(entry, id, body, body.proofs ?? []));
};

/** The subject's id follows from the key, so that nobody can claim another key's provider, and everybody its own. */
export const claimProvider: Reducer = (view, entry) => {
  const { statement } = entry;
  const body = statement.body as z.infer<typeof providerClaimBody>;
  const id = providerIdOfKey(body.providerKey as Did);
  if (id !== statement.subject) return "guard";
  if (providerOf(view, id) !== undefined) return "already-exists";
  const proofs = [{ publicKey: body.providerKey, signature: body.proof }];
  const keys = provenKeys(view, entry, { proofs, owner: id, provider: id });
  if (typeof keys === "string") return keys;
  const writes = writesOf(keys, freshProvider(entry, id, body, proofs));
  // Whoever was reported before he was known keeps what was reported.
  const unclaimed = unclaimedOf(view, id);
  if (unclaimed !== undefined) writes.set(unclaimedKey(id), { ...unclaimed, claimedIn: entry.index });
  return withOwnTie(view, writes, { maintainer: statement.issuer, to: id, at: entry.loggedAt });
};

/** More keys than a provider ever has at once, and few enough to show. */
const MAX_PROVEN_BY = 16;

export const updateProvider: Reducer = (view, entry) => {
  const { statement, hash } = entry;
  const before = providerOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  const body = statement.body as z.infer<typeof providerUpdateBody>;
  const proofs = body.proofs ?? [];
  const keys = provenKeys(view, entry, { proofs, owner: before.id, provider: before.id });
  if (typeof keys === "string") return keys;
  const provenBy = [...before.provenBy, ...proofs.map((proof) => proof.publicKey as Did)];
  if (provenBy.length > MAX_PROVEN_BY || new Set(provenBy).size < provenBy.length) return "guard";
  const place = {
    domain: body.domain === undefined ? before.domain : body.domain,
    address: body.address === undefined ? before.address : body.address,
  };
  const form: ProviderForm = {
    ...before,
    ...place,
    name: body.name ?? before.name,
    observe: body.observe ?? before.observe,
    keyDirectory: body.keyDirectory === undefined ? before.keyDirectory : body.keyDirectory,
    provenBy,
    // What was seen of one place says nothing of another.
    names: {
      dns: place.domain === before.domain ? before.names.dns : NEVER_SEEN,
      file: domainOrigin(place) === domainOrigin(before) ? before.names.file : NEVER_SEEN,
    },
    slots: { ...before.slots, provider: hash },
  };
  return writesOf(keys, form);
};

function writesOf(keys: readonly KeyForm[], form: ProviderForm): Map<AggregateKey, Form> {
  const writes = new Map<AggregateKey, Form>(keys.map((key) => [keyKey(key.thumbprint), key]));
  return writes.set(providerKey(form.id), form);
}

type Proving = { proofs: readonly NameProof[]; owner: ProviderId; provider: "new" | ProviderId };

/** The keys that the proofs bring in; a key that the provider has published for tokens or responses is known already. */
function provenKeys(view: StateView, entry: Entry, { proofs, owner, provider }: Proving): KeyForm[] | VoidCode {
  const { index, loggedAt, statement, hash } = entry;
  const operator = participantOf(view, statement.issuer);
  const message = nameProofBytes({ log: statement.log, operator: statement.issuer, provider });
  const keys = new Map<string, KeyForm>();
  for (const proof of proofs) {
    const publicKey = proof.publicKey as Did;
    const thumbprint = thumbprintOfDid(publicKey);
    if (thumbprint === undefined || !checkProof(publicKey, message, proof.signature)) return "bad-proof";
    const known = signingKeyOf(view, thumbprint);
    if (known !== undefined && isOwnIssuer(known, owner)) continue;
    // A key belongs to one owner for ever: neither a second provider nor the operator's own account key proves a name.
    if (known !== undefined || keys.has(thumbprint)) return "already-exists";
    if (operator !== undefined && isReserved(operator, publicKey)) return "guard";
    keys.set(thumbprint, {
      aggregate: "key",
      thumbprint,
      publicKey,
      owner,
      participant: statement.issuer,
      purpose: "token",
      state: "proven",
      addedIn: index,
      addedAt: formatInstant(loggedAt),
      activeFrom: null,
      retirement: null,
      revocation: null,
      statement: hash,
    });
  }
  return [...keys.values()];
}

function isOwnIssuer({ owner, purpose, state }: KeyForm, provider: ProviderId): boolean {
  return owner === provider && (purpose === "token" || purpose === "response") && state !== "revoked";
}

type Listing = Pick<
  z.infer<typeof providerRegisterBody>,
  "kind" | "name" | "domain" | "address" | "observe" | "keyDirectory"
>;

function freshProvider(
  { index, loggedAt, statement, hash }: Entry,
  id: ProviderId,
  body: Listing,
  proofs: readonly NameProof[],
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
    provenBy: proofs.map((proof) => proof.publicKey as Did),
    links: [],
    names: { dns: NEVER_SEEN, file: NEVER_SEEN },
    observe: body.observe ?? false,
    keyDirectory: body.keyDirectory ?? null,
    observed: {},
    keys: [],
    disclosures: {},
    heartbeat: null,
    slots: { provider: hash, key: null },
  };
}
