/** Typed reading of the state: the fold's only way to look. */

import { hexEncode } from "#lib/kernel/base.ts";
import { publicKeyOfDid, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { isWeakKey } from "#lib/kernel/ed25519.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";

import type { Policy } from "#lib/statement/bodies.ts";
import { type AttesterForm, attesterKey } from "./attester-forms.ts";
import {
  type CaseForm,
  caseKey,
  type FaultForm,
  faultKey,
  type PanelForm,
  panelKey,
  type ReporterForm,
  reporterKey,
  type SuspicionForm,
  suspicionKey,
  type UnclaimedForm,
  unclaimedKey,
} from "./case/case-forms.ts";
import { type ClusterForm, clusterKey } from "./cluster-forms.ts";
import type {
  AggregateKey,
  DefinitionForm,
  Form,
  IndexForm,
  KeyForm,
  ParticipantForm,
  PeerForm,
  PolicyForm,
  ProposalForm,
  ProviderForm,
} from "./forms.ts";
import { definitionKey, keyKey, participantKey, peerKey, proposalKey, providerKey } from "./forms.ts";
import { type MaintainerForm, maintainerKey, type RosterForm, rosterKey } from "./governance/maintainer-forms.ts";
import type { ModelForm } from "./governance/model-forms.ts";

/** The hash chain of the entries that changed an aggregate: its head, and their number. */
export type Chain = { readonly head: Hash; readonly length: number };

/** The state before an entry. Synchronous: whoever implements it over a database loads first. */
export interface StateView {
  get(key: AggregateKey): Form | undefined;
  /** Undefined: there is no such aggregate. */
  chainOf(key: AggregateKey): Chain | undefined;
}

/** Forms without their chains: enough for every kind but a verdict, which only an index signs. */
export function viewThrough(get: (key: AggregateKey) => Form | undefined): StateView {
  return { get, chainOf: () => undefined };
}

export function indexOf(view: StateView): IndexForm | undefined {
  const form = view.get("index");
  return form?.aggregate === "index" ? form : undefined;
}

export function policyFormOf(view: StateView): PolicyForm | undefined {
  const form = view.get("policy");
  return form?.aggregate === "policy" ? form : undefined;
}

export function policyOf(view: StateView): Policy | undefined {
  return policyFormOf(view)?.policy;
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

export function caseOf(view: StateView, id: string): CaseForm | undefined {
  const form = view.get(caseKey(id));
  return form?.aggregate === "case" ? form : undefined;
}

export function panelOf(view: StateView, id: string, round: number): PanelForm | undefined {
  const form = view.get(panelKey(id, round));
  return form?.aggregate === "panel" ? form : undefined;
}

export function faultOf(view: StateView, id: string): FaultForm | undefined {
  const form = view.get(faultKey(id));
  return form?.aggregate === "fault" ? form : undefined;
}

export function suspicionOf(view: StateView, definition: string): SuspicionForm | undefined {
  const form = view.get(suspicionKey(definition));
  return form?.aggregate === "suspicion" ? form : undefined;
}

export function unclaimedOf(view: StateView, id: string): UnclaimedForm | undefined {
  const form = view.get(unclaimedKey(id));
  return form?.aggregate === "unclaimed" ? form : undefined;
}

export function reporterOf(view: StateView, thumbprint: string): ReporterForm | undefined {
  const form = view.get(reporterKey(thumbprint));
  return form?.aggregate === "reporter" ? form : undefined;
}

export function attesterOf(view: StateView, provider: string, thumbprint: string): AttesterForm | undefined {
  const form = view.get(attesterKey(provider, thumbprint));
  return form?.aggregate === "attester" ? form : undefined;
}

export function clusterOf(view: StateView, id: string): ClusterForm | undefined {
  const form = view.get(clusterKey(id));
  return form?.aggregate === "cluster" ? form : undefined;
}

export function modelOf(view: StateView): ModelForm | undefined {
  const form = view.get("model");
  return form?.aggregate === "model" ? form : undefined;
}

export function maintainerOf(view: StateView, did: string): MaintainerForm | undefined {
  const form = view.get(maintainerKey(did));
  return form?.aggregate === "maintainer" ? form : undefined;
}

export function rosterOf(view: StateView, since: number): RosterForm | undefined {
  const form = view.get(rosterKey(since));
  return form?.aggregate === "roster" ? form : undefined;
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
