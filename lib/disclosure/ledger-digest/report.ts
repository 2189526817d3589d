/** What the rules say of one series. Deterministic: whoever has the log computes the same. */
import type { Outcome } from "#lib/kernel/checks.ts";
import type { RuleCode } from "./rules.ts";

/** Where a rule found something. */
export type Found = {
  readonly entry: number;
  readonly position: number | null;
  readonly block: number | null;
  readonly detail: string;
};

export type RuleResult = {
  readonly code: RuleCode;
  readonly outcome: Outcome;
  /** How often the rule found something; 0 leaves nothing to say. */
  readonly count: number;
  readonly detail: string;
  /** The first {@link MAX_FOUND}. */
  readonly found: readonly Found[];
};

export const MAX_FOUND = 50;

export type Pin = {
  readonly block: number;
  readonly hash: string;
  readonly entry: number;
  readonly position: number;
  readonly receivedAt: string;
  readonly digestTime: string | null;
};

/** `fork`: one observer, two hashes. `split-view`: two observers. */
export type Split = {
  readonly block: number;
  readonly kind: "fork" | "split-view";
  readonly sides: readonly (Pin & { readonly observer: string })[];
};

export type Lag = { readonly p50Ms: number; readonly p95Ms: number; readonly maxMs: number; readonly rows: number };

/** Digests of one stretch of time of receipt. */
export type LagPoint = { readonly t: number; readonly p50Ms: number; readonly maxMs: number; readonly rows: number };

/** The last block of a stretch; `skipped`: blocks that are not pinned between it and the station before. */
export type Station = Pin & { readonly blocks: number; readonly skipped: number };

export type Silence = { readonly from: string; readonly until: string | null };

/** Milliseconds since 1970. */
export type Span = { readonly from: number; readonly until: number };

/** The stretch since the last new block: with it, whoever reads a report later knows how long the silence is by then. */
export type Tail = { readonly from: number; readonly allowedMs: number; readonly idles: readonly Span[] };

export type SeriesEvent = {
  readonly kind: "storage" | "restore" | "attestation" | "idle" | "cadence";
  readonly entry: number;
  readonly at: string;
  readonly detail: string;
};

export type SeriesReport = {
  readonly asOf: string;
  /** One for each rule, in their order. */
  readonly rules: readonly RuleResult[];
  readonly rows: number;
  readonly blocks: number;
  /** Blocks that arrived in order and within the declared cadence; null while none is declared. */
  readonly timely: number | null;
  readonly cadenceMinutes: number | null;
  readonly first: Pin | null;
  readonly head: Pin | null;
  readonly lag: Lag | null;
  readonly lagOverTime: readonly LagPoint[];
  readonly unpinned: number;
  readonly gaps: readonly { readonly from: number; readonly count: number }[];
  readonly splits: readonly Split[];
  readonly silences: readonly Silence[];
  /** From where the next silence is counted. */
  readonly tail: Tail | null;
  readonly stations: readonly Station[];
  readonly events: readonly SeriesEvent[];
};

/** Codes of the rules that found something. */
export function codesOf(report: SeriesReport): RuleCode[] {
  return report.rules.filter(({ count }) => count > 0).map(({ code }) => code);
}
