import { setTimeout as delay } from "node:timers/promises";
import { addMs, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { announceInbox } from "../statement/enqueue-statement.ts";

/** Steps of one address in a minute. */
const STEPS_PER_MINUTE = 60;
const TAKEN_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Asks the sequencer to let time pass, and waits until it did. Errors: `not-found` for every index that has a real clock,
 * `rate-limited`, `unavailable` while no sequencer leads.
 */
export async function advanceClock(ctx: Ctx, seconds: number, address: string): Promise<{ now: string }> {
  if (ctx.publicKeys.clock !== "simulated")
    throw new ServiceError("not-found", "This index has a real clock: nobody can let its time pass.");
  await ctx.limiter.spend("clock", address, STEPS_PER_MINUTE);
  const wanted = addMs(await ctx.follower.logTime(), seconds * SECOND_MS);
  await ctx.pool.query(
    `INSERT INTO simulated_clock (id, wanted_ms) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET wanted_ms = greatest(simulated_clock.wanted_ms, excluded.wanted_ms)`,
    [wanted],
  );
  await announceInbox(ctx.pool);
  for (let waited = 0; waited < TAKEN_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const { head } = await ctx.follower.refresh();
    if (head.now >= wanted) return { now: formatInstant(head.now) };
    await delay(LOOK_EVERY_MS);
  }
  throw new ServiceError("unavailable", "The sequencer is away: time passes as soon as it is back.");
}
