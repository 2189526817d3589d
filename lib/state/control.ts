/** Control of a participant at a time: which digest, recovery and control keys stand, recorded or not. */
import type { Did } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm, Member, ParticipantForm } from "./forms.ts";
import { keyDigestOfDid, participantOf, type StateView, signingKeyOf } from "./view.ts";

/** The participant with a recovery that is due settled: its digest is then the one that the recovery named. */
export function settled(participant: ParticipantForm, at: Instant): ParticipantForm {
  const { recovery } = participant;
  const from = recovery === null ? undefined : parseInstant(recovery.effectiveFrom);
  if (recovery === null || from === undefined || at < from) return participant;
  return { ...participant, nextKeyDigest: recovery.nextKeyDigest, recovery: null };
}

export function controlOf(view: StateView, did: string, at: Instant): ParticipantForm | undefined {
  const participant = participantOf(view, did);
  return participant === undefined ? undefined : settled(participant, at);
}

/** Control keys that sign at `at`: active or retiring. */
export function signingControlKeys(view: StateView, participant: ParticipantForm, at: Instant): KeyForm[] {
  return participant.controlKeys
    .map((thumbprint) => signingKeyOf(view, thumbprint))
    .filter((key) => key !== undefined)
    .filter((key) => isActiveAt(key, at));
}

/** Members whose grant has not ended. */
export function standingMembers({ members }: ParticipantForm, at: Instant): Member[] {
  return members.filter(({ until }) => {
    const end = parseInstant(until);
    return end !== undefined && at < end;
  });
}

/** Spare and recovery key sign nothing else: as a signing key either would lie where thieves look. */
export function isReserved(participant: ParticipantForm, publicKey: Did): boolean {
  return participant.recoveryKey === publicKey || keyDigestOfDid(publicKey) === participant.nextKeyDigest;
}
