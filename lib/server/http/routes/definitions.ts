import { getAgreement } from "../../services/definition/get-agreement.ts";
import { getDefinition } from "../../services/definition/get-definition.ts";
import { getDefinitionVersion } from "../../services/definition/get-definition-version.ts";
import { getRuntimeFile } from "../../services/definition/get-runtime-file.ts";
import { listDefinitions } from "../../services/definition/list-definitions.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindDefinitions(bind: Bind): void {
  bind("listDefinitions", async ({ ctx, query, request }) => {
    const page = await listDefinitions(ctx, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getDefinition", async ({ ctx, params, query }) =>
    jsonReply(200, await getDefinition(ctx, params.id, query.proof === "1" ? "state-root" : query.as_of)),
  );
  bind("getAgreement", async ({ ctx, params, query }) =>
    jsonReply(200, await getAgreement(ctx, params.id, query.as_of)),
  );
  bind("getDefinitionVersion", async ({ ctx, params }) =>
    jsonReply(200, await getDefinitionVersion(ctx, params.id, params.hash)),
  );
  bind("getRuntimeFile", async ({ params }) => ({
    status: 200,
    type: "application/wasm",
    body: await getRuntimeFile(params.hash),
    headers: { "Cache-Control": "public, max-age=31536000, immutable" },
  }));
}
