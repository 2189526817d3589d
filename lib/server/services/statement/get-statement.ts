import type { AsOf } from "#lib/contract/common.ts";
import type { StatementState } from "#lib/contract/statements.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { IS_PROPOSED } from "../log/list-entries.ts";
import { effectOfRow } from "../log/read-included.ts";
import { ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";

type Row = {
  index: number | string | null;
  status: string | null;
  code: string | null;
  proposed: boolean;
  waiting_ms: number | string | null;
  promise: string | null;
};

/** What became of a statement: recorded, or waiting. Errors: `not-found` for a hash that never came in. */
export async function getStatement(ctx: Ctx, hash: StatementHash): Promise<{ data: StatementState; as_of: AsOf }> {
  const asOf = await resolveAsOf(ctx, undefined);
  const { rows } = await ctx.pool.query<Row>(
    `SELECT e.index, r.status, r.code, ${IS_PROPOSED}, i.received_at_ms AS waiting_ms, p.note AS promise
       FROM (SELECT $1::bytea AS hash) q
       LEFT JOIN log_entry e ON e.statement_hash = q.hash LEFT JOIN entry_row r ON r.index = e.index
       LEFT JOIN inbox i ON i.statement_hash = q.hash LEFT JOIN promise p ON p.statement_hash = q.hash`,
    [byteaOf(hash)],
  );
  const row = rows[0];
  const published = row?.index != null && Number(row.index) < asOf.size;
  if (row === undefined || (row.index === null && row.waiting_ms === null)) {
    throw new ServiceError("not-found", "No statement with this hash has come in.");
  }
  return {
    data: {
      statement_hash: hash,
      state: published ? "recorded" : "waiting",
      index: published ? Number(row.index) : null,
      effect: published ? effectOfRow({ ...row, projected: asOf.size }) : null,
      promise: row.promise,
      received_at: row.waiting_ms === null ? null : formatInstant(asInstant(Number(row.waiting_ms))),
    },
    as_of: asOf,
  };
}
