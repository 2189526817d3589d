/**
 * Submits the record of every transition that time has made due. The bytes are deterministic, so that running it twice,
 * or after a long stop, records nothing twice: the hash is known already.
 */
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { byteaArray } from "#lib/server/log-store/binary-array.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { readDue } from "#lib/server/services/state/read-due.ts";
import { announceInbox, enqueue } from "#lib/server/services/statement/enqueue-statement.ts";
import { clockRecord, type DueTransition } from "#lib/statement/clock-record.ts";
import { assembleStatement, signingBytes, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { readNewestForm, type StatementSigner } from "./own-statement.ts";
import { readNotedOutages } from "./read-noted-outages.ts";

/**
 * A record that were logged before its deadline would be void for ever, and so would its bytes. So what is due is
 * asked of the sequencer's own clock, less what a machine's clock may be set back by.
 */
const MARGIN_MS = 2_000;

/** Puts due records into the inbox; answers how many were new. Nothing while the log is empty or not open. */
export async function recordDueClocks(sql: Sql, signer: StatementSigner, receivedAt: Instant): Promise<number> {
  // The head comes first: an outage is noted before the head's clock goes on.
  const head = await readHead(sql);
  if (head.health !== "ok") return 0;
  const index = await readNewestForm(sql, "index");
  if (index?.aggregate !== "index") return 0;
  const compose = (due: DueTransition) => {
    const unsigned = clockRecord(due, { log: signer.origin, issuer: index.issuer, key: signer.thumbprint });
    return { unsigned, hash: statementHash(unsigned) };
  };
  // Whoever was silent only while this log was away is not to be suspended: outages stand in the state first.
  const outages = (await readNotedOutages(sql, index)).map(compose);
  const projected = await hashesIn(sql, "entry_row", outages);
  const isWaiting = outages.some(({ hash }) => !projected.has(hash));
  const records = isWaiting ? outages : (await readDue(sql, index, asInstant(head.now - MARGIN_MS))).map(compose);
  const logged = await hashesIn(sql, "log_entry", records);
  let submitted = 0;
  for (const { unsigned, hash } of records) {
    if (logged.has(hash)) continue;
    const bytes = assembleStatement(unsigned, signer.sign(signingBytes(unsigned)));
    if (await enqueue(sql, { hash, bytes, parts: [], receivedAt })) submitted += 1;
  }
  if (submitted > 0) await announceInbox(sql);
  return submitted;
}

type Composed = { readonly unsigned: UnsignedStatement; readonly hash: string };

async function hashesIn(
  sql: Sql,
  table: "entry_row" | "log_entry",
  records: readonly Composed[],
): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set();
  const { rows } = await sql.query<{ statement_hash: Buffer }>(
    `SELECT statement_hash FROM ${table} WHERE statement_hash = ANY($1::bytea[])`,
    [byteaArray(records.map(({ hash }) => Buffer.from(hash, "hex")))],
  );
  return new Set(rows.map((row) => row.statement_hash.toString("hex")));
}
