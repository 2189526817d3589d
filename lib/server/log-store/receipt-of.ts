/**
 * The receipt of an entry: a pure function of the log, since its checkpoint is the smallest one that covers the entry
 * and neither changes. So the same statement has the same receipt core for ever (invariant I5).
 */
import type { Receipt } from "#lib/log/receipt.ts";
import { nodesForInclusion, proveInclusion } from "#lib/log/tree.ts";
import { readCheckpointCovering } from "./read-checkpoint.ts";
import { readNodes, type TileCache } from "./read-nodes.ts";
import type { Sql } from "./sql.ts";

/** The receipt of entry `index`; undefined while no signed checkpoint covers it. Three queries. */
export async function receiptOf(sql: Sql, index: number, cache: TileCache | undefined): Promise<Receipt | undefined> {
  const checkpoint = await readCheckpointCovering(sql, index);
  if (checkpoint === undefined) return undefined;
  const { rows } = await sql.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [index]);
  const entry = rows[0];
  if (entry === undefined) return undefined;
  const get = await readNodes(sql, nodesForInclusion(index, checkpoint.size), checkpoint.size, cache);
  const proof = proveInclusion(index, checkpoint.size, get);
  return { index, entryBytes: new Uint8Array(entry.leaf), proof, checkpointNote: checkpoint.note };
}
