import { figureTable } from "#lib/contract/case-figures.ts";
import { toCsv } from "#lib/contract/csv.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { getDisputes } from "#lib/server/services/case/get-dispute-behaviour.ts";
import { WHOLE_CASE_MEDIA_TYPE } from "#lib/state/files/whole-case.ts";
import { countEvidence } from "../../services/case/count-evidence.ts";
import { getCase } from "../../services/case/get-case.ts";
import { getCaseBundle } from "../../services/case/get-case-bundle.ts";
import { getCaseFigures } from "../../services/case/get-case-figures.ts";
import { getDraw } from "../../services/case/get-draw.ts";
import { getFault } from "../../services/case/get-fault.ts";
import { getSuspicion } from "../../services/case/get-suspicion.ts";
import { getUnclaimed, listUnclaimed } from "../../services/case/get-unclaimed.ts";
import { getWholeCase } from "../../services/case/get-whole-case.ts";
import { listCases } from "../../services/case/list-cases.ts";
import { checkpointedReply } from "../checkpointed.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindCases(bind: Bind): void {
  bind("listCases", async ({ ctx, query, request }) => {
    const page = await listCases(ctx, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getCase", async ({ ctx, params, query }) =>
    jsonReply(200, await getCase(ctx, params.id, query.proof === "1" ? "state-root" : query.as_of)),
  );
  bind("getCaseBundle", async ({ ctx, params }) => {
    const part = await getCaseBundle(ctx, params.id);
    // Bytes of a stranger: a download, never a document of this site.
    return {
      status: 200,
      type: "application/octet-stream",
      body: part.bytes,
      headers: {
        "Content-Disposition": `attachment; filename="${params.id}.evidence.json"`,
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Touchstone-Part-Nonce": part.nonce,
        "Cache-Control": "no-cache",
      },
    };
  });
  bind("getWholeCase", async ({ ctx, params }) => ({
    status: 200,
    type: WHOLE_CASE_MEDIA_TYPE,
    body: await getWholeCase(ctx, params.id as CaseId),
    // Words of strangers: a download, never a document of this site.
    headers: {
      "Content-Disposition": `attachment; filename="${params.id}.whole-case.json"`,
      "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    },
  }));
  bind("getCaseFigures", async ({ ctx, query }) => jsonReply(200, await getCaseFigures(ctx, query.as_of)));
  bind("getCaseFiguresTable", async ({ ctx, query: { as_of, list } }) => {
    const { columns, rows } = figureTable((await getCaseFigures(ctx, as_of)).data, list);
    return {
      status: 200,
      type: "text/csv; charset=utf-8",
      body: toCsv(columns, rows),
      headers: { "Content-Disposition": `attachment; filename="case-figures-${list}.csv"` },
    };
  });
  bind("getDraw", async ({ ctx, params, query }) => jsonReply(200, await getDraw(ctx, params.id, query.as_of)));
  bind("getFault", async ({ ctx, params, query }) => jsonReply(200, await getFault(ctx, params.fault_id, query.as_of)));
  bind("getSuspicion", async ({ ctx, params, query }) =>
    jsonReply(200, await getSuspicion(ctx, params.definition, query)),
  );
  bind("listUnclaimedProviders", async ({ ctx, query, request }) => {
    const page = await listUnclaimed(ctx, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getUnclaimedProvider", async ({ ctx, params, query }) =>
    jsonReply(200, await getUnclaimed(ctx, params.id, query.proof === "1" ? "state-root" : query.as_of)),
  );
  bind("getDisputes", async ({ ctx, params }) => checkpointedReply(ctx, await getDisputes(ctx, params.id)), {
    keep: "head",
  });
  bind("getEvidenceFigures", async ({ ctx, query }) => jsonReply(200, await countEvidence(ctx, query.as_of)));
}
