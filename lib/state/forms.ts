/**
 * The canonical forms of the aggregates (docs/protocol/aggregates.md). A form holds facts of the log only: no time of
 * reading, no rendering. Its digest is SHA-256 of its canonical bytes.
 */

import type { Heartbeat, Outage } from "#lib/disclosure/heartbeat.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import type { DefinitionId, Did, EntryIndex, Origin, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import type { CheckpointComparison } from "#lib/log/checkpoint.ts";
import type { KeyPurpose, LinkRelation, Policy } from "#lib/statement/bodies.ts";
import type { AdmissionCheckName, DefinitionKind } from "#lib/statement/definition.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { FraudKind } from "#lib/statement/log-bodies.ts";
import type { MemberScope } from "#lib/statement/organisation-bodies.ts";
import type { AttesterForm } from "./attester-forms.ts";
import type {
  CaseForm,
  FaultForm,
  PanelForm,
  ReporterForm,
  SuspicionForm,
  UnclaimedForm,
  UnvouchedForm,
} from "./case/case-forms.ts";
import type { ClusterForm } from "./cluster-forms.ts";
import type { FlagForm, MaintainerForm, RosterForm } from "./governance/maintainer-forms.ts";
import type { ModelForm } from "./governance/model-forms.ts";
import type { RecordForm } from "./record-forms.ts";

export type AggregateKey =
  | "index"
  | "policy"
  | `participant:${string}`
  | `key:${string}`
  | `provider:${string}`
  | `peer:${string}`
  | `definition:${string}`
  | `check:${string}`
  | `proposal:${string}`
  | `committer:${string}`
  | `case:${string}`
  | `panel:${string}`
  | `fault:${string}`
  | `suspicion:${string}`
  | `unclaimed:${string}`
  | `reporter:${string}`
  | `unvouched:${string}`
  | `record:${string}`
  | `attester:${string}`
  | "model"
  | `cluster:${string}`
  | `maintainer:${string}`
  | `roster:${number}`
  | `flag:${string}`;

/** Proofs of fraud that were logged against a log. The count says what was claimed, not what was verified. */
export type Accusations = { count: number; last: { entry: EntryIndex; kind: FraudKind; sha256: string } };

export type IndexForm = {
  aggregate: "index";
  origin: Origin;
  /** did:key of the statement key at genesis: the index's issuer for ever. */
  issuer: Did;
  keys: { log: Did; promise: Did; answer: Did; witness: Did; statement: Did };
  admins: Did[];
  threshold: number;
  foldVersion: number;
  modelHash: string | null;
  verifierSha256: string | null;
  /** Of the chain of draws, and log time of the entry that set it. */
  drawChainEnd: string | null;
  drawChainSince: string | null;
  /** The newest roster of maintainers: `roster:<n>`; null: there was none yet. */
  roster: EntryIndex | null;
  slot: StatementHash;
  /** The last effective state.root: its place and the size that it speaks of, never its roots. */
  stateRoot: { entry: EntryIndex; loggedAt: string; statement: StatementHash; size: number } | null;
  /** Parts that were removed by the official route. */
  withheld: { commit: string; entry: number; recordedIn: EntryIndex }[];
  accusations: Accusations | null;
  /** Spans of more than ten minutes in which this log published nothing, oldest first: the index's own claim. */
  outages: Outage[];
};

/** `hash`: of the statement that announced it, `entry` and `at` of the one that carried it. */
export type AnnouncedPolicy = {
  hash: StatementHash;
  policy: Policy;
  drawChainEnd: string | null;
  entry: EntryIndex;
  at: string;
};

export type PolicyForm = {
  aggregate: "policy";
  policy: Policy;
  since: EntryIndex;
  /** The newest announcement, while it is not in force. */
  announced: AnnouncedPolicy | null;
  /** Announcements that were put in force, oldest first, at most {@link POLICIES_KEPT}. */
  history: { hash: StatementHash; entry: EntryIndex; at: string }[];
};

export const POLICIES_KEPT = 64;

/** From `effectiveFrom` on the key is a control key and `nextKeyDigest` the participant's, recorded or not. */
export type Recovery = {
  key: Thumbprint;
  /** The recovery key that announced it. */
  by: Did;
  announcedIn: EntryIndex;
  announcedAt: string;
  effectiveFrom: string;
  nextKeyDigest: string | null;
};

export type ParticipantForm = {
  aggregate: "participant";
  did: Did;
  displayName: string;
  registeredIn: EntryIndex;
  registeredAt: string;
  /** Thumbprints of all control keys ever published, in log order. */
  controlKeys: Thumbprint[];
  /** SHA-256 of the spare key's 32 bytes, hex. */
  nextKeyDigest: string | null;
  recoveryKey: Did | null;
  /** A control key that the recovery key has announced and that is not in force yet. */
  recovery: Recovery | null;
  /** The recovery key one of whose recoveries was vetoed: it cannot be vetoed again. */
  vetoedRecoveryKey: Did | null;
  /** Control keys that must agree; the spare key acts alone. */
  threshold: number;
  /** Who may speak for the participant; grants that ended leave with the next change. */
  members: Member[];
  slots: { participant: StatementHash; key: StatementHash | null; member: StatementHash | null };
};

export type Member = {
  did: Did;
  scopes: MemberScope[];
  providers: "all" | ProviderId[];
  until: string;
  grantedIn: EntryIndex;
  grantedAt: string;
  /** Log time of the first statement in the participant's name: by it the member took the grant. Absent: none yet. */
  usedAt?: string;
};

/** Who must agree to an act: so many control keys of a participant (thumbprints), or so many admins (dids). */
export type Consent = { of: Did | "index-admins"; needed: number; signers: string[] };

/** Signatures under a proposal come within this time, or it lapses. */
export const PROPOSAL_LIFE_MS = 7 * DAY_MS;

/** An act that needs several keys. Open until it is carried or 7 days are over, recorded or not. */
export type ProposalForm = {
  aggregate: "proposal";
  statement: StatementHash;
  kind: string;
  issuer: Did;
  subject: string;
  proposedIn: EntryIndex;
  proposedAt: string;
  lapsesAt: string;
  consents: Consent[];
  state: "open" | "carried" | "lapsed";
  carriedIn: EntryIndex | null;
  /** The act as signed, while it is open. */
  proposed: UnsignedStatement | null;
};

export type KeyForm = SigningKey & { aggregate: "key" };

/** The latest effective disclosure of a type; its body is read from the entry. */
export type DisclosureRecord = {
  entry: EntryIndex;
  loggedAt: string;
  statement: StatementHash;
  effectiveAt: string;
  /** When it turns stale; null: the type has no end of its own. */
  expiresAt: string | null;
  notApplicable: boolean;
  /** Effective statements of this type so far. */
  versions: number;
  /** Log time of the newest version that came after the one before it had ended; absent: each came in time. */
  gapUntil?: string;
  /** What the log has recorded of its age. */
  recorded?: "stale" | "long-stale";
  /** What the type keeps of its versions (`keep` in lib/statement/disclosures); absent: nothing. */
  facts?: JsonObject;
};

/**
 * A proof of name that others can take away. `seen`: the last look that found it, and since when looks found it without a
 * gap of more than seven days. `missed`: the last look that did not, when it is newer.
 */
export type NameSeen = {
  seen: { entry: EntryIndex; loggedAt: string; since: string } | null;
  missed: { entry: EntryIndex; loggedAt: string } | null;
};

export type ProviderForm = {
  aggregate: "provider";
  id: ProviderId;
  kind: "instance" | "service";
  operator: Did;
  name: string;
  domain: string | null;
  address: string | null;
  registeredIn: EntryIndex;
  registeredAt: string;
  /** Public keys (did:key) that signed the proof of name. */
  provenBy: Did[];
  /** Other providers that it belongs together with, as both operators state. `from`: whose link it is. */
  links: { other: ProviderId; relation: LinkRelation; from: "this" | "other"; entry: EntryIndex }[];
  /** Of those with which it shares its fate; left out where it has none. */
  cluster?: ProviderId;
  /** What the index saw in the domain's DNS and in its well-known file; reset when the domain changes. */
  names: { dns: NameSeen; file: NameSeen };
  /** Consent to be looked at. */
  observe: boolean;
  keyDirectory: string | null;
  /** The newest observation of each other type; its body is read from the entry. */
  observed: Record<string, { entry: EntryIndex; loggedAt: string }>;
  /** All signing keys ever published, in log order. */
  keys: { purpose: KeyPurpose; thumbprint: Thumbprint }[];
  disclosures: Record<string, DisclosureRecord>;
  heartbeat: Heartbeat | null;
  slots: { provider: StatementHash; key: StatementHash | null };
};

/** Another log as this one saw it. */
export type PeerForm = {
  aggregate: "peer";
  origin: string;
  /** Null: accused, but never observed. */
  vkey: string | null;
  head: {
    size: number;
    root: string;
    /** How the head agrees with the one that was observed before it. */
    agreement: CheckpointComparison | "first";
    entry: EntryIndex;
    loggedAt: string;
  } | null;
  observations: number;
  /** Observations of another root for a size that was observed before. */
  conflicts: number;
  accusations: Accusations | null;
};

/** A version as far as it decides: its document, and its code and state, stand in its entry. */
export type DefinitionVersion = {
  /** Content address: SHA-256 of the canonical document, hex. */
  hash: string;
  statement: StatementHash;
  entry: EntryIndex;
  /** The entry that published it, where several keys had to agree to it: `entry` only proposed it then. */
  publishedIn?: EntryIndex;
  loggedAt: string;
  validFrom: string;
  validUntil: string;
  graceSeconds: number;
  /** What this index found when it ran the version's tests; null: nothing yet. */
  admission: {
    outcome: "admitted" | "refused";
    failed: AdmissionCheckName | null;
    results: string | null;
    entry: EntryIndex;
    loggedAt: string;
  } | null;
};

/** Versions that a definition's form keeps, newest first; older ones stay in the log. */
export const KEPT_VERSIONS = 16;

export type DefinitionForm = {
  aggregate: "definition";
  id: DefinitionId;
  publisher: Did;
  kind: DefinitionKind;
  /** Of the newest version. */
  name: string;
  /** Newest first. */
  versions: DefinitionVersion[];
  withdrawn: { entry: EntryIndex; loggedAt: string; reason: string } | null;
  slot: StatementHash;
};

/** One key's check of one epoch's root: it makes checks distinct. */
export type CheckForm = {
  aggregate: "check";
  provider: ProviderId;
  epoch: number;
  issuer: Did;
  result: "verified" | "mismatch";
  entry: EntryIndex;
};

/** A key that commits to exchanges: its newest commitment, since two may not come close together. */
export type CommitterForm = {
  aggregate: "committer";
  key: Thumbprint;
  commits: number;
  last: { entry: EntryIndex; loggedAt: string };
};

export type Form =
  | IndexForm
  | PolicyForm
  | ParticipantForm
  | KeyForm
  | ProviderForm
  | PeerForm
  | DefinitionForm
  | CheckForm
  | ProposalForm
  | CommitterForm
  | CaseForm
  | PanelForm
  | FaultForm
  | SuspicionForm
  | UnclaimedForm
  | ReporterForm
  | UnvouchedForm
  | RecordForm
  | AttesterForm
  | ModelForm
  | ClusterForm
  | MaintainerForm
  | RosterForm
  | FlagForm;

/** Canonical text of a form: what is stored, served and digested. */
export function formText(form: Form): string {
  return canonicalText(form as unknown as JsonValue);
}

/** SHA-256 of the form's canonical bytes. 32 bytes. */
export function digestOf(form: Form): Hash {
  return sha256(utf8Encode(formText(form)));
}

export const participantKey = keysFrom((did) => `participant:${did}`);
export const keyKey = keysFrom((thumbprint) => `key:${thumbprint}`);
export const providerKey = keysFrom((id) => `provider:${id}`);
export const definitionKey = (id: string): AggregateKey => `definition:${id}`;
export const proposalKey = (hash: string): AggregateKey => `proposal:${hash}`;
export const committerKey = (thumbprint: string): AggregateKey => `committer:${thumbprint}`;
export const peerKey = (origin: string): AggregateKey => `peer:${origin}`;
export const checkKey = (provider: string, epoch: number, issuer: string): AggregateKey =>
  `check:${provider}:${epoch}:${issuer}`;

/** Names asked for lately. A map finds a text faster that it has hashed before, and entries name the same things again. */
const KEYS_KEPT = 4_096;

function keysFrom(write: (name: string) => AggregateKey): (name: string) => AggregateKey {
  const known = new Map<string, AggregateKey>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= KEYS_KEPT) known.clear();
    const key = write(name);
    known.set(name, key);
    return key;
  };
}
