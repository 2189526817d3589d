import type { AsOf } from "#lib/contract/common.ts";
import { PRESET_LIMIT } from "#lib/contract/common.ts";
import type { EntrySummary } from "#lib/contract/entries.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { ReadCtx } from "../context.ts";
import { cursorIndex, cutPage, decodeCursor, resolveAsOf } from "./as-of.ts";

export type EntriesQuery = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly as_of?: number | undefined;
  readonly kind?: string | undefined;
  readonly subject?: string | undefined;
  readonly issuer?: string | undefined;
  readonly key?: string | undefined;
  readonly touching?: string | undefined;
};

export type EntriesPage = { data: EntrySummary[]; page: { next_cursor: string | null }; as_of: AsOf };

export type EntryRow = {
  index: number | string;
  statement_hash: Buffer;
  kind: string;
  issuer: string;
  key: string;
  subject: string;
  logged_at_ms: number | string;
  status: string;
  code: string | null;
  proposed: boolean;
};

/** Whether an entry's statement became a proposal: then its first chain is that of the proposal. */
export const IS_PROPOSED =
  "EXISTS (SELECT FROM chain own WHERE own.aggregate_key = 'proposal:' || encode(r.statement_hash, 'hex') AND own.entry_index = r.index) AS proposed";

export const ENTRY_COLUMNS = `r.index, r.statement_hash, r.kind, r.issuer, r.key, r.subject, r.logged_at_ms, r.status, r.code, ${IS_PROPOSED}`;

/** Entries newest first, filtered by exact kind, subject, issuer, signing key, aggregate that they changed. Errors: `gone`, `malformed` (cursor). */
export async function listEntries(ctx: ReadCtx, query: EntriesQuery): Promise<EntriesPage> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const asOf = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const limit = query.limit ?? PRESET_LIMIT;
  const before = cursor === undefined ? asOf.size : Math.min(asOf.size, cursorIndex(cursor.after));
  const filters: string[] = ["r.index < $1"];
  const values: (number | string)[] = [before, limit + 1];
  for (const column of ["kind", "subject", "issuer", "key"] as const) {
    const value = query[column];
    if (value === undefined) continue;
    values.push(value);
    filters.push(`r.${column} = $${values.length}`);
  }
  if (query.touching !== undefined) {
    values.push(query.touching);
    filters.push(`r.index IN (SELECT entry_index FROM chain WHERE aggregate_key = $${values.length})`);
  }
  const { rows } = await ctx.pool.query<EntryRow>(
    `SELECT ${ENTRY_COLUMNS} FROM entry_row r WHERE ${filters.join(" AND ")} ORDER BY r.index DESC LIMIT $2`,
    values,
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => String(row.index));
  return { data: data.map((row) => summaryOf(row, asOf.size)), page: { next_cursor }, as_of: asOf };
}

export function summaryOf(row: EntryRow, size: number): EntrySummary {
  return {
    index: Number(row.index),
    statement_hash: hexEncode(row.statement_hash),
    kind: row.kind,
    issuer: row.issuer,
    key: row.key,
    subject: row.subject,
    logged_at: formatInstant(asInstant(Number(row.logged_at_ms))),
    effect:
      row.status === "effective"
        ? { status: "effective", ...(row.proposed && { proposed: true }), size }
        : { status: "void", ...(row.code !== null && { code: row.code }), size },
  };
}
