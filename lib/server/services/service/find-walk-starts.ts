/** What the guided walks of a demonstration begin with, as the log stands now. */
import type { DemoWorld } from "#lib/contract/demonstration.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { maintainerOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { listQueue } from "../review/list-queue.ts";

export type WalkStart = {
  /** A call of the service that lies; undefined while it does not run. */
  readonly call:
    | { readonly method: string; readonly url: string; readonly body: string; readonly contentType: string }
    | undefined;
  /** Whether a case waits for the ballot of somebody as whom a visitor may act. */
  readonly hasSeat: boolean;
  /** When the next case that is prepared for one does; undefined: no other is. */
  readonly nextSeatAt: Instant | undefined;
};

const MOST_SEATS = 50;

/** Undefined on every index but a demonstration with an invented world. */
export async function findWalkStarts(ctx: Ctx): Promise<WalkStart | undefined> {
  const { world, liarUrl } = ctx;
  if (world === undefined) return undefined;
  const { path, ...asks } = world.liar.asks;
  const judges = world.personas.filter(({ role }) => role === "maintainer");
  const queues = await Promise.all(
    judges.map(({ did }) => listQueue(ctx, { filter: "mine", maintainer: did, limit: MOST_SEATS }, undefined)),
  );
  const rests = await Promise.all(
    judges.map(({ did }) => ctx.forms.ask((view) => maintainerOf(view, did as Did)?.noShowUntil ?? null)),
  );
  return {
    call: liarUrl === undefined ? undefined : { ...asks, url: `${liarUrl}${path}` },
    hasSeat: queues.some(({ data }) => data.some(({ seat }) => seat?.does === "vote" || seat?.does === "answer")),
    nextSeatAt: nextSeat(world, queues[0]?.as_of.time ?? world.now, rests),
  };
}

/** Who missed a seat is not drawn for a month: what is prepared in it goes to somebody else. */
function nextSeat({ seats }: DemoWorld, now: string, rests: readonly (string | null)[]): Instant | undefined {
  const restUntil = Math.max(0, ...rests.map((until) => parseInstant(until ?? "") ?? 0));
  return seats
    .map(({ from }) => parseInstant(from))
    .find((from) => from !== undefined && from > (parseInstant(now) ?? 0) && from - 2 * DAY_MS > restUntil);
}
