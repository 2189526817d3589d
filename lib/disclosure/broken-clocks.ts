/** Which clocks a provider has missed lately: gaps of its disclosures, silence while armed, late reports of incidents. */
import { addMs, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import { type Heartbeat, heartbeatStateAt, type Outage } from "./heartbeat.ts";
import { clocksOfIncident, incidentsOf } from "./incident-clocks.ts";

/** Step 4 asks for this long without a missed clock. */
export const CLOCK_DAYS = 180;

export type ClockProvider = {
  readonly disclosures: Readonly<Record<string, { readonly facts?: JsonObject }>>;
  readonly heartbeat: Heartbeat | null;
};

/** Each in a few words, within {@link CLOCK_DAYS} before `now`. `gaps`: types whose renewal came late, or has not come. */
export function brokenClocks(
  { disclosures, heartbeat }: ClockProvider,
  gaps: readonly DisclosureName[],
  outages: readonly Outage[],
  now: Instant,
): string[] {
  const since = addMs(now, -CLOCK_DAYS * DAY_MS);
  return [
    ...gaps.map((type) => `${DISCLOSURES[type].title.toLowerCase()} had a gap`),
    ...(wasSuspended(heartbeat, outages, since, now) ? ["it was silent for 72 hours while armed"] : []),
    ...incidentsOf(disclosures).flatMap((incident) => {
      const missed = clocksOfIncident(incident, now).filter(
        ({ state, dueAt }) => (state === "late" || state === "overdue") && dueAt > since,
      );
      return missed.length === 0 ? [] : [`${incident.name} was told late`];
    }),
  ];
}

/** A suspension that beats in another log struck was no silence. */
function wasSuspended(heartbeat: Heartbeat | null, outages: readonly Outage[], since: Instant, now: Instant): boolean {
  if (heartbeat === null) return false;
  const state = heartbeatStateAt(heartbeat, outages, now);
  if (state === "suspended" || state === "failed") return true;
  return heartbeat.silences.some(
    ({ suspendedAt, to }) => suspendedAt !== null && (to === null || (parseInstant(to) ?? now) > since),
  );
}
