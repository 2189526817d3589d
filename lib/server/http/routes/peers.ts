import { listDigests } from "../../services/log/list-digests.ts";
import { listPeers } from "../../services/peer/list-peers.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindPeers(bind: Bind): void {
  bind("listPeers", async ({ ctx }) => jsonReply(200, await listPeers(ctx)));
  bind(
    "listDigests",
    async ({ ctx, query, request }) => {
      const page = await listDigests(ctx, query);
      return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
    },
    { keep: "head" },
  );
}
