/** What no points outweigh, as the forms of a provider show it at an instant. */
import { closingOf } from "#lib/disclosure/closing.ts";
import {
  FAILED_AFTER_MS,
  type Heartbeat,
  heartbeatStandingAt,
  heartbeatStateAt,
  type Outage,
  SUSPENDED_AFTER_MS,
} from "#lib/disclosure/heartbeat.ts";
import { lifeOf } from "#lib/disclosure/staleness.ts";
import { DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import type { GateFacts } from "#lib/reputation/tier.ts";
import { keptSeries } from "#lib/statement/ledger/series-facts.ts";
import type { ProviderForm } from "../forms.ts";
import { isCritical } from "../recorded/disclosure-facts.ts";
import type { Fact } from "./record-items.ts";

/** `at`: 00:00 UTC of the day. */
export function gateFactsOf(
  provider: ProviderForm,
  facts: readonly Fact[],
  outages: readonly Outage[],
  at: Instant,
): GateFacts {
  const critical = Object.entries(provider.disclosures).flatMap(([type, record]) => {
    const until = isCritical(type) ? lifeOf(record)?.until : undefined;
    return until === undefined || until === null ? [] : [{ type, until }];
  });
  return {
    hasEquivocated: facts.some(isEquivocation) || hasForkedLedger(provider),
    silentHours: silentHoursOf(provider.heartbeat, outages, at),
    stale: critical.filter(({ until }) => until <= at).map(({ type }) => type),
    ending: critical
      .filter(({ until }) => until > at)
      .map(({ type, until }) => ({ type, day: Math.ceil(until / DAY_MS) })),
    isClosing: closingOf(provider.disclosures.windup_notice) !== undefined,
  };
}

/** An instant, and the outages of the log that were claimed by then. */
export type Clock = { readonly now: Instant; readonly outages: readonly Outage[] };

/**
 * What somebody who pays at an instant goes by: the marks of the day, and shut as soon as the clock says so. Marks count
 * silence at the beginning of the day; whoever pays asks now.
 */
export function standingAt(marks: Marks, form: ClockedForm, clock: Clock): Rated {
  const of = ratedOf(marks);
  return { ...of, isShut: of.isShut || isShutAt(form, clock) };
}

type ClockedForm = Pick<ProviderForm, "heartbeat" | "disclosures">;

/** Silent for 72 hours, or closing. */
export function isShutAt({ heartbeat, disclosures }: ClockedForm, { now, outages }: Clock): boolean {
  const state = heartbeatStateAt(heartbeat, outages, now);
  return state === "suspended" || state === "failed" || closingOf(disclosures.windup_notice) !== undefined;
}

/** Upheld, and nobody has said yet whose doing it was. */
function isEquivocation({ fact, case: of }: Fact): boolean {
  return of?.claim === "equivocation" && fact.attribution === "unknown";
}

/** Two digests of one block, both signed: the form keeps it for ever. */
function hasForkedLedger({ disclosures }: ProviderForm): boolean {
  return [...keptSeries(disclosures.database_ledger_digest?.facts).values()].some(({ fork }) => fork !== null);
}

/** Whole hours; null: not armed. Within the bounds of the recorded state, which a heartbeat that was disarmed since cannot leave. */
export function silentHoursOf(heartbeat: Heartbeat | null, outages: readonly Outage[], at: Instant): number | null {
  const { state, silentMs } = heartbeatStandingAt(heartbeat, outages, at);
  const hours = Math.floor((silentMs ?? 0) / HOUR_MS);
  const [suspended, failed] = [SUSPENDED_AFTER_MS / HOUR_MS, FAILED_AFTER_MS / HOUR_MS];
  switch (state) {
    case "none":
    case "unarmed":
      return null;
    case "failed":
      return Math.max(hours, failed);
    case "suspended":
      return Math.min(Math.max(hours, suspended), failed - 1);
    default:
      return Math.min(hours, suspended - 1);
  }
}
