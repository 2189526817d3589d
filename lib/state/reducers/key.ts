/** key.add and key.revoke. */
import type { z } from "zod";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { ACTIVATION_DELAY_MS } from "#lib/keys/lifecycle.ts";
import type { KeyPurpose, keyAddBody, keyRevokeBody } from "#lib/statement/bodies.ts";
import { checkProof, keyProofBytes } from "#lib/statement/possession-proof.ts";
import {
  type AggregateKey,
  type Form,
  type KeyForm,
  keyKey,
  type ParticipantForm,
  type ProviderForm,
  participantKey,
  providerKey,
} from "../forms.ts";
import type { Entry, Reducer } from "../step.ts";
import { participantOf, providerOf, type StateView, signingKeyOf } from "../view.ts";

export const addKey: Reducer = (view, entry) => {
  const { index, loggedAt, statement, hash } = entry;
  const body = statement.body as z.infer<typeof keyAddBody>;
  const owner = ownerOf(view, statement.subject);
  const publicKey = body.newKey as Did;
  const thumbprint = thumbprintOfDid(publicKey);
  if (owner === undefined || thumbprint === undefined) return "unknown-subject";
  if ((body.purpose === "control") !== (owner.aggregate === "participant")) return "guard";
  if (!mayPublish(signingKeyOf(view, thumbprint), statement.subject, body.purpose)) return "already-exists";
  if (isRecoveryKeyOf(view, statement.issuer, publicKey)) return "guard";
  const proof = { log: statement.log, provider: statement.subject, thumbprint, purpose: body.purpose };
  const message = keyProofBytes(statement.prev === undefined ? proof : { ...proof, prev: statement.prev });
  if (!checkProof(publicKey, message, body.proof)) return "bad-proof";
  const first = isFirstOfPurpose(owner, body.purpose);
  const key: KeyForm = {
    aggregate: "key",
    thumbprint,
    publicKey,
    owner: owner.aggregate === "provider" ? owner.id : owner.did,
    participant: owner.aggregate === "provider" ? owner.operator : owner.did,
    purpose: body.purpose,
    state: first ? "active" : "pending",
    addedIn: index,
    addedAt: formatInstant(loggedAt),
    activeFrom: formatInstant((loggedAt + (first ? 0 : ACTIVATION_DELAY_MS)) as Instant),
    revocation: null,
    statement: hash,
  };
  return new Map<AggregateKey, Form>([
    [keyKey(thumbprint), key],
    withKeyStatement(owner, entry, { thumbprint, purpose: body.purpose }),
  ]);
};

export const revokeKey: Reducer = (view, entry) => {
  const { index, loggedAt, statement } = entry;
  const body = statement.body as z.infer<typeof keyRevokeBody>;
  const owner = ownerOf(view, statement.subject);
  const key = signingKeyOf(view, body.thumbprint);
  if (owner === undefined || key === undefined || key.owner !== statement.subject) return "unknown-subject";
  if (key.state === "revoked") return "already-recorded";
  const since = body.compromisedSince === undefined ? undefined : parseInstant(body.compromisedSince);
  if (since !== undefined && since > loggedAt) return "guard";
  const revoked: KeyForm = {
    ...key,
    state: "revoked",
    revocation: {
      entry: index,
      at: formatInstant(loggedAt),
      reason: body.reason,
      compromisedSince: body.compromisedSince ?? null,
    },
  };
  return new Map<AggregateKey, Form>([[keyKey(key.thumbprint), revoked], withKeyStatement(owner, entry)]);
};

/** A recovery key signs nothing but recoveries: as a signing key it would lie where thieves look. */
function isRecoveryKeyOf(view: StateView, did: string, publicKey: Did): boolean {
  return participantOf(view, did)?.recoveryKey === publicKey;
}

type Owner = ParticipantForm | ProviderForm;

function ownerOf(view: StateView, subject: string): Owner | undefined {
  return participantOf(view, subject) ?? providerOf(view, subject);
}

/** A thumbprint belongs to one owner and purpose for ever; only a key that proved this provider's name may follow. */
function mayPublish(known: KeyForm | undefined, owner: string, purpose: KeyPurpose): boolean {
  if (known === undefined) return true;
  return known.state === "proven" && known.owner === owner && (purpose === "token" || purpose === "response");
}

/** A participant always has its inception key, so a further control key is never the first. */
function isFirstOfPurpose(owner: Owner, purpose: KeyPurpose): boolean {
  return owner.aggregate === "provider" && !owner.keys.some((key) => key.purpose === purpose);
}

function withKeyStatement(
  owner: Owner,
  { hash }: Entry,
  added?: { thumbprint: Thumbprint; purpose: KeyPurpose },
): [AggregateKey, Form] {
  if (owner.aggregate === "provider") {
    const keys = added === undefined ? owner.keys : [...owner.keys, added];
    return [providerKey(owner.id), { ...owner, keys, slots: { ...owner.slots, key: hash } }];
  }
  const controlKeys = added === undefined ? owner.controlKeys : [...owner.controlKeys, added.thumbprint];
  return [participantKey(owner.did), { ...owner, controlKeys, slots: { ...owner.slots, key: hash } }];
}
