/** What the log says of one series, in log order: all that the rules are run over. */
import type { Outage } from "#lib/disclosure/heartbeat.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import type { LedgerPoint, SeriesKey } from "#lib/statement/ledger/point.ts";

/** `receivedAt`: log time of the entry. */
export type Stated = { readonly entry: number; readonly receivedAt: Instant };

/** Row `position` of an entry; 0 for a digest that stands in the statement itself. */
export type Observation = Stated & {
  readonly position: number;
  /** Who read it from the database; empty: the operator. */
  readonly observer: string;
  readonly document: Result<LedgerPoint, Refusal>;
};

/** `whole`: the rows are those that were signed for. `absent`: the part was withheld or is not at hand. */
export type ImportEntry = Stated & { readonly state: "whole" | "differs" | "absent"; readonly detail: string };

export type BlockRow = Stated & { readonly block: number; readonly previousHash: string };
export type Idle = Stated & { readonly from: Instant; readonly until: Instant };
/** `before`: creation time of the incarnation that was restored from. */
export type Restore = Stated & { readonly before: string; readonly reason: string };
export type Storage = Stated & { readonly location: string; readonly immutability: string };
export type Cadence = Stated & { readonly minutes: number };
export type Attestation = Stated & {
  readonly by: string;
  readonly at: string;
  readonly first: number;
  readonly last: number;
  readonly result: "passed" | "failed";
  /** Signed by a key that is not the operator's. */
  readonly isIndependent: boolean;
};

export type SeriesFacts = {
  readonly series: SeriesKey;
  readonly asOf: Instant;
  readonly observations: readonly Observation[];
  readonly imports: readonly ImportEntry[];
  readonly blockRows: readonly BlockRow[];
  readonly idles: readonly Idle[];
  readonly restores: readonly Restore[];
  readonly storages: readonly Storage[];
  readonly cadences: readonly Cadence[];
  readonly attestations: readonly Attestation[];
  /** Spans in which the log published nothing, oldest first: they are nobody's silence. */
  readonly outages: readonly Outage[];
  /** Creation times of earlier incarnations of the same database in the log. */
  readonly earlier: readonly string[];
};
