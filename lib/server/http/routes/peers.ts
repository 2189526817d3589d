import { MAX_ADD_CHECKPOINT_BYTES, type WitnessAnswer } from "#lib/log/witness-protocol.ts";
import { listDigests } from "../../services/log/list-digests.ts";
import { admitLog, askOwnWitness, findCosigned } from "../../services/peer/ask-own-witness.ts";
import { listPeers } from "../../services/peer/list-peers.ts";
import { formatSpent } from "../rate-headers.ts";
import { readBody } from "../read-body.ts";
import { jsonReply, nextLink, type Reply } from "../respond.ts";
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
  bind("addCheckpoint", async ({ ctx, source, address }) => {
    const spent = formatSpent(await admitLog(ctx, address));
    return witnessReply(await askOwnWitness(ctx, await readBody(source, MAX_ADD_CHECKPOINT_BYTES)), spent);
  });
  bind("getCosignedCheckpoint", async ({ ctx, params }) =>
    witnessReply(await findCosigned(ctx, params.origin_hash), { "Cache-Control": "no-store" }),
  );
}

/** An answer of the witness protocol is its own, not a problem of this API. */
function witnessReply({ status, mediaType, body }: WitnessAnswer, headers: Reply["headers"]): Reply {
  return { status, type: mediaType, body, ...(headers !== undefined && { headers }) };
}
