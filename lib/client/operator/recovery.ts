/**
 * The statements that put a new control key in place of a lost or stolen one, signed by the spare key or announced by the
 * recovery key (docs/how-to/spare-key-and-recovery.md). All are unsigned, each chained to the one before.
 */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { type KeyProof, keyProofBytes } from "#lib/statement/possession-proof.ts";
import type { Signer } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import type { Stamp } from "../statements/use-stamp.ts";

export type LostKey = { readonly thumbprint: Thumbprint; readonly reason: "ceased" | "compromised" };

type Plan = {
  readonly log: Origin;
  readonly participant: ParticipantForm;
  readonly newKey: Signer;
  readonly newSpareDigest: string;
  /** Account keys to end at once. */
  readonly lost: readonly LostKey[];
  /** A fresh id and time for each statement. */
  readonly stamp: () => Stamp;
};

export type RecoveryPlan = Plan & {
  readonly spare: Signer;
  /** What a thief may have set up: ended at once, too. */
  readonly members?: readonly Did[];
  readonly providerKeys?: readonly { readonly provider: ProviderForm; readonly thumbprint: Thumbprint }[];
  /** How many keys must agree from now on; left out: as before. */
  readonly threshold?: number;
};

/**
 * `participant.update` of the threshold where it could not be reached any more, `key.add`, `key.revoke` of each lost key,
 * the ends of members and providers' keys, and `participant.update` of the digest. The order matters: after the account
 * keys are ended nobody else can change a slot in between, and once the digest of the next spare key is logged, this
 * spare key can do nothing.
 */
export async function planRecovery(plan: RecoveryPlan): Promise<UnsignedStatement[]> {
  const { participant, spare, members = [], providerKeys = [], threshold } = plan;
  const { did, slots } = participant;
  const chain = chainOf(plan, spare);
  if (threshold !== undefined) chain.say("participant.update", did, slots.participant, { threshold });
  chain.say("key.add", did, slots.key, {
    purpose: "control",
    newKey: plan.newKey.did,
    proof: await possession(plan, slots.key),
  });
  for (const { thumbprint, reason } of plan.lost) chain.say("key.revoke", did, slots.key, { thumbprint, reason });
  for (const member of members) chain.say("member.revoke", did, slots.member, { member });
  for (const { provider, thumbprint } of providerKeys)
    chain.say("key.revoke", provider.id, provider.slots.key, { thumbprint, reason: "compromised" });
  chain.say("participant.update", did, slots.participant, { nextKeyDigest: plan.newSpareDigest });
  return chain.statements;
}

/** `key.revoke` of each lost key, then `key.recover`: in force 7 days later, with a spare key of its own. */
export async function planAnnouncement(plan: Plan & { readonly recovery: Signer }): Promise<UnsignedStatement[]> {
  const { did, slots } = plan.participant;
  const chain = chainOf(plan, plan.recovery);
  for (const { thumbprint, reason } of plan.lost) chain.say("key.revoke", did, slots.key, { thumbprint, reason });
  const last = chain.statements.at(-1);
  chain.say("key.recover", did, slots.key, {
    newKey: plan.newKey.did,
    proof: await possession(plan, last === undefined ? slots.key : statementHash(last)),
    nextKeyDigest: plan.newSpareDigest,
  });
  return chain.statements;
}

/** What the new key signs to be published after `prev`. base64url. */
async function possession({ log, participant, newKey }: Plan, prev: StatementHash | null): Promise<string> {
  const { did } = participant;
  const proof: KeyProof = { log, provider: did, thumbprint: newKey.thumbprint, purpose: "control" };
  return base64UrlEncode(await newKey.sign(keyProofBytes(prev === null ? proof : { ...proof, prev })));
}

/** Statements by a key that shows itself, each after the one before in its slot: a subject's, of one family of kinds. */
function chainOf({ log, participant, stamp }: Plan, acting: Signer) {
  const statements: UnsignedStatement[] = [];
  const last = new Map<string, StatementHash>();
  const say = (kind: Kind, subject: string, before: StatementHash | null, body: JsonObject) => {
    const slot = `${subject} ${kind.split(".")[0]}`;
    const prev = last.get(slot) ?? before ?? undefined;
    const shown = { ...body, publicKey: acting.did };
    const draft = { kind, log, issuer: participant.did, key: acting.thumbprint, subject, prev, body: shown };
    const statement = prepareStatement(draft, stamp());
    last.set(slot, statementHash(statement));
    statements.push(statement);
  };
  return { statements, say };
}
