/** Typed reading of the state: the fold's only way to look. */

import { hexEncode } from "#lib/kernel/base.ts";
import { publicKeyOfDid, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { isWeakKey } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";

import type { Policy } from "#lib/statement/bodies.ts";
import type {
  AggregateKey,
  DefinitionForm,
  Form,
  IndexForm,
  KeyForm,
  ParticipantForm,
  PeerForm,
  ProposalForm,
  ProviderForm,
} from "./forms.ts";
import { definitionKey, keyKey, participantKey, peerKey, proposalKey, providerKey } from "./forms.ts";

/** The state before an entry. Synchronous: whoever implements it over a database loads first. */
export interface StateView {
  get(key: AggregateKey): Form | undefined;
}

export function indexOf(view: StateView): IndexForm | undefined {
  const form = view.get("index");
  return form?.aggregate === "index" ? form : undefined;
}

export function policyOf(view: StateView): Policy | undefined {
  const form = view.get("policy");
  return form?.aggregate === "policy" ? form.policy : undefined;
}

export function participantOf(view: StateView, did: string): ParticipantForm | undefined {
  const form = view.get(participantKey(did));
  return form?.aggregate === "participant" ? form : undefined;
}

export function signingKeyOf(view: StateView, thumbprint: string): KeyForm | undefined {
  const form = view.get(keyKey(thumbprint));
  return form?.aggregate === "key" ? form : undefined;
}

export function providerOf(view: StateView, id: string): ProviderForm | undefined {
  const form = view.get(providerKey(id));
  return form?.aggregate === "provider" ? form : undefined;
}

export function peerOf(view: StateView, origin: string): PeerForm | undefined {
  const form = view.get(peerKey(origin));
  return form?.aggregate === "peer" ? form : undefined;
}

export function definitionOf(view: StateView, id: string): DefinitionForm | undefined {
  const form = view.get(definitionKey(id));
  return form?.aggregate === "definition" ? form : undefined;
}

export function proposalOf(view: StateView, hash: string): ProposalForm | undefined {
  const form = view.get(proposalKey(hash));
  return form?.aggregate === "proposal" ? form : undefined;
}

/** The public key that the log knows by this thumbprint: a published signing key, or the index's own statement key. */
export function publicKeyByThumbprint(view: StateView, thumbprint: Thumbprint): Uint8Array | undefined {
  const published = signingKeyOf(view, thumbprint);
  if (published !== undefined) return publicKeyOfDid(published.publicKey);
  const own = indexOf(view)?.keys.statement;
  return own !== undefined && thumbprintOfDid(own) === thumbprint ? publicKeyOfDid(own) : undefined;
}

export { thumbprintOfDid };

/** Whether TS-Ed25519/1 refuses the key: nothing that it signs will ever count. */
export function isWeakDid(did: Did): boolean {
  const publicKey = publicKeyOfDid(did);
  return publicKey === undefined || isWeakKey(publicKey);
}

/** SHA-256 of the 32 public key bytes, hex: what `nextKeyDigest` commits to. */
export function keyDigestOfDid(did: Did): string | undefined {
  const publicKey = publicKeyOfDid(did);
  return publicKey === undefined ? undefined : hexEncode(sha256(publicKey));
}
