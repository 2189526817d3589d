import { exportDirectory } from "../../services/directory/export-directory.ts";
import { readDirectory } from "../../services/directory/read-directory.ts";
import { getDirectoryDigest } from "../../services/directory/whole-directory.ts";
import { getKey } from "../../services/key/get-key.ts";
import { getKeyDirectory } from "../../services/key/get-key-directory.ts";
import { getEntry } from "../../services/log/get-entry.ts";
import { getPart } from "../../services/log/get-part.ts";
import { listEntries } from "../../services/log/list-entries.ts";
import { getRatedProvider, listRatedProviders } from "../../services/marks/rated-providers.ts";
import { getParticipant } from "../../services/participant/get-participant.ts";
import { listParticipants } from "../../services/participant/list-participants.ts";
import { listProposals } from "../../services/proposal/list-proposals.ts";
import { getPrices } from "../../services/provider/get-prices.ts";
import { getSteps } from "../../services/provider/get-steps.ts";
import { listStateRoots } from "../../services/state/list-state-roots.ts";
import type { Pin } from "../../services/state/read-aggregates.ts";
import { checkpointedReply } from "../checkpointed.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

const KEEP = { keep: "head" } as const;

export function bindEntries(bind: Bind): void {
  bind("listEntries", async ({ ctx, query, request }) => paged(request, await listEntries(ctx, query)), KEEP);
  bind("getEntry", async ({ ctx, params }) => jsonReply(200, await getEntry(ctx, params.index)), KEEP);
  bind("listParticipants", async ({ ctx, query, request }) => paged(request, await listParticipants(ctx, query)), KEEP);
  bind(
    "getParticipant",
    async ({ ctx, params, query }) => jsonReply(200, await getParticipant(ctx, params.did, pinOf(query))),
    KEEP,
  );
  bind(
    "getDirectory",
    async ({ ctx, query, request }) => {
      const page = await readDirectory(ctx, query);
      return checkpointedReply(ctx, page, nextLink(request.url, page.page.next_cursor));
    },
    KEEP,
  );
  bind("getDirectoryDigest", async ({ ctx }) => checkpointedReply(ctx, await getDirectoryDigest(ctx)), KEEP);
  bind("exportDirectory", async ({ ctx, query }) => {
    const { type, name, tag, stream } = await exportDirectory(ctx, query);
    const headers = { ETag: tag, "Content-Disposition": `attachment; filename="${name}"` };
    return { status: 200, type, body: "", headers, stream };
  });
  bind(
    "listProviders",
    async ({ ctx, query, request }) => {
      const page = await listRatedProviders(ctx, query);
      return checkpointedReply(ctx, page, nextLink(request.url, page.page.next_cursor));
    },
    KEEP,
  );
  bind(
    "getProvider",
    async ({ ctx, params, query }) => checkpointedReply(ctx, await getRatedProvider(ctx, params.id, pinOf(query))),
    KEEP,
  );
  bind(
    "getProviderPrices",
    async ({ ctx, params, query }) => jsonReply(200, await getPrices(ctx, params.id, query.as_of)),
    KEEP,
  );
  bind(
    "getProviderSteps",
    async ({ ctx, params, query }) => jsonReply(200, await getSteps(ctx, params.id, query.as_of)),
    KEEP,
  );
  bind(
    "getKey",
    async ({ ctx, params, query }) => jsonReply(200, await getKey(ctx, params.thumbprint, pinOf(query))),
    KEEP,
  );
  bind(
    "getProviderKeys",
    async ({ ctx, params, query }) => jsonReply(200, await getKeyDirectory(ctx, params.id, query.as_of)),
    KEEP,
  );
  bind("getKeySet", async ({ ctx, params }) => {
    const { data, as_of } = await getKeyDirectory(ctx, params.id);
    return { ...jsonReply(200, { ...data, as_of }), type: "application/jwk-set+json" };
  });
  bind("listProposals", async ({ ctx, query, request }) => paged(request, await listProposals(ctx, query)), KEEP);
  bind("listStateRoots", async ({ ctx, query, request }) => paged(request, await listStateRoots(ctx, query)), KEEP);
  bind("getPart", async ({ ctx, params }) => {
    const part = await getPart(ctx, params.commit);
    // Bytes of a stranger: a download, never a document of this site.
    return {
      status: 200,
      type: "application/octet-stream",
      body: part.bytes,
      headers: {
        "Content-Disposition": `attachment; filename="${params.commit}.part"`,
        "Touchstone-Part-Nonce": part.nonce,
        "Cache-Control": "no-cache",
      },
    };
  });
}

function pinOf(query: { proof?: "1" | undefined; as_of?: number | undefined }): Pin {
  return query.proof === undefined ? query.as_of : "state-root";
}

function paged(request: Request, page: { page: { next_cursor: string | null } }) {
  return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
}
