/** Alerts newest first: those of one entry in the order of their ids. */
import type { AlertView } from "#lib/contract/alerts.ts";
import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { ALERT_COLUMNS, type AlertRow, readNames, viewOfAlert } from "#lib/server/alerts/alert-view.ts";
import type { Ctx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { refuse } from "../service-error.ts";

export type AlertsQuery = {
  readonly provider?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type AlertsPage = { data: AlertView[]; page: { next_cursor: string | null }; as_of: AsOf };

/** Errors: `malformed` (cursor). */
export async function listAlerts(ctx: Ctx, query: AlertsQuery): Promise<AlertsPage> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const asOf = await resolveAsOf(ctx, undefined);
  const limit = query.limit ?? PRESET_LIMIT;
  const { entry, id } = placeOf(cursor?.after);
  const { rows } = await ctx.pool.query<AlertRow>(
    `SELECT ${ALERT_COLUMNS} FROM alert
      WHERE ($1::text[] IS NULL OR provider_id = ANY($1)) AND (entry_index < $2 OR (entry_index = $2 AND id > $3))
      ORDER BY entry_index DESC, id LIMIT $4`,
    [query.provider ?? null, entry, id, limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => row.id);
  const now = asInstant(Date.parse(asOf.time));
  const names = await readNames(
    ctx.pool,
    data.map((row) => row.provider_id),
    now,
  );
  return { data: data.map((row) => viewOfAlert(row, names)), page: { next_cursor }, as_of: asOf };
}

/** Where a page begins: after the alert of that id, whose first part is its entry. */
function placeOf(after: string | undefined): { entry: number; id: string } {
  if (after === undefined) return { entry: Number.MAX_SAFE_INTEGER, id: "" };
  const entry = Number(after.split(".")[0]);
  if (Number.isSafeInteger(entry)) return { entry, id: after };
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}
