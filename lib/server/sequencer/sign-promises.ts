/** Promises for rows that wait longer than their submitter: signed only for rows that the sequencer itself read. */

import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { parseStatementHash } from "#lib/kernel/ids.ts";
import { formatNote } from "#lib/log/note.ts";
import { formatPromise, INCLUDE_WITHIN_SECONDS, promiseOf } from "#lib/log/promise.ts";
import type { LogSigner } from "#lib/server/crypto/key-on-file.ts";
import { bigintArray, byteaArray, textArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { InboxRow } from "./admit.ts";
import { asLeader } from "./leadership.ts";

/** Older than this at reading, a row may miss the two seconds that its submitter waits. */
export const PROMISE_AFTER_MS = 1_500;

/** Signs and stores promises for rows that passed admission; answers how many. A row has one promise for ever. */
export async function signPromises(
  sql: Sql,
  epoch: number,
  promised: { readonly origin: string; readonly signer: LogSigner; readonly rows: readonly InboxRow[] },
): Promise<number> {
  const { origin, signer } = promised;
  const rows = await withoutPromise(sql, promised.rows);
  if (rows.length === 0) return 0;
  // By other threads: with a backlog a fifth of this one's time went into signing.
  const notes = await Promise.all(rows.map((row) => promiseNote(row, origin, signer)));
  await asLeader(sql, epoch, "a promise", () =>
    sql.query(
      `INSERT INTO promise (statement_hash, note, received_at_ms, include_by_ms)
       SELECT h, n, r, r + $4 FROM unnest($1::bytea[], $2::text[], $3::bigint[]) AS promised(h, n, r)
       ON CONFLICT (statement_hash) DO NOTHING`,
      [
        byteaArray(rows.map((row) => row.statementHash)),
        textArray(notes),
        bigintArray(rows.map((row) => row.receivedAtMs)),
        INCLUDE_WITHIN_SECONDS * 1000,
      ],
    ),
  );
  return rows.length;
}

async function promiseNote(row: InboxRow, origin: string, { name, keyId, signAside }: LogSigner): Promise<string> {
  const hash = parseStatementHash(hexEncode(row.statementHash));
  if (hash === undefined) throw new Error("A row of the inbox has no statement hash.");
  const text = formatPromise(promiseOf(origin, hash, Math.floor(row.receivedAtMs / 1000)));
  return formatNote({ text, signatures: [{ name, keyId, signature: await signAside(utf8Encode(text)) }] });
}

/** A backlog's rows are promised before their batch comes: what holds a promise is not signed again. */
async function withoutPromise(sql: Sql, rows: readonly InboxRow[]): Promise<readonly InboxRow[]> {
  if (rows.length === 0) return rows;
  const { rows: held } = await sql.query<{ hash: string }>(
    "SELECT encode(statement_hash, 'hex') AS hash FROM promise WHERE statement_hash = ANY($1::bytea[])",
    [byteaArray(rows.map((row) => row.statementHash))],
  );
  const hashes = new Set(held.map(({ hash }) => hash));
  return rows.filter((row) => !hashes.has(hexEncode(row.statementHash)));
}
