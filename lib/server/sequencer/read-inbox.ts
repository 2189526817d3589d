/** Committed rows of the inbox, oldest first. A row that becomes visible late is simply read later. */
import { byteaArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { InboxRow } from "./admit.ts";

/** Rows of one batch. */
export const BATCH_ROWS = 1_000;
/** A batch stays below this size, so that a thousand submissions of 1 MiB do not fill the memory. */
const BATCH_BYTES = 32 * 1024 * 1024;

type Row = { statement_hash: Buffer; bytes: Buffer; parts: Buffer | null; received_at_ms: number };

/** The next rows after the first `skip`: at most 1,000, and at least one whatever its size. */
export async function readInbox(sql: Sql, limit = BATCH_ROWS, skip = 0): Promise<InboxRow[]> {
  const { rows } = await sql.query<Row>(
    `SELECT statement_hash, bytes, parts, received_at_ms
       FROM (SELECT *, sum(octet_length(bytes) + coalesce(octet_length(parts), 0)) OVER (ORDER BY seq) AS total,
                    octet_length(bytes) + coalesce(octet_length(parts), 0) AS own
               FROM (SELECT * FROM inbox ORDER BY seq LIMIT $1 OFFSET $3) AS oldest) AS counted
      WHERE total - own < $2 ORDER BY seq`,
    [limit, BATCH_BYTES, skip],
  );
  return rows.map(inboxRow);
}

/**
 * Rows after the first `skip` that were received before `receivedBeforeMs` and hold no promise. For a backlog: these
 * will not be included within the time that a submitter waits.
 */
export async function readUnpromised(
  sql: Sql,
  receivedBeforeMs: number,
  limit: number,
  skip: number,
): Promise<InboxRow[]> {
  const { rows } = await sql.query<Row>(
    `SELECT statement_hash, bytes, parts, received_at_ms FROM (SELECT * FROM inbox ORDER BY seq OFFSET $3) AS later
      WHERE received_at_ms <= $1 AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.statement_hash = later.statement_hash)
      ORDER BY seq LIMIT $2`,
    [receivedBeforeMs, limit, skip],
  );
  return rows.map(inboxRow);
}

/** Of these statement hashes, those that are logged already (hex). */
export async function readLogged(sql: Sql, rows: readonly InboxRow[]): Promise<Set<string>> {
  const { rows: logged } = await sql.query<{ hash: string }>(
    "SELECT encode(statement_hash, 'hex') AS hash FROM log_entry WHERE statement_hash = ANY($1::bytea[])",
    [byteaArray(rows.map((row) => row.statementHash))],
  );
  return new Set(logged.map((row) => row.hash));
}

function inboxRow(row: Row): InboxRow {
  return {
    statementHash: row.statement_hash,
    bytes: row.bytes,
    parts: row.parts ?? undefined,
    receivedAtMs: Number(row.received_at_ms),
  };
}
