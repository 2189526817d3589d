/** Canonical forms of what reports lead to (docs/protocol/cases.md). */
import type { CaseState, Dispute, Panel } from "#lib/dispute/dispute.ts";
import type { FaultId } from "#lib/evidence/bundle/fault-id.ts";
import type { CaseId, Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { DisputeRules } from "#lib/statement/dispute-rules.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import type { ClaimName, VerdictBody } from "#lib/statement/evidence-bodies.ts";

/** The verdict as its statement says it, but for the checks, which stand in the entry. */
export type VerdictRecord = Omit<VerdictBody, "checks"> & { entry: EntryIndex; loggedAt: string };

/**
 * A case as the log stood when it was filed, as far as it tells who may sit: what a side does afterwards keeps nobody away.
 * `accused`: whoever ran the provider, and the keys by which it was known; `categories`: the kinds of service on its price
 * list; `conflicts`: places in the roster, by what bound their holders.
 */
export type AtFiling = {
  accused: Did[];
  categories: string[];
  conflicts: Partial<Record<ConflictReason, number[]>>;
};

export type CaseForm = {
  aggregate: "case";
  id: CaseId;
  provider: ProviderId;
  /** The subject as the reporter wrote it. */
  accused: ProviderId | Did;
  claim: ClaimName;
  reporter: Did;
  statement: StatementHash;
  /** Commitment of the part that is the evidence. */
  bundle: string;
  drawShare: string;
  filedIn: EntryIndex;
  filedAt: string;
  /** The entry that set the policy which the case keeps to its end. */
  policySince: EntryIndex;
  /** Panels and clocks of that policy. */
  rules: DisputeRules;
  /** The roster of maintainers then (`roster:<n>`); null: there was none. */
  roster: EntryIndex | null;
  /** What bound whom then; null: there was nobody to draw, or nobody will be asked any more. */
  atFiling: AtFiling | null;
  /** The index's chain of draws then, and log time of the entry that set it; null: it had none. */
  chain: { end: string; since: string } | null;
  /** Until when the index promises a verdict. */
  verdictBy: string;
  /** Log time of the first verdict. */
  judgedAt: string | null;
  state: CaseState;
  /** Why it is inadmissible, where the verdict alone does not say it. */
  closedFor: "cluster-full" | null;
  /** Whether it waits for people as one of those by reporters without an upheld report. */
  cluster: "unvouched" | null;
  verdict: VerdictRecord | null;
  provenAt: string | null;
  /** When what is proven is ruled unless it is contested; null: no such clock. */
  rulesAt: string | null;
  /** The incident in which its provider told of the fault before it was reported; left out where none did. */
  toldIn?: string;
  joinedTo: CaseId | null;
  /** Cases that joined this one. */
  joined: number;
  /** Different keys that reported the fault, at most {@link FAULT_REPORTERS} counted. */
  reporters: number;
  /** Whether it is counted among the open cases of a definition. */
  suspects: boolean;
  /** Month of the page on which the provider's record holds it; null: on none. */
  page: string | null;
  /** What people have to do with it; null: not judged yet. */
  dispute: Dispute | null;
  /** What time brings about next unless somebody says something; null: nothing. */
  due: { transition: string; deadline: string } | null;
  /** What time alone has brought about, oldest first, at most {@link PASSED_KEPT}. */
  passed: { transition: string; deadline: string }[];
};

/** Of a case; those of older panels of a case that was reopened give way. */
export const PASSED_KEPT = 32;

/** Who was drawn for a round of a case, and how they voted. */
export type PanelForm = { aggregate: "panel" } & Panel;

/** Keys that are remembered as reporters of one fault. */
export const FAULT_REPORTERS = 64;

/** One fault, whoever reports it: the case that stands for it, and who reported it (thumbprints). */
export type FaultForm = { aggregate: "fault"; id: FaultId; case: CaseId; reporters: Thumbprint[] };

/** Providers that are remembered as accused under one definition: so many with an operator, and so many without. */
export const SUSPICION_PROVIDERS = 16;
export const SUSPICION_UNCLAIMED = 2;

/** Whom open cases accuse under one definition. A key costs nothing: all whom nobody has claimed count as one. */
export type SuspicionForm = {
  aggregate: "suspicion";
  definition: string;
  /** `waiting`: its cases for people; `until`: when the last of its proven ones is ruled, and so open no more. */
  providers: { id: ProviderId; claimed: boolean; waiting: number; until: string | null }[];
};

/** A provider that is known by its key alone, since somebody reported it. */
export type UnclaimedForm = {
  aggregate: "unclaimed";
  id: ProviderId;
  publicKey: Did;
  openedIn: EntryIndex;
  openedAt: string;
  claimedIn: EntryIndex | null;
};

/** Providers that are remembered as reported by one key; those of the last 180 days make no room. */
export const REPORTED_KEPT = 64;

/** Log times of the first and the newest of several reports, none of which came 180 days after the one before. */
export type Reported = { since: string; at: string };

/**
 * One who reports. `recent`: reports of the last day that were not proven; `upheld`: first reports of a fault that stands;
 * `abusive`: reports that a panel found abusive; `against`: whom, oldest first; `beyond`: reports of others, for whom there
 * was no room.
 */
export type ReporterForm = {
  aggregate: "reporter";
  key: Thumbprint;
  reports: number;
  upheld: number;
  abusive: number;
  /** Upheld reports that each finding of abuse took away, for when it is reversed; oldest first. */
  burnt: { case: CaseId; upheld: number }[];
  recent: { case: CaseId; at: string }[];
  against: ({ provider: ProviderId } & Reported)[];
  beyond: Reported | null;
};

/** How many cases against a provider wait for people, by reporters without an upheld report. */
export type UnvouchedForm = { aggregate: "unvouched"; provider: ProviderId; waiting: number };

export const caseKey = (id: string) => `case:${id}` as const;
export const panelKey = (id: string, round: number) => `panel:${id}.${round}` as const;
export const faultKey = (id: string) => `fault:${id}` as const;
export const suspicionKey = (definition: string) => `suspicion:${definition}` as const;
export const unclaimedKey = (id: string) => `unclaimed:${id}` as const;
export const reporterKey = (thumbprint: string) => `reporter:${thumbprint}` as const;
export const unvouchedKey = (provider: string) => `unvouched:${provider}` as const;
