import type { AlertView } from "#lib/contract/alerts.ts";
import type { AsOf } from "#lib/contract/common.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { ALERT_COLUMNS, type AlertRow, readNames, viewOfAlert } from "#lib/server/alerts/alert-view.ts";
import type { AlertKind } from "#lib/state/alerts.ts";
import type { ReadCtx } from "../context.ts";

/** What says most about whom one can trust: what was proven or ruled, who failed or closes, keys and books that were lost. */
const NEWS_KINDS: readonly AlertKind[] = [
  "case-proven",
  "case-upheld",
  "case-cleared",
  "failed",
  "winding-down",
  "fork",
  "key-compromised",
];

/** `statement_hash`: of the entry by which it came about, hex. */
export type News = AlertView & { readonly statement_hash: string };

/** What followers of anybody were told up to a size, newest first. */
export async function listNews(
  { pool }: ReadCtx,
  { size, time }: Pick<AsOf, "size" | "time">,
  limit: number,
): Promise<News[]> {
  const { rows } = await pool.query<AlertRow & { statement_hash: string }>(
    `SELECT told.*, encode(e.statement_hash, 'hex') AS statement_hash
       FROM (SELECT ${ALERT_COLUMNS} FROM alert WHERE kind = ANY($1::text[]) AND entry_index < $2
              ORDER BY entry_index DESC, id LIMIT $3) told
       JOIN entry_row e ON e.index = told.entry_index ORDER BY told.entry_index DESC, told.id`,
    [NEWS_KINDS, size, limit],
  );
  const ids = rows.map(({ provider_id }) => provider_id);
  const names = await readNames(pool, ids, asInstant(Date.parse(time)));
  return rows.map((row) => ({ ...viewOfAlert(row, names), statement_hash: row.statement_hash }));
}
