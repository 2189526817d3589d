/**
 * The statements that put a new control key in place of a lost or stolen one, signed by the spare key (authority.md,
 * "Identity"). The order matters: once the digest of the next spare key is logged, the old spare key can do nothing.
 */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { type KeyProof, keyProofBytes } from "#lib/statement/possession-proof.ts";
import type { Signer } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import type { Stamp } from "../statements/use-stamp.ts";

export type LostKey = { readonly thumbprint: Thumbprint; readonly reason: "ceased" | "compromised" };

export type RecoveryPlan = {
  readonly log: Origin;
  readonly participant: ParticipantForm;
  readonly spare: Signer;
  readonly newKey: Signer;
  readonly newSpareDigest: string;
  /** Keys to end at once. */
  readonly lost: readonly LostKey[];
  /** A fresh id and time for each statement. */
  readonly stamp: () => Stamp;
};

/** `key.add`, then `key.revoke` of each lost key, then `participant.update`: unsigned, each chained to the one before. */
export async function planRecovery(plan: RecoveryPlan): Promise<UnsignedStatement[]> {
  const { log, participant, spare, newKey, stamp } = plan;
  const { did } = participant;
  const common = { log, issuer: did, key: spare.thumbprint, subject: did } as const;
  const chain = (prev: StatementHash | null) => (prev === null ? {} : { prev });
  const proof: KeyProof = {
    log,
    provider: did,
    thumbprint: newKey.thumbprint,
    purpose: "control",
    ...chain(participant.slots.key),
  };
  const possession = base64UrlEncode(await newKey.sign(keyProofBytes(proof)));
  const added = prepareStatement(
    {
      ...common,
      kind: "key.add",
      ...chain(participant.slots.key),
      body: { purpose: "control", newKey: newKey.did, proof: possession, publicKey: spare.did },
    },
    stamp(),
  );
  const statements = [added];
  let prev = statementHash(added);
  for (const { thumbprint, reason } of plan.lost) {
    const body = { thumbprint, reason, publicKey: spare.did };
    const revoked = prepareStatement({ ...common, kind: "key.revoke", prev, body }, stamp());
    statements.push(revoked);
    prev = statementHash(revoked);
  }
  const body = { nextKeyDigest: plan.newSpareDigest, publicKey: spare.did };
  statements.push(
    prepareStatement({ ...common, kind: "participant.update", prev: participant.slots.participant, body }, stamp()),
  );
  return statements;
}
