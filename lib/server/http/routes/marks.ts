import { getFacts } from "../../services/marks/get-facts.ts";
import { getHistory } from "../../services/marks/get-history.ts";
import { getMarks } from "../../services/marks/get-marks.ts";
import { getWays } from "../../services/marks/get-ways.ts";
import { checkpointedReply } from "../checkpointed.ts";
import type { Bind } from "../router.ts";

const KEEP = { keep: "head" } as const;

export function bindMarks(bind: Bind): void {
  bind(
    "getMarks",
    async ({ ctx, params, query }) => checkpointedReply(ctx, await getMarks(ctx, params.id, query)),
    KEEP,
  );
  bind(
    "getMarksHistory",
    async ({ ctx, params, query }) => checkpointedReply(ctx, await getHistory(ctx, params.id, query)),
    KEEP,
  );
  bind("getWays", async ({ ctx, params }) => checkpointedReply(ctx, await getWays(ctx, params.id)), KEEP);
  bind(
    "getMarksFacts",
    async ({ ctx, params, query }) => checkpointedReply(ctx, await getFacts(ctx, params.id, query)),
    KEEP,
  );
}
