/** Marks as the projector wrote them: of one provider, of all, and day by day. */
import { hexEncode } from "#lib/kernel/base.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

type Reading = { readonly pool: Sql };

/**
 * `day`: a UTC day on which the log has an entry, whole days since 1970-01-01; `size`: of the state that they were computed
 * from; `digest` in hex.
 */
export type MarksRow = {
  readonly provider: ProviderId;
  readonly marks: Marks;
  readonly digest: string;
  readonly day: number;
  readonly size: number;
};

type Row = { provider: string; form: string; digest: Buffer; day: number; size: number | string };

const COLUMNS = "provider, day, size, form, digest";

/**
 * Of the newest day, or of the newest that is not after `day`. Null: it was not registered by then, or no model was in
 * force that this code has.
 */
export async function readMarks(
  { pool }: Reading,
  id: ProviderId,
  { day }: { readonly day?: number | undefined } = {},
): Promise<MarksRow | null> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM mark_row WHERE provider = $1 AND day <= coalesce($2::int, 2147483647) ORDER BY day DESC LIMIT 1`,
    [id, day ?? null],
  );
  return rows[0] === undefined ? null : marksRowOf(rows[0]);
}

/** Of every provider on the newest day, or on the newest that is not after `day`; empty when there is none. */
export async function readAllMarks(
  { pool }: Reading,
  { day }: { readonly day?: number | undefined } = {},
): Promise<ReadonlyMap<ProviderId, MarksRow>> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM mark_row
      WHERE day = (SELECT max(day) FROM mark_row WHERE day <= coalesce($1::int, 2147483647)) ORDER BY provider`,
    [day ?? null],
  );
  return new Map(rows.map((row) => [row.provider as ProviderId, marksRowOf(row)]));
}

/** Days from one to another, both included, oldest first; days without an entry of the log are not among them. */
export async function readMarksSeries(
  { pool }: Reading,
  id: ProviderId,
  fromDay: number,
  toDay: number,
): Promise<MarksRow[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM mark_row WHERE provider = $1 AND day BETWEEN $2 AND $3 ORDER BY day`,
    [id, fromDay, toDay],
  );
  return rows.map(marksRowOf);
}

function marksRowOf({ provider, form, digest, day, size }: Row): MarksRow {
  // Text that the projector wrote from marks; its shape is the projector's promise.
  const marks: Marks = JSON.parse(form);
  return { provider: provider as ProviderId, marks, digest: hexEncode(digest), day, size: Number(size) };
}
