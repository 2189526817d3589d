import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type { CheckpointRow } from "#lib/contract/log.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { noteWith, readOutermostCosignatures, type StoredCosignature } from "../../log-store/read-cosignatures.ts";
import type { Ctx } from "../context.ts";
import { cursorIndex, cutPage, decodeCursor, resolveAsOf } from "./as-of.ts";

export type CheckpointsQuery = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly as_of?: number | undefined;
};

export type CheckpointsPage = { data: CheckpointRow[]; page: { next_cursor: string | null }; as_of: AsOf };

type Row = { size: string; root: Buffer; note: string; signed_at_ms: string };

/** Every checkpoint up to the snapshot's size, newest first. Errors: `gone`, `malformed` (cursor). */
export async function listCheckpoints(ctx: Ctx, query: CheckpointsQuery): Promise<CheckpointsPage> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const asOf = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const limit = query.limit ?? PRESET_LIMIT;
  const below = cursor === undefined ? asOf.size + 1 : Math.min(asOf.size + 1, cursorIndex(cursor.after));
  const { rows } = await ctx.pool.query<Row>(
    "SELECT size, root, note, signed_at_ms FROM log_checkpoint WHERE size < $1 ORDER BY size DESC LIMIT $2",
    [below, limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => String(row.size));
  const cosignatures = await readOutermostCosignatures(
    ctx.pool,
    data.map(({ size }) => Number(size)),
  );
  return {
    data: data.map((row) => viewOf(row, cosignatures.get(Number(row.size)) ?? [])),
    page: { next_cursor },
    as_of: asOf,
  };
}

function viewOf(row: Row, cosignatures: readonly StoredCosignature[]): CheckpointRow {
  const latest = cosignatures.filter(({ vkey }, at) => cosignatures[at + 1]?.vkey !== vkey);
  return {
    size: Number(row.size),
    root: base64Encode(row.root),
    signed_at: formatInstant(asInstant(Number(row.signed_at_ms))),
    note: noteWith(row.note, latest),
    cosignatures: cosignatures.map(({ witness, vkey, timeSeconds, line }) => ({
      witness,
      vkey,
      time: formatInstant(asInstant(timeSeconds * 1000)),
      line,
    })),
  };
}
