/**
 * key.recover: a recovery key announces one new control key. It is in force 7 days later, unless the spare key revokes it
 * before: once for each recovery key, so that a thief of the spare key cannot hold its owner off for ever.
 */
import type { z } from "zod";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import { RECOVERY_DELAY_MS } from "#lib/keys/lifecycle.ts";
import type { keyRecoverBody } from "#lib/statement/bodies.ts";
import { controlOf, isReserved } from "../control.ts";
import { type AggregateKey, type Form, type KeyForm, keyKey, type ParticipantForm, participantKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { keyDigestOfDid, signingKeyOf } from "../view.ts";
import { provesPossession, publishedKey } from "./key.ts";

export const recoverControl: Reducer = (view, entry) => {
  const { index, loggedAt, statement, hash } = entry;
  const body = statement.body as z.infer<typeof keyRecoverBody>;
  const participant = controlOf(view, statement.subject, loggedAt);
  const publicKey = body.newKey as Did;
  const thumbprint = thumbprintOfDid(publicKey);
  if (participant === undefined || thumbprint === undefined) return "unknown-subject";
  if (participant.recovery !== null) return "already-recorded";
  if (signingKeyOf(view, thumbprint) !== undefined) return "already-exists";
  const nextKeyDigest = body.nextKeyDigest ?? null;
  if (isReserved(participant, publicKey)) return "guard";
  // One key alone does not reach a threshold: without a spare key that lowers it, nobody would ever act again.
  if (participant.threshold > 1 && nextKeyDigest === null) return "guard";
  if (nextKeyDigest !== null && [publicKey, body.publicKey, participant.did].map(digest).includes(nextKeyDigest))
    return "guard";
  if (!provesPossession(statement, publicKey, thumbprint, "control", body.proof)) return "bad-proof";
  const effectiveFrom = formatInstant(addMs(loggedAt, RECOVERY_DELAY_MS));
  const key: KeyForm = publishedKey(entry, participant, publicKey, thumbprint, "control", effectiveFrom);
  const form: ParticipantForm = {
    ...participant,
    controlKeys: [...participant.controlKeys, thumbprint],
    recovery: {
      key: thumbprint,
      by: body.publicKey as Did,
      announcedIn: index,
      announcedAt: formatInstant(loggedAt),
      effectiveFrom,
      nextKeyDigest,
    },
    slots: { ...participant.slots, key: hash },
  };
  return new Map<AggregateKey, Form>([
    [keyKey(thumbprint), key],
    [participantKey(participant.did), form],
  ]);
};

const digest = (did: string) => keyDigestOfDid(did as Did);
