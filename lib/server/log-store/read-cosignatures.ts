/** Cosignatures of witnesses on checkpoints. A row is written once; one head may be cosigned again, with later times. */
import type { Sql } from "./sql.ts";

export type StoredCosignature = {
  readonly size: number;
  /** Key name of the witness, and its whole vkey. */
  readonly witness: string;
  readonly vkey: string;
  /** POSIX seconds, as the witness stated them. */
  readonly timeSeconds: number;
  /** The note line, newline included. */
  readonly line: string;
};

type Row = { size: string; witness: string; vkey: string; time_s: string; line: string };

const COLUMNS = "size, witness, vkey, time_s, line";

/** Of each witness the latest cosignature on this size, by vkey. */
export async function readLatestCosignatures(sql: Sql, size: number): Promise<StoredCosignature[]> {
  const { rows } = await sql.query<Row>(
    `SELECT DISTINCT ON (vkey) ${COLUMNS} FROM log_cosignature WHERE size = $1 ORDER BY vkey, time_s DESC`,
    [size],
  );
  return rows.map(cosignatureOfRow);
}

/**
 * Of each witness and size the earliest and the latest cosignature, in this order (once where they are one): the
 * earliest bounds the log time of the entries below that size, the latest that of those after it.
 */
export async function readOutermostCosignatures(
  sql: Sql,
  sizes: readonly number[],
): Promise<Map<number, StoredCosignature[]>> {
  const { rows } = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM (
       SELECT ${COLUMNS}, row_number() OVER (PARTITION BY size, vkey ORDER BY time_s) AS first,
              row_number() OVER (PARTITION BY size, vkey ORDER BY time_s DESC) AS last
         FROM log_cosignature WHERE size = ANY($1::bigint[])) ranked
      WHERE first = 1 OR last = 1 ORDER BY size, vkey, time_s`,
    [sizes],
  );
  const found = new Map<number, StoredCosignature[]>();
  for (const row of rows) {
    const cosignature = cosignatureOfRow(row);
    found.set(cosignature.size, [...(found.get(cosignature.size) ?? []), cosignature]);
  }
  return found;
}

function cosignatureOfRow({ size, witness, vkey, time_s, line }: Row): StoredCosignature {
  return { size: Number(size), witness, vkey, timeSeconds: Number(time_s), line };
}

/** The note as served: its own lines and the given ones. */
export function noteWith(note: string, cosignatures: readonly { readonly line: string }[]): string {
  return note + cosignatures.map(({ line }) => line).join("");
}
