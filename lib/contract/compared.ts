/** Providers side by side, as `/compare` shows them. */
import type { HeartbeatState } from "#lib/disclosure/heartbeat.ts";
import type { MarkSummary } from "./marks.ts";

export type ComparedOffer = {
  readonly category: string;
  readonly unit: string;
  readonly currency: string;
  /** Decimal text for 1,000 units. */
  readonly price: string;
  /** Name of the other side: of a service who sells it, of an instance what it sells. */
  readonly with: string;
};

export type Compared = {
  readonly id: string;
  readonly name: string;
  readonly kind: "instance" | "service";
  readonly proven: boolean;
  /** Its name, or its did. */
  readonly operator: string;
  /** ISO time. */
  readonly registeredAt: string;
  /** Null: no model is in force. */
  readonly marks:
    | (Pick<
        MarkSummary,
        "tier" | "is_shut" | "probability" | "decided_by" | "limit_percent" | "prepay_days" | "transparency" | "depth"
      > & {
        /** What no points outweigh and what makes the tier worse than they do. */
        readonly lowered_by?: MarkSummary["gates"][number]["rule"] | undefined;
      })
    | null;
  readonly heartbeat: HeartbeatState;
  readonly jurisdiction: string | null;
  readonly regulation: string | null;
  readonly reports: { readonly open: number; readonly upheld: number };
  readonly offers: readonly ComparedOffer[];
};

/** Providers that would fall together, by what both sides have said, or that have something in common by each one's own word. */
export type SharedFate = { readonly of: readonly string[]; readonly because: readonly string[] };
