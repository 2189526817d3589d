/** One case as figures count it. */
import type { Instant } from "#lib/kernel/instant.ts";
import type { CaseState, Dispute, Panel, Ruling } from "./dispute.ts";
import { standingOf } from "./finding.ts";

/** What a report rests on, strongest first. */
export const REPORT_CLASSES = ["self-proving", "signed-by-accused", "claim"] as const;
export type ReportClass = (typeof REPORT_CLASSES)[number];

export type CaseLife = {
  readonly provider: string;
  readonly reporter: string;
  readonly class: ReportClass;
  readonly filedAt: Instant;
  /** Until when the index promised a verdict, and when the first came. */
  readonly verdictBy: Instant;
  readonly judgedAt: Instant | null;
  /** As of the moment that is asked about. */
  readonly state: CaseState;
  readonly dispute: Dispute | null;
  /** All of its panels, by round. */
  readonly panels: readonly Panel[];
};

/** The first ruling, and the one that stands. */
export function rulingsOf({ dispute }: Pick<CaseLife, "dispute">): { first: Ruling; last: Ruling } | undefined {
  const [first] = dispute?.rulings ?? [];
  const last = standingOf(dispute?.rulings ?? []);
  return first === undefined || last === undefined ? undefined : { first, last };
}
