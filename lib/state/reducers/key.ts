/** key.add, key.retire and key.revoke. */
import type { z } from "zod";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { ACTIVATION_DELAY_MS, keyStateAt, LONGEST_OVERLAP_MS } from "#lib/keys/lifecycle.ts";
import type { KeyPurpose, keyAddBody, keyRetireBody, keyRevokeBody } from "#lib/statement/bodies.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { checkProof, keyProofBytes } from "#lib/statement/possession-proof.ts";
import { controlOf, isReserved, signingControlKeys } from "../control.ts";
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
import type { Entry, Reducer } from "../reducer.ts";
import { providerOf, type StateView, signingKeyOf } from "../view.ts";

export const addKey: Reducer = (view, entry) => {
  const { loggedAt, statement } = entry;
  const body = statement.body as z.infer<typeof keyAddBody>;
  const owner = ownerOf(view, statement.subject, loggedAt);
  const publicKey = body.newKey as Did;
  const thumbprint = thumbprintOfDid(publicKey);
  if (owner === undefined || thumbprint === undefined) return "unknown-subject";
  if ((body.purpose === "control") !== (owner.aggregate === "participant")) return "guard";
  const known = signingKeyOf(view, thumbprint);
  if (!mayPublish(known, statement.subject, body.purpose)) return "already-exists";
  const participant = owner.aggregate === "participant" ? owner : controlOf(view, owner.operator, loggedAt);
  if (participant === undefined || isReserved(participant, publicKey)) return "guard";
  if (!provesPossession(statement, publicKey, thumbprint, body.purpose, body.proof)) return "bad-proof";
  const delay = isFirstOfPurpose(owner, body.purpose) ? 0 : ACTIVATION_DELAY_MS;
  const activeFrom = formatInstant(addMs(loggedAt, delay));
  const published = publishedKey(entry, owner, publicKey, thumbprint, body.purpose, activeFrom);
  // Whose key it is, the log has known since the proof: a publication in the midst of a case changes nothing of that.
  const key: KeyForm = known === undefined ? published : { ...published, provenIn: known.addedIn };
  return new Map<AggregateKey, Form>([
    [keyKey(thumbprint), key],
    withKeyStatement(owner, entry, { thumbprint, purpose: body.purpose }),
  ]);
};

/** Only a key that signs can retire; a control key only while enough others sign at the end of its overlap. */
export const retireKey: Reducer = (view, entry) => {
  const { index, loggedAt, statement } = entry;
  const body = statement.body as z.infer<typeof keyRetireBody>;
  const owner = ownerOf(view, statement.subject, loggedAt);
  const key = signingKeyOf(view, body.thumbprint);
  if (owner === undefined || key === undefined || key.owner !== statement.subject) return "unknown-subject";
  const state = keyStateAt(key, loggedAt);
  if (state === "retiring" || state === "retired") return "already-recorded";
  const end = parseInstant(body.retiresAt);
  if (state !== "active" || end === undefined) return "guard";
  if (end <= loggedAt || end > loggedAt + LONGEST_OVERLAP_MS) return "guard";
  if (owner.aggregate === "participant" && !hasSuccessor(view, owner, key, end)) return "guard";
  const retiring: KeyForm = {
    ...key,
    state: "retiring",
    retirement: { entry: index, at: formatInstant(loggedAt), retiresAt: body.retiresAt },
  };
  return new Map<AggregateKey, Form>([[keyKey(key.thumbprint), retiring], withKeyStatement(owner, entry)]);
};

export const revokeKey: Reducer = (view, entry) => {
  const { index, loggedAt, statement } = entry;
  const body = statement.body as z.infer<typeof keyRevokeBody>;
  const owner = ownerOf(view, statement.subject, loggedAt);
  const key = signingKeyOf(view, body.thumbprint);
  if (owner === undefined || key === undefined || key.owner !== statement.subject) return "unknown-subject";
  if (key.state === "revoked") return "already-recorded";
  const since = body.compromisedSince === undefined ? undefined : parseInstant(body.compromisedSince);
  if (since !== undefined && since > loggedAt) return "guard";
  const after = endRecovery(owner, key.thumbprint, statement);
  if (after === undefined) return "guard";
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
  return new Map<AggregateKey, Form>([[keyKey(key.thumbprint), revoked], withKeyStatement(after, entry)]);
};

/** A key as its publication leaves it: active at once when `activeFrom` is the entry's own time, else pending. */
export function publishedKey(
  { index, loggedAt, hash }: Entry,
  owner: Owner,
  publicKey: Did,
  thumbprint: Thumbprint,
  purpose: KeyPurpose,
  activeFrom: string,
): KeyForm {
  const at = formatInstant(loggedAt);
  return {
    aggregate: "key",
    thumbprint,
    publicKey,
    owner: owner.aggregate === "provider" ? owner.id : owner.did,
    participant: owner.aggregate === "provider" ? owner.operator : owner.did,
    purpose,
    state: activeFrom === at ? "active" : "pending",
    addedIn: index,
    addedAt: at,
    activeFrom,
    retirement: null,
    revocation: null,
    statement: hash,
  };
}

/** Whether the new key signed who publishes it, for what and after which key statement. */
export function provesPossession(
  { log, subject, prev }: UnsignedStatement,
  publicKey: Did,
  thumbprint: Thumbprint,
  purpose: KeyPurpose,
  signature: string,
): boolean {
  const proof = { log, provider: subject, thumbprint, purpose, ...(prev === undefined ? {} : { prev }) };
  return checkProof(publicKey, keyProofBytes(proof), signature);
}

type Owner = ParticipantForm | ProviderForm;

function ownerOf(view: StateView, subject: string, at: Instant): Owner | undefined {
  return controlOf(view, subject, at) ?? providerOf(view, subject);
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

function hasSuccessor(view: StateView, owner: ParticipantForm, retiring: KeyForm, end: Instant): boolean {
  const others = signingControlKeys(view, owner, end).filter((key) => key.thumbprint !== retiring.thumbprint);
  return others.length >= owner.threshold;
}

/**
 * The owner after one of its keys was revoked. The key of an announced recovery is withdrawn by the recovery key that
 * announced it, or vetoed by the spare key, which counts. Undefined: vetoed before, or by a recovery key named since.
 */
function endRecovery(owner: Owner, thumbprint: Thumbprint, { body }: UnsignedStatement): Owner | undefined {
  if (owner.aggregate === "provider" || owner.recovery?.key !== thumbprint) return owner;
  const { by } = owner.recovery;
  if (body.publicKey === by) return { ...owner, recovery: null };
  if (body.publicKey === owner.recoveryKey || owner.vetoedRecoveryKey === by) return undefined;
  return { ...owner, recovery: null, vetoedRecoveryKey: by };
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
