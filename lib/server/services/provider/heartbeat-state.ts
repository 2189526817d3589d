/** The heartbeat of providers at the time of an answer, derived from the log alone. */
import type { AsOf } from "#lib/contract/common.ts";
import type { ProviderView } from "#lib/contract/entries.ts";
import { type Heartbeat, heartbeatStandingAt, type Outage } from "#lib/disclosure/heartbeat.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { Clock } from "#lib/state/marks/gate-facts.ts";
import type { ReadCtx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

/** Outages that the log had claimed at a size. */
export async function readOutages(ctx: ReadCtx, size: number): Promise<readonly Outage[]> {
  const [form] = await readForms(ctx, ["index"], size);
  return form?.aggregate === "index" ? form.outages : [];
}

/** By which an answer is given. */
export async function readClock(ctx: ReadCtx, { size, time }: AsOf): Promise<Clock> {
  return { now: asInstant(Date.parse(time)), outages: await readOutages(ctx, size) };
}

export function heartbeatStateOf(
  heartbeat: Heartbeat | null,
  outages: readonly Outage[],
  { time }: AsOf,
): ProviderView["heartbeat_state"] {
  const { state, since, silentMs } = heartbeatStandingAt(heartbeat, outages, asInstant(Date.parse(time)));
  return {
    state,
    since: since === null ? null : formatInstant(since),
    silent_seconds: silentMs === null ? null : Math.floor(silentMs / 1000),
  };
}
