import { getLedgerSeries } from "../../services/ledger/get-series.ts";
import { exportLedgerRows, listLedgerRows } from "../../services/ledger/list-rows.ts";
import { listLedgerSeries } from "../../services/ledger/list-series.ts";
import { proveSplit } from "../../services/ledger/prove-split.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

/** Not kept with the head: the worker reads rows a moment after it. */
export function bindLedgers(bind: Bind): void {
  bind("listLedgerSeries", async ({ ctx, params }) => {
    const { data, as_of } = await listLedgerSeries(ctx, params.id);
    return jsonReply(200, { data, page: { next_cursor: null }, as_of });
  });
  bind("getLedgerSeries", async ({ ctx, params }) =>
    jsonReply(200, await getLedgerSeries(ctx, params.id, params.series)),
  );
  bind("listLedgerRows", async ({ ctx, params, query, request }) => {
    const page = await listLedgerRows(ctx, params.id, params.series, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("exportLedgerRows", async ({ ctx, params }) => ({
    status: 200,
    type: "text/csv; charset=utf-8",
    body: await exportLedgerRows(ctx, params.id, params.series),
    headers: { "Content-Disposition": `attachment; filename="digests-${params.series}.csv"` },
  }));
  bind("getLedgerSplit", async ({ ctx, params }) => ({
    status: 200,
    type: "application/octet-stream",
    body: await proveSplit(ctx, params.id, params.series, params.block),
    headers: { "Content-Disposition": `attachment; filename="block-${params.block}.ledger-split.json"` },
  }));
}
