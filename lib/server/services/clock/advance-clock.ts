import { setTimeout as delay } from "node:timers/promises";
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";
import { addMs, asInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { announceInbox } from "../statement/enqueue-statement.ts";
import { clockAt, readAsked, requireDemoClock } from "./demo-clock.ts";

/** Steps of one address in a minute. */
const STEPS_PER_MINUTE = 60;
const TAKEN_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Lets time pass: at once, or where the world is played on, by noting how far it shall go. Errors: `not-found` for every index
 * that has a real clock, `rate-limited`, `unavailable` while no sequencer leads.
 */
export async function advanceClock(
  ctx: Ctx,
  seconds: number,
  address: string,
): Promise<{ readonly clock: DemoClock; readonly isPlayed: boolean }> {
  requireDemoClock(ctx);
  await ctx.limiter.spend("clock", address, STEPS_PER_MINUTE);
  const now = await ctx.follower.logTime();
  const until = addMs(now, seconds * SECOND_MS);
  if (ctx.world === undefined) return { clock: clockAt(await goTo(ctx, until), undefined), isPlayed: false };
  await ctx.pool.query(
    `INSERT INTO simulated_clock (id, wanted_ms, asked_ms) VALUES (1, $1, $2)
     ON CONFLICT (id) DO UPDATE SET asked_ms = greatest(simulated_clock.asked_ms, excluded.asked_ms)`,
    [now, until],
  );
  return { clock: clockAt(now, await readAsked(ctx)), isPlayed: true };
}

/** For whoever plays the world. Anybody may: it only spares him what would have happened in between. */
export async function stepClock(ctx: Ctx, to: Instant): Promise<DemoClock> {
  requireDemoClock(ctx);
  const asked = await readAsked(ctx);
  const now = await ctx.follower.logTime();
  const next = asInstant(Math.min(to, asked ?? now));
  return clockAt(next > now ? await goTo(ctx, next) : now, asked);
}

/** Asks the sequencer, and waits until it did. */
async function goTo(ctx: Ctx, wanted: Instant): Promise<Instant> {
  await ctx.pool.query(
    `INSERT INTO simulated_clock (id, wanted_ms) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET wanted_ms = greatest(simulated_clock.wanted_ms, excluded.wanted_ms)`,
    [wanted],
  );
  await announceInbox(ctx.pool);
  for (let waited = 0; waited < TAKEN_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const { head } = await ctx.follower.refresh();
    if (head.now >= wanted) return head.now;
    await delay(LOOK_EVERY_MS);
  }
  throw new ServiceError("unavailable", "The sequencer is away: time passes as soon as it is back.");
}
