import { PRESET_LIMIT } from "#lib/contract/common.ts";
import type { Included } from "#lib/contract/statements.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { resolveAsOf } from "../../services/log/as-of.ts";
import { getReceipt, getReceiptAt } from "../../services/log/get-receipt.ts";
import { readLatePromises } from "../../services/log/read-late-promises.ts";
import { getStatement } from "../../services/statement/get-statement.ts";
import { admitAddress, submitStatement } from "../../services/statement/submit-statement.ts";
import { MAX_SUBMISSION_BYTES } from "../edge-rules.ts";
import { formatSpent } from "../rate-headers.ts";
import { readBody, requireJsonType } from "../read-body.ts";
import { jsonReply, type Reply } from "../respond.ts";
import type { Bind } from "../router.ts";

const TYPES = ["application/json", "application/vnd.touchstone.statement.v1+json"];

export function bindStatements(bind: Bind): void {
  bind("submitStatement", async ({ ctx, request, source, address }) => {
    const spent = formatSpent(await admitAddress(ctx, address));
    requireJsonType(request, TYPES);
    const bytes = await readBody(source, MAX_SUBMISSION_BYTES);
    const submitted = await submitStatement(ctx, bytes, address);
    return submitted.kind === "included"
      ? jsonReply(201, submitted.included, spent)
      : jsonReply(202, submitted.promised, spent);
  });
  bind("getStatement", async ({ ctx, params }) =>
    jsonReply(200, await getStatement(ctx, params.hash as StatementHash)),
  );
  bind("getLatePromises", async ({ ctx, query }) => {
    const [as_of, data] = await Promise.all([
      resolveAsOf(ctx, undefined),
      readLatePromises(ctx, query.limit ?? PRESET_LIMIT),
    ]);
    return jsonReply(200, { data, as_of });
  });
  bind("getStatementReceipt", async ({ ctx, params, query }) =>
    receiptReply(await getReceipt(ctx, params.hash as StatementHash), query.format),
  );
  bind("getEntryReceipt", async ({ ctx, params, query }) =>
    receiptReply(await getReceiptAt(ctx, params.index), query.format),
  );
}

/** As `{receipt, effect}`, or as the canonical file for keeping. */
function receiptReply(included: Included, format: "file" | undefined): Reply {
  if (format === undefined) return jsonReply(200, included);
  const { receipt } = included;
  return {
    status: 200,
    type: "application/json; charset=utf-8",
    body: canonicalText(receipt satisfies JsonValue),
    headers: { "Content-Disposition": `attachment; filename="entry-${receipt.index}.receipt.json"` },
  };
}
