/**
 * Submits the record of every transition that time has made due. The bytes are deterministic, so that running it twice,
 * or after a long stop, records nothing twice: the hash is known already.
 */
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import { announceInbox, enqueue } from "#lib/server/services/statement/enqueue-statement.ts";
import { dueOf } from "#lib/state/reducers/clock.ts";
import { clockRecord, type DueTransition } from "#lib/statement/clock-record.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import { readNewestForm, type StatementSigner } from "./own-statement.ts";

/**
 * A record that were logged before its deadline would be void for ever, and so would its bytes. So what is due is
 * asked of the sequencer's own clock, less what a machine's clock may be set back by.
 */
const MARGIN_MS = 2_000;

/** Puts due records into the inbox; answers how many were new. Nothing while the log is empty or not open. */
export async function recordDueClocks(sql: Sql, signer: StatementSigner, receivedAt: Instant): Promise<number> {
  const head = await readHead(sql);
  if (head.health !== "ok") return 0;
  const index = await readNewestForm(sql, "index");
  if (index?.aggregate !== "index") return 0;
  const due = await readDue(sql, asInstant(head.now - MARGIN_MS));
  let submitted = 0;
  for (const transition of due) {
    const unsigned = clockRecord(transition, { log: signer.origin, issuer: index.issuer, key: signer.thumbprint });
    const hash = statementHash(unsigned);
    if (await isKnown(sql, hash)) continue;
    const bytes = assembleStatement(unsigned, signer.sign(signingBytes(unsigned)));
    if (await enqueue(sql, { hash, bytes, parts: [], receivedAt })) submitted += 1;
  }
  if (submitted > 0) await announceInbox(sql);
  return submitted;
}

/** Transitions whose deadline is not after `until`, oldest first. */
export async function readDue(sql: Sql, until: Instant): Promise<DueTransition[]> {
  const index = await readNewestForm(sql, "index");
  const outages = index?.aggregate === "index" ? index.outages : [];
  const { rows } = await sql.query<{ form: string }>(
    `SELECT form FROM aggregate_version WHERE to_size IS NULL
        AND (kind = 'provider'
             OR kind = 'key' AND (form LIKE '%"state":"pending"%' OR form LIKE '%"state":"retiring"%')
             OR kind = 'proposal' AND form LIKE '%"state":"open"%')`,
  );
  return rows
    .flatMap((row) => dueOf(parseForm(row.form), outages, until))
    .sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
}

async function isKnown(sql: Sql, hash: string): Promise<boolean> {
  const { rowCount } = await sql.query("SELECT 1 FROM log_entry WHERE statement_hash = $1", [Buffer.from(hash, "hex")]);
  return rowCount === 1;
}
