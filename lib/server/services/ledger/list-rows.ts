import type { AsOf } from "#lib/contract/common.ts";
import { PRESET_LIMIT } from "#lib/contract/common.ts";
import { toCsv } from "#lib/contract/csv.ts";
import type { LedgerRow } from "#lib/contract/ledger.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { formatTicks } from "#lib/statement/ledger/ticks.ts";
import type { Ctx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { refuse } from "../service-error.ts";
import { getLedgerSeries } from "./get-series.ts";
import { pointOf, ROW_COLUMNS, type RowColumns } from "./read-series-facts.ts";

export type RowsQuery = { readonly limit?: number | undefined; readonly cursor?: string | undefined };
export type RowsPage = { data: LedgerRow[]; page: { next_cursor: string | null }; as_of: AsOf };

/** Rows of a series, newest first. Errors: `not-found`, `malformed` (cursor). */
export async function listLedgerRows(ctx: Ctx, provider: string, series: string, query: RowsQuery): Promise<RowsPage> {
  await getLedgerSeries(ctx, provider, series);
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const [entry, position] = cursor === undefined ? [null, null] : placeOf(cursor.after);
  const asOf = await resolveAsOf(ctx, undefined);
  const limit = query.limit ?? PRESET_LIMIT;
  const { rows } = await ctx.pool.query<RowColumns>(
    `SELECT ${ROW_COLUMNS} FROM ledger_row r JOIN ledger_entry e ON e.entry_index = r.entry_index
      WHERE r.provider = $1 AND r.series = $2 AND ($3::bigint IS NULL OR (r.entry_index, r.position) < ($3::bigint, $4::int))
      ORDER BY r.entry_index DESC, r.position DESC LIMIT $5`,
    [provider, series, entry, position, limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => `${row.entry_index}-${row.position}`);
  return { data: data.map(rowOf), page: { next_cursor }, as_of: asOf };
}

const COLUMNS = [
  "block",
  "hash",
  "last_transaction_commit_time",
  "digest_time",
  "received_at",
  "entry",
  "position",
  "observer",
  "fault",
] as const;

/** All rows of a series in log order, as CSV with a header line. Errors: `not-found`. */
export async function exportLedgerRows(ctx: Ctx, provider: string, series: string): Promise<string> {
  await getLedgerSeries(ctx, provider, series);
  const { rows } = await ctx.pool.query<RowColumns>(
    `SELECT ${ROW_COLUMNS} FROM ledger_row r JOIN ledger_entry e ON e.entry_index = r.entry_index
      WHERE r.provider = $1 AND r.series = $2 ORDER BY r.entry_index, r.position`,
    [provider, series],
  );
  return toCsv(
    COLUMNS,
    rows.map(rowOf).map((row) => COLUMNS.map((column) => row[column])),
  );
}

function rowOf(row: RowColumns): LedgerRow {
  const point = pointOf(row);
  return {
    block: point?.block ?? null,
    hash: point?.hash ?? null,
    last_transaction_commit_time: point?.times ? formatTicks(point.times.commit) : null,
    digest_time: point?.times ? formatTicks(point.times.digest) : null,
    received_at: formatInstant(asInstant(row.logged_at_ms)),
    entry: row.entry_index,
    position: row.position,
    observer: row.observer === "" ? null : row.observer,
    fault: row.fault,
  };
}

function placeOf(text: string): [number, number] {
  const [, entry, position] = /^(\d{1,15})-(\d{1,9})$/.exec(text) ?? [];
  if (entry !== undefined && position !== undefined) return [Number(entry), Number(position)];
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}
