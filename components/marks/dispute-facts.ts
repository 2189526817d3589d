/** How reports against a provider went within twelve months, and how it kept the deadlines that it took on. */
import { standsAgainst } from "#lib/state/case-outlook.ts";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import type { ItemType } from "#lib/reputation/record-item.ts";

export type DisputeFacts = {
  readonly reports: number;
  readonly proven: number;
  readonly refuted: number;
  readonly notTaken: number;
  readonly joined: number;
  /** People found otherwise than was reported. */
  readonly cleared: number;
  /** Withdrawn, lapsed or handed over. */
  readonly ended: number;
  readonly open: number;
  /** Of deadlines and promises, by the record. */
  readonly met: number;
  readonly missed: number;
};

const YEAR_MS = 365 * DAY_MS;
const MET: readonly ItemType[] = ["clock-met", "promise-kept"];
const MISSED: readonly ItemType[] = ["response-late", "promise-broken"];

const ENDED: ReadonlySet<string> = new Set(["withdrawn", "expired", "handed_over"]);

type Reported = Pick<CaseSummaryView, "state" | "verdict" | "filed_at" | "finding">;
type Counted = { readonly type: ItemType; readonly day: string };

/** `now` in ms UTC. */
export function disputeFacts(cases: readonly Reported[], items: readonly Counted[], now: number): DisputeFacts {
  const recent = cases.filter(({ filed_at }) => now - Date.parse(filed_at) <= YEAR_MS);
  const bars = items.filter(({ day }) => now - Date.parse(day) <= YEAR_MS);
  const count = (holds: (one: Reported) => boolean) => recent.filter(holds).length;
  const joined = count(({ state }) => state === "duplicate");
  const proven = count(standsAgainst);
  const cleared = count((one) => one.finding === "cleared");
  const refuted = count(({ verdict, finding, state }) => state !== "duplicate" && verdict === "refuted" && finding === null);
  const notTaken = count(({ state, verdict }) => state === "inadmissible" && verdict !== "refuted");
  const ended = count((one) => ENDED.has(one.state) && !standsAgainst(one));
  return {
    reports: recent.length,
    ...{ proven, refuted, notTaken, joined, cleared, ended },
    open: recent.length - proven - refuted - notTaken - joined - cleared - ended,
    met: bars.filter(({ type }) => MET.includes(type)).length,
    missed: bars.filter(({ type }) => MISSED.includes(type)).length,
  };
}
