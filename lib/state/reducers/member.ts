/** member.grant and member.revoke: who else may speak for a participant, for what, for which providers, until when. */
import type { z } from "zod";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { memberGrantBody, memberRevokeBody } from "#lib/statement/organisation-bodies.ts";
import { controlOf, isReserved, standingMembers } from "../control.ts";
import { type AggregateKey, type Form, type Member, type ParticipantForm, participantKey } from "../forms.ts";
import { withOwnTie } from "../governance/own-tie.ts";
import type { Entry, Reducer, Writes } from "../reducer.ts";
import { isWeakDid, participantOf, providerOf, type StateView } from "../view.ts";

/** Keeps the form small; who needs more adds an account of its own. */
export const MOST_MEMBERS = 32;

/** A grant that nobody renews ends within about a year. */
export const LONGEST_GRANT_MS = 400 * DAY_MS;

export const grantMember: Reducer = (view, { index, loggedAt, statement, hash }) => {
  const body = statement.body as z.infer<typeof memberGrantBody>;
  const before = controlOf(view, statement.subject, loggedAt);
  const until = parseInstant(body.until);
  const did = body.member as Did;
  if (before === undefined) return "unknown-subject";
  if (until === undefined || until <= loggedAt || until > loggedAt + LONGEST_GRANT_MS) return "guard";
  if (did === before.did || isReserved(before, did) || isWeakDid(did)) return "guard";
  const providers = body.providers as "all" | ProviderId[];
  if (providers !== "all" && providers.some((id) => providerOf(view, id)?.operator !== before.did)) return "guard";
  const standing = standingMembers(before, loggedAt);
  const others = standing.filter((member) => member.did !== did);
  if (others.length >= MOST_MEMBERS) return "guard";
  const usedAt = standing.find((member) => member.did === did)?.usedAt;
  const member: Member = {
    did,
    scopes: body.scopes,
    providers,
    until: body.until,
    grantedIn: index,
    grantedAt: formatInstant(loggedAt),
    ...(usedAt === undefined ? {} : { usedAt }),
  };
  return new Map([[participantKey(before.did), withMembers(before, [...others, member], hash)]]);
};

export const revokeMember: Reducer = (view, { loggedAt, statement, hash }) => {
  const body = statement.body as z.infer<typeof memberRevokeBody>;
  const before = controlOf(view, statement.subject, loggedAt);
  if (before === undefined) return "unknown-subject";
  const standing = standingMembers(before, loggedAt);
  const others = standing.filter((member) => member.did !== body.member);
  if (others.length === standing.length) return "already-recorded";
  return new Map([[participantKey(before.did), withMembers(before, others, hash)]]);
};

/** A member takes its grant by speaking in the participant's name for the first time: nobody is bound by another's word. */
export function withUse(view: StateView, { statement, loggedAt }: Entry, writes: Writes): Writes {
  const { onBehalfOf, issuer } = statement;
  if (onBehalfOf === undefined) return writes;
  const written = writes.get(participantKey(onBehalfOf));
  const participant = written?.aggregate === "participant" ? written : participantOf(view, onBehalfOf);
  const at = participant?.members.findIndex(({ did }) => did === issuer) ?? -1;
  const member = participant?.members[at];
  if (participant === undefined || member === undefined || member.usedAt !== undefined) return writes;
  const members = participant.members.with(at, { ...member, usedAt: formatInstant(loggedAt) });
  const used = new Map<AggregateKey, Form>([...writes, [participantKey(participant.did), { ...participant, members }]]);
  return withOwnTie(view, used, { maintainer: issuer, to: participant.did, at: loggedAt });
}

function withMembers(
  before: ParticipantForm,
  members: Member[],
  hash: ParticipantForm["slots"]["participant"],
): ParticipantForm {
  return { ...before, members, slots: { ...before.slots, member: hash } };
}
