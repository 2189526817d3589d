/** What an organisation signs about its members, its threshold and proposals that wait. */
import type { Did, Origin, StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { MemberScope } from "#lib/statement/organisation-bodies.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import type { Stamp } from "../statements/use-stamp.ts";
import type { ActingSigner } from "./key-plans.ts";

export type Office = {
  readonly log: Origin;
  readonly participant: ParticipantForm;
  readonly acting: ActingSigner;
  readonly stamp: Stamp;
};

export type Grant = {
  readonly member: Did;
  readonly scopes: readonly MemberScope[];
  readonly providers: "all" | readonly string[];
  readonly until: Instant;
};

function common({ log, participant, acting }: Office) {
  return { log, issuer: participant.did, key: acting.signer.thumbprint, subject: participant.did } as const;
}

export function planGrant(office: Office, { member, scopes, providers, until }: Grant): UnsignedStatement {
  const named = providers === "all" ? "all" : [...providers];
  const body = { member, scopes: [...scopes], providers: named, until: formatInstant(until) };
  const prev = office.participant.slots.member ?? undefined;
  return prepareStatement({ ...common(office), kind: "member.grant", prev, body }, office.stamp);
}

export function planRevokeMember(office: Office, member: Did): UnsignedStatement {
  const prev = office.participant.slots.member ?? undefined;
  return prepareStatement({ ...common(office), kind: "member.revoke", prev, body: { member } }, office.stamp);
}

export function planThreshold(office: Office, threshold: number): UnsignedStatement {
  const shown = office.acting.isRevealed ? { publicKey: office.acting.signer.did } : {};
  const prev = office.participant.slots.participant;
  const body = { threshold, ...shown };
  return prepareStatement({ ...common(office), kind: "participant.update", prev, body }, office.stamp);
}

/** `null` takes the present one off. */
export function planRecoveryKey(office: Office, recoveryKey: Did | null): UnsignedStatement {
  const shown = office.acting.isRevealed ? { publicKey: office.acting.signer.did } : {};
  const prev = office.participant.slots.participant;
  const body = { recoveryKey, ...shown };
  return prepareStatement({ ...common(office), kind: "participant.update", prev, body }, office.stamp);
}

export function planCosign(office: Office, statement: StatementHash): UnsignedStatement {
  return prepareStatement(
    { ...common(office), kind: "cosign", subject: `stmt:${statement}`, body: { statement } },
    office.stamp,
  );
}
