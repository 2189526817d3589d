/** Statements of the index itself, by its statement key, from the worker to the inbox. */
import type { Random } from "#lib/kernel/clock.ts";
import type { Did, Origin, Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import { announceInbox, enqueue } from "#lib/server/services/statement/enqueue-statement.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { composeStatement } from "#lib/statement/compose.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";

/** The index's statement key, held by the worker alone. */
export type StatementSigner = {
  readonly origin: Origin;
  readonly thumbprint: Thumbprint;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

export type OwnWords = { readonly kind: Kind; readonly subject: string; readonly body: JsonObject };

/** Who says it and when: `issuer` is the index's did, `now` the sequencer's clock. */
export type Speaker = {
  readonly signer: StatementSigner;
  readonly issuer: Did;
  readonly now: Instant;
  readonly receivedAt: Instant;
  readonly random: Random;
};

/** Signs and puts into the inbox. Whoever calls has made sure that it is not said already. */
export async function submitOwn(sql: Sql, speaker: Speaker, words: OwnWords): Promise<void> {
  const { signer, issuer, now, receivedAt, random } = speaker;
  const unsigned = composeStatement({ ...words, log: signer.origin, issuer, key: signer.thumbprint }, now, random);
  const bytes = assembleStatement(unsigned, signer.sign(signingBytes(unsigned)));
  await enqueue(sql, { hash: statementHash(unsigned), bytes, parts: [], receivedAt });
  await announceInbox(sql);
}

/** Whether a statement with all of these marks waits in the inbox, or stands in the log behind what is folded. */
export async function isOnItsWay(sql: Sql, marks: readonly string[]): Promise<boolean> {
  const wanted = marks.map((mark) => Buffer.from(mark));
  const holds = (column: string) => marks.map((_, at) => `position($${at + 1} IN ${column}) > 0`).join(" AND ");
  // The log is read after the inbox: what was sequenced in between is seen there.
  const waiting = await sql.query(`SELECT 1 FROM inbox WHERE ${holds("bytes")} LIMIT 1`, wanted);
  if (waiting.rowCount !== 0) return true;
  const logged = await sql.query(
    `SELECT 1 FROM log_entry WHERE index >= coalesce((SELECT size FROM projection WHERE id = 1), 0)
       AND ${holds("leaf")} LIMIT 1`,
    wanted,
  );
  return logged.rowCount !== 0;
}

/** The newest projected form of an aggregate. */
export async function readNewestForm(sql: Sql, key: AggregateKey): Promise<Form | undefined> {
  const { rows } = await sql.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE key = $1 AND to_size IS NULL",
    [key],
  );
  return rows[0] === undefined ? undefined : parseForm(rows[0].form);
}
