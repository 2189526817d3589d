import type { Health } from "#lib/contract/log.ts";
import type { Ctx } from "../context.ts";
import { isDatabaseAway } from "../database-away.ts";

/** The sequencer writes its clock every 10 s; silence for longer than this means that it is away. */
export const SEQUENCER_SILENT_MS = 30_000;

/** Whether this process can do its work: the database answers, the sequencer is alive and may sign. */
export async function checkHealth(ctx: Ctx): Promise<Health> {
  try {
    const { head, projectedSize } = await ctx.follower.refresh();
    const silent = ctx.publicKeys.clock === "system" && ctx.clock() - head.now > SEQUENCER_SILENT_MS;
    const health = silent && head.health === "ok" ? "sequencer-silent" : head.health;
    return {
      status: health === "ok" ? "ok" : "unavailable",
      log: {
        size: head.size,
        published_size: head.publishedSize,
        projected_size: projectedSize,
        health,
        detail: head.healthDetail,
      },
    };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return { status: "unavailable", log: null };
  }
}
