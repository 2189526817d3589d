/**
 * The statements of a key's life as an operator signs them: publish with the new key's cross-signature, set an end, end at
 * once. Each plan is unsigned and chained, so that what is shown is what is signed.
 */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import type { Signer } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import type { Stamp } from "../statements/use-stamp.ts";

/** Whose keys they are: a provider's, or the account's own (control keys). */
export type KeyOwner = { readonly subject: string; readonly prev: StatementHash | null };

export function ownerOfKeys(form: ParticipantForm | ProviderForm): KeyOwner {
  return { subject: form.aggregate === "provider" ? form.id : form.did, prev: form.slots.key };
}

/** Who signs: an account key, or the spare key, which shows itself. */
export type ActingSigner = { readonly signer: Signer; readonly isRevealed: boolean };

export type Scene = {
  readonly log: Origin;
  readonly issuer: Did;
  readonly owner: KeyOwner;
  readonly acting: ActingSigner;
  readonly stamp: () => Stamp;
};

function keyStatement(
  { log, issuer, owner, acting, stamp }: Scene,
  kind: "key.add" | "key.retire" | "key.revoke",
  body: JsonObject,
): UnsignedStatement {
  const { did, thumbprint } = acting.signer;
  const shown = acting.isRevealed ? { ...body, publicKey: did } : body;
  const prev = owner.prev ?? undefined;
  return prepareStatement({ kind, log, issuer, key: thumbprint, subject: owner.subject, prev, body: shown }, stamp());
}

/** `key.add`, with what the new key signs: who publishes it, for what, after which key statement. */
export async function planAdd(scene: Scene, purpose: KeyPurpose, added: Signer): Promise<UnsignedStatement> {
  const { log, owner } = scene;
  const prev = owner.prev === null ? {} : { prev: owner.prev };
  const message = keyProofBytes({ log, provider: owner.subject, thumbprint: added.thumbprint, purpose, ...prev });
  const proof = base64UrlEncode(await added.sign(message));
  return keyStatement(scene, "key.add", { purpose, newKey: added.did, proof });
}

export function planRetire(scene: Scene, thumbprint: Thumbprint, end: Instant): UnsignedStatement {
  return keyStatement(scene, "key.retire", { thumbprint, retiresAt: formatInstant(end) });
}

/** The successor is published and the old key gets its end, in this order. */
export async function planRotation(
  scene: Scene,
  old: Pick<KeyForm, "thumbprint" | "purpose">,
  added: Signer,
  end: Instant,
): Promise<UnsignedStatement[]> {
  const first = await planAdd(scene, old.purpose, added);
  const next = { ...scene, owner: { ...scene.owner, prev: statementHash(first) } };
  return [first, planRetire(next, old.thumbprint, end)];
}

export type Revocation = {
  readonly reason: "superseded" | "ceased" | "compromised";
  readonly compromisedSince?: Instant | undefined;
};

export function planRevoke(scene: Scene, thumbprint: Thumbprint, revocation: Revocation): UnsignedStatement {
  const { reason, compromisedSince: since } = revocation;
  const body = { thumbprint, reason };
  return keyStatement(
    scene,
    "key.revoke",
    since === undefined ? body : { ...body, compromisedSince: formatInstant(since) },
  );
}
