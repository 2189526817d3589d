import type { AsOf } from "#lib/contract/common.ts";
import { PRESET_LIMIT } from "#lib/contract/common.ts";
import type { LedgerDigest } from "#lib/contract/peers.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { refuse } from "../service-error.ts";
import { cutPage, decodeCursor, resolveAsOf } from "./as-of.ts";

export type DigestsQuery = { readonly limit?: number | undefined; readonly cursor?: string | undefined };
export type DigestsPage = { data: LedgerDigest[]; page: { next_cursor: string | null }; as_of: AsOf };

/**
 * Every signed checkpoint as a ledger digest, newest first: block id = tree size, hash = root. A cursor pins the size
 * that the first page began with. Errors: `malformed` (cursor).
 */
export async function listDigests(ctx: Ctx, query: DigestsQuery = {}): Promise<DigestsPage> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const before = cursor === undefined ? undefined : sizeOf(cursor.after);
  const asOf = await resolveAsOf(ctx, undefined);
  const limit = query.limit ?? PRESET_LIMIT;
  const { rows } = await ctx.pool.query<{ size: string; root: Buffer; signed_at_ms: string; logged_at_ms: string }>(
    `SELECT c.size, c.root, c.signed_at_ms, e.logged_at_ms
       FROM log_checkpoint c JOIN log_entry e ON e.index = c.size - 1
      WHERE c.size <= $1 AND ($2::bigint IS NULL OR c.size < $2) ORDER BY c.size DESC LIMIT $3`,
    [asOf.size, before ?? null, limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, cursor?.size ?? asOf.size, ({ size }) => size);
  return {
    data: data.map((row) => ({
      database_name: ctx.origin,
      block_id: Number(row.size),
      hash: `0x${hexEncode(row.root).toUpperCase()}`,
      last_transaction_commit_time: ledgerTime(row.logged_at_ms),
      digest_time: ledgerTime(row.signed_at_ms),
    })),
    page: { next_cursor },
    as_of: asOf,
  };
}

/** `2026-11-22T10:00:00.0000000`: UTC with seven digits and without a zone, as Azure SQL writes it. */
function ledgerTime(ms: string): string {
  return formatInstant(asInstant(Number(ms))).replace("Z", "0000");
}

function sizeOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}
