import type { ConsistencyProofView } from "#lib/contract/log.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { nodesForConsistency, proveConsistency } from "#lib/log/tree.ts";
import { readCheckpointAt } from "../../log-store/read-checkpoint.ts";
import { readNodes } from "../../log-store/read-nodes.ts";
import type { Ctx } from "../context.ts";
import { refuse } from "../service-error.ts";

/** Between two published sizes, 1 ≤ from ≤ to; `to` is the newest when absent. Errors: `malformed`. */
export async function getConsistencyProof(
  ctx: Ctx,
  query: { readonly from: number; readonly to?: number | undefined },
): Promise<ConsistencyProofView> {
  const { head } = await ctx.follower.know();
  const to = query.to ?? head.publishedSize;
  if (to > head.publishedSize) {
    throw refuse({ code: "malformed", pointer: "/to", detail: `The newest published size is ${head.publishedSize}.` });
  }
  if (query.from < 1 || query.from > to) {
    throw refuse({ code: "malformed", pointer: "/from", detail: `from lies between 1 and ${to}.` });
  }
  const get = await readNodes(ctx.pool, nodesForConsistency(query.from, to), to, ctx.tiles);
  const proof = proveConsistency(query.from, to, get);
  const checkpoint = await readCheckpointAt(ctx.pool, to);
  return { from: query.from, to, proof: proof.map((hash) => base64Encode(hash)), checkpoint: checkpoint?.note ?? null };
}
