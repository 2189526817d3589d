/** How the clock of a demonstration stands. */
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

/** Errors: `not-found` for every index that has a real clock. */
export function requireDemoClock({ publicKeys }: Pick<Ctx, "publicKeys">): void {
  if (publicKeys.clock !== "simulated")
    throw new ServiceError("not-found", "This index has a real clock: nobody can let its time pass.");
}

export async function getClock(ctx: Ctx): Promise<DemoClock> {
  requireDemoClock(ctx);
  return clockAt((await ctx.follower.refresh()).head.now, await readAsked(ctx));
}

export function clockAt(now: Instant, asked: Instant | undefined): DemoClock {
  return { now: formatInstant(now), until: formatInstant(asInstant(Math.max(now, asked ?? now))) };
}

/** The farthest that somebody asked for; undefined: nobody did yet. */
export async function readAsked({ pool }: Pick<Ctx, "pool">): Promise<Instant | undefined> {
  const { rows } = await pool.query<{ asked_ms: number | null }>("SELECT asked_ms FROM simulated_clock WHERE id = 1");
  const asked = rows[0]?.asked_ms ?? undefined;
  return asked === undefined ? undefined : asInstant(Number(asked));
}
