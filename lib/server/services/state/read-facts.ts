/** The facts of the trie from the read tables, as they stood at a size. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { digestOf } from "#lib/state/forms.ts";
import type { FactRow } from "#lib/state/state-root.ts";
import { hashOfColumn, type Sql } from "../../log-store/sql.ts";
import { parseForm } from "./projected-forms.ts";

type Row = { key: string; form: string; digest: Buffer; chain_head: Buffer };

/**
 * Aggregates that changed after the first `after` entries, as they stand after the first `size`; all of them from 0.
 * The digest is computed anew from the stored form: throws where it is not the projected one, since then the tables do
 * not show what the fold wrote and nothing may be claimed from them.
 */
export async function readFacts(sql: Sql, { after, size }: { after: number; size: number }): Promise<FactRow[]> {
  const { rows } = await sql.query<Row>(
    `SELECT key, form, digest, chain_head FROM aggregate_version
      WHERE from_size > $1 AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [after, size],
  );
  return rows.map((row) => {
    const digest: Hash = digestOf(parseForm(row.form));
    if (!equalBytes(digest, row.digest)) throw new Error(`The stored form of ${row.key} is not the one projected.`);
    return { key: row.key as FactRow["key"], digest, chainHead: hashOfColumn(row.chain_head) };
  });
}

/** Log time of an entry. Throws when there is none. */
export async function readLoggedAt(sql: Sql, index: number): Promise<Instant> {
  const { rows } = await sql.query<{ at: string }>("SELECT logged_at_ms AS at FROM log_entry WHERE index = $1", [
    index,
  ]);
  if (rows[0] === undefined) throw new Error(`There is no entry ${index}.`);
  return asInstant(Number(rows[0].at));
}
