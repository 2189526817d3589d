/** participant.register and participant.update. */
import type { z } from "zod";
import type { Did } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { participantRegisterBody, participantUpdateBody } from "#lib/statement/bodies.ts";
import { controlOf, signingControlKeys } from "../control.ts";
import { type AggregateKey, type Form, keyKey, type ParticipantForm, participantKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import {
  indexOf,
  isWeakDid,
  keyDigestOfDid,
  participantOf,
  type StateView,
  signingKeyOf,
  thumbprintOfDid,
} from "../view.ts";

/** Registration publishes the inception key as the first control key, active at once. */
export const registerParticipant: Reducer = (view, { index, loggedAt, statement, hash }) => {
  const did = statement.issuer;
  if (participantOf(view, did) !== undefined || signingKeyOf(view, statement.key) !== undefined)
    return "already-exists";
  const body = statement.body as z.infer<typeof participantRegisterBody>;
  const recoveryKey = (body.recoveryKey as Did | undefined) ?? null;
  if (!separateKeys(did, body.nextKeyDigest ?? null, recoveryKey)) return "guard";
  if (!mayRecover(view, recoveryKey)) return "guard";
  const at = formatInstant(loggedAt);
  const participant: ParticipantForm = {
    aggregate: "participant",
    did,
    displayName: body.displayName,
    registeredIn: index,
    registeredAt: at,
    controlKeys: [statement.key],
    nextKeyDigest: body.nextKeyDigest ?? null,
    recoveryKey,
    recovery: null,
    vetoedRecoveryKey: null,
    threshold: 1,
    members: [],
    slots: { participant: hash, key: null, member: null },
  };
  return new Map<AggregateKey, Form>([
    [participantKey(did), participant],
    [
      keyKey(statement.key),
      {
        aggregate: "key",
        thumbprint: statement.key,
        publicKey: did,
        owner: did,
        participant: did,
        purpose: "control",
        state: "active",
        addedIn: index,
        addedAt: at,
        activeFrom: at,
        retirement: null,
        revocation: null,
        statement: hash,
      },
    ],
  ]);
};

export const updateParticipant: Reducer = (view, { loggedAt, statement, hash }) => {
  const before = controlOf(view, statement.subject, loggedAt);
  if (before === undefined) return "unknown-subject";
  const body = statement.body as z.infer<typeof participantUpdateBody>;
  const nextKeyDigest = body.nextKeyDigest === undefined ? before.nextKeyDigest : body.nextKeyDigest;
  const recoveryKey = body.recoveryKey === undefined ? before.recoveryKey : (body.recoveryKey as Did | null);
  if (!separateKeys(before.did, nextKeyDigest, recoveryKey)) return "guard";
  if (isSigningKey(view, before, nextKeyDigest)) return "guard";
  if (recoveryKey !== before.recoveryKey && !mayRecover(view, recoveryKey)) return "guard";
  // A member's key signs every day; spare and recovery key lie where no thief looks.
  if (before.members.some(({ did }) => did === recoveryKey || keyDigestOfDid(did) === nextKeyDigest)) return "guard";
  const threshold = body.threshold ?? before.threshold;
  if (threshold !== before.threshold && !canReach(view, before, threshold, loggedAt)) return "guard";
  const slots = { ...before.slots, participant: hash };
  const form: ParticipantForm = {
    ...before,
    displayName: body.displayName ?? before.displayName,
    nextKeyDigest,
    recoveryKey,
    threshold,
    slots,
  };
  return new Map([[participantKey(before.did), form]]);
};

/** A recovery key signs nothing else, so no signing key can become one; a weak one would save nobody. */
function mayRecover(view: StateView, recoveryKey: Did | null): boolean {
  if (recoveryKey === null) return true;
  const thumbprint = thumbprintOfDid(recoveryKey);
  return thumbprint !== undefined && signingKeyOf(view, thumbprint) === undefined && !isWeakDid(recoveryKey);
}

/** A threshold that the keys of today cannot reach would end the account; an admin of the index signs alone. */
function canReach(view: StateView, before: ParticipantForm, threshold: number, at: Instant): boolean {
  if (threshold > 1 && indexOf(view)?.admins.includes(before.did) === true) return false;
  return threshold <= signingControlKeys(view, before, at).length;
}

/** A spare key that signs would lie where the keys lie that it is to replace. */
function isSigningKey(view: StateView, { controlKeys }: ParticipantForm, nextKeyDigest: string | null): boolean {
  if (nextKeyDigest === null) return false;
  return controlKeys.some((thumbprint) => {
    const key = signingKeyOf(view, thumbprint);
    return key !== undefined && keyDigestOfDid(key.publicKey) === nextKeyDigest;
  });
}

/** Account, spare and recovery key must be three different keys, or one theft takes more than one of them. */
function separateKeys(did: Did, nextKeyDigest: string | null, recoveryKey: Did | null): boolean {
  if (nextKeyDigest !== null && nextKeyDigest === keyDigestOfDid(did)) return false;
  if (recoveryKey === null) return true;
  return recoveryKey !== did && keyDigestOfDid(recoveryKey) !== nextKeyDigest;
}
