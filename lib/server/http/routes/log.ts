import { describeWitnesses } from "../../services/log/describe-witnesses.ts";
import { listCheckpoints } from "../../services/log/list-checkpoints.ts";
import { getConsistencyProof } from "../../services/log/prove-consistency.ts";
import { getInclusionProof } from "../../services/log/prove-inclusion.ts";
import { getTile } from "../../services/log/read-tile.ts";
import { ServiceError } from "../../services/service-error.ts";
import { wantsText } from "../hot-answers.ts";
import { jsonReply, nextLink, textReply } from "../respond.ts";
import type { Bind } from "../router.ts";

const VARY = { Vary: "Accept" };

export function bindLog(bind: Bind): void {
  bind(
    "getCheckpoint",
    async ({ ctx }) => {
      const { checkpoint } = ctx.follower.peek() ?? (await ctx.follower.know());
      if (checkpoint === undefined) {
        throw new ServiceError("unavailable", "No checkpoint has been signed yet.", { retryAfterSeconds: 2 });
      }
      return textReply(checkpoint, { "Cache-Control": "no-store" });
    },
    { keep: "head" },
  );
  bind(
    "getTile",
    async ({ ctx, params }) => ({
      status: 200,
      type: "application/octet-stream",
      body: await getTile(ctx, `tile/${params.path}`),
      headers: { "Cache-Control": "public, max-age=31536000, immutable" },
    }),
    { keep: "forever" },
  );
  bind("getLogPolicy", ({ ctx }) => textReply(ctx.witnessPolicy.text));
  bind("getLogKey", ({ ctx }) => textReply(`${ctx.publicKeys.vkeys.log}\n`));
  bind(
    "getInclusionProof",
    async ({ ctx, query, request }) => {
      const { view, text } = await getInclusionProof(ctx, query);
      return wantsText(request.headers.get("accept")) ? textReply(text, VARY) : jsonReply(200, view, VARY);
    },
    { keep: "head" },
  );
  bind(
    "getConsistencyProof",
    async ({ ctx, query, request }) => {
      const view = await getConsistencyProof(ctx, query);
      const text = view.proof.map((hash) => `${hash}\n`).join("");
      return wantsText(request.headers.get("accept")) ? textReply(text, VARY) : jsonReply(200, view, VARY);
    },
    { keep: "head" },
  );
  bind(
    "listCheckpoints",
    async ({ ctx, query, request }) => {
      const page = await listCheckpoints(ctx, query);
      return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
    },
    { keep: "head" },
  );
  // Not kept: what a witness refuses changes without a new head.
  bind("getWitnesses", async ({ ctx }) => jsonReply(200, await describeWitnesses(ctx)));
}
