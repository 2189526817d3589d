import { jsonReply, type Reply } from "./respond.ts";
import type { WebContext } from "./web-context.ts";

/** A 200 answer with the newest signed checkpoint beside it. */
export async function checkpointedReply(
  ctx: WebContext,
  answer: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const { checkpoint } = await ctx.follower.know();
  return jsonReply(200, { ...answer, checkpoint: checkpoint ?? null }, headers);
}
