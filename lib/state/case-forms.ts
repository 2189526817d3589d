/** Canonical forms of what reports lead to (docs/protocol/cases.md). */
import type { FaultId } from "#lib/evidence/bundle/fault-id.ts";
import type { CaseId, Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { ClaimName, VerdictBody } from "#lib/statement/evidence-bodies.ts";

/**
 * `filed`: nobody has looked yet. `checked`: judged, and held back since the definition is suspected. `inadmissible`: the
 * report is wrong, or no evidence. `proven`: by machine. `awaiting_response`: people must read it. `duplicate`: joined to
 * another case of the same fault. `ruled`: proven, and uncontested in time.
 */
export const CASE_STATES = [
  "filed",
  "checked",
  "inadmissible",
  "proven",
  "awaiting_response",
  "duplicate",
  "ruled",
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** The verdict as its statement says it, but for the checks, which stand in the entry. */
export type VerdictRecord = Omit<VerdictBody, "checks"> & { entry: EntryIndex; loggedAt: string };

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
  /** When it is ruled unless it is contested; null: no such clock. */
  rulesAt: string | null;
  joinedTo: CaseId | null;
  /** Cases that joined this one. */
  joined: number;
  /** Different keys that reported the fault, at most {@link FAULT_REPORTERS} counted. */
  reporters: number;
  ruling: { kind: "machine"; at: string; entry: EntryIndex } | null;
};

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
  /** `until`: when the last of its cases is ruled, and so open no more; null: one of them waits for people. */
  providers: { id: ProviderId; claimed: boolean; until: string | null }[];
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

/** One who reports. `recent`: reports of the last day that were not proven; `upheld`: first reports of a proven fault. */
export type ReporterForm = {
  aggregate: "reporter";
  key: Thumbprint;
  reports: number;
  upheld: number;
  recent: { case: CaseId; at: string }[];
};

/** How many cases against a provider wait for people, by reporters without an upheld report. */
export type UnvouchedForm = { aggregate: "unvouched"; provider: ProviderId; waiting: number };

export const caseKey = (id: string) => `case:${id}` as const;
export const faultKey = (id: string) => `fault:${id}` as const;
export const suspicionKey = (definition: string) => `suspicion:${definition}` as const;
export const unclaimedKey = (id: string) => `unclaimed:${id}` as const;
export const reporterKey = (thumbprint: string) => `reporter:${thumbprint}` as const;
export const unvouchedKey = (provider: string) => `unvouched:${provider}` as const;
