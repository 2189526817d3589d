import type { Included } from "#lib/contract/statements.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import type { ReadCtx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { readIncluded } from "./read-included.ts";

/** The receipt of the entry at an index. Errors: `not-found` (also while no signed checkpoint covers it). */
export async function getReceiptAt(ctx: ReadCtx, index: number): Promise<Included> {
  const { rows } = await ctx.pool.query<{ hash: Buffer }>(
    "SELECT statement_hash AS hash FROM log_entry WHERE index = $1",
    [index],
  );
  const hash = rows[0] && parseStatementHash(hexEncode(rows[0].hash));
  if (hash === undefined) throw new ServiceError("not-found", `There is no entry ${index}.`);
  return getReceipt(ctx, hash);
}

/** The receipt of a statement. Errors: `not-found`. */
export async function getReceipt(ctx: ReadCtx, hash: StatementHash): Promise<Included> {
  const included = (await readIncluded(ctx.pool, [hash], ctx.tiles)).get(hash);
  if (included !== undefined) return included;
  throw new ServiceError("not-found", "No signed checkpoint covers a statement with this hash.");
}
