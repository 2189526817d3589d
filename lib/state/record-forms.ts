/**
 * Canonical forms of a provider's record: what counts for or against it, by the month in which the log learned of it
 * (docs/protocol/record.md). Facts only: no weight of any model.
 */
import type { CaseId, EntryIndex, ProviderId, Thumbprint } from "#lib/kernel/ids.ts";
import type { Attribution, EvidenceClass, ItemType, Severity } from "#lib/reputation/record-item.ts";

/** A ruling is a verdict that was ruled: its `state` says so. */
export type FactType = Exclude<ItemType, "ruling">;

/** One counted fact. What does not apply is left out, so that pages stay short. */
export type RecordedFact = {
  /** "<entry>", or "<entry>.<n>" where one entry gives several. */
  readonly id: string;
  /** Whose place in the log shows it. */
  readonly entry: EntryIndex;
  /** Whole UTC days since 1970-01-01 of the log time at which it was recorded. */
  readonly day: number;
  readonly type: FactType;
  /** What it is of; with `type` unique within a page. */
  readonly about: string;
  readonly evidence: EvidenceClass;
  /** Bad facts only; `unknown`: whose doing it was nobody has said. */
  readonly severity?: Severity;
  readonly attribution?: Attribution;
  /** The operator said so himself, when a report asked him. */
  readonly admitted?: true;
  /** Of a reporter without an upheld report, or of a ruling that few have found. */
  readonly standing?: "half";
  readonly reporter?: Thumbprint;
  readonly cluster?: "unvouched";
  /** Facts of one group count as one. */
  readonly faultGroup?: string;
  /** A report's: its case, and how far it is. */
  readonly case?: CaseId;
  readonly state?: "open" | "proven" | "ruled";
};

export type RecordForm = {
  aggregate: "record";
  provider: ProviderId;
  /** "2026-11": of the log time of the entries that wrote its items. */
  month: string;
  /** In the order in which they came. */
  items: RecordedFact[];
};

/** Items of a type that one page holds; a graver one that finds no place takes that of the least grave. */
export const PAGE_BOUNDS: Record<FactType, number> = {
  // One for each UTC day.
  audit: 31,
  "promise-kept": 4,
  "clock-met": 4,
  "disclosure-fresh": 20,
  verdict: 32,
  "promise-broken": 12,
  "disclosure-stale": 40,
  "response-late": 12,
  "open-report": 12,
};

export const recordKey = (provider: string, month: string) => `record:${provider}:${month}` as const;
