/** What the guided walks of a demonstration begin with, as the log stands now. */
import type { Ctx } from "../context.ts";
import { listQueue } from "../review/list-queue.ts";

export type WalkStart = {
  /** A call of the service that lies; undefined while it does not run. */
  readonly call:
    | { readonly method: string; readonly url: string; readonly body: string; readonly contentType: string }
    | undefined;
  /** Whether a case waits for the ballot of somebody as whom a visitor may act. */
  readonly hasSeat: boolean;
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
  return {
    call: liarUrl === undefined ? undefined : { ...asks, url: `${liarUrl}${path}` },
    hasSeat: queues.some(({ data }) => data.some(({ seat }) => seat?.does === "vote" || seat?.does === "answer")),
  };
}
