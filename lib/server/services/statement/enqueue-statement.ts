/**
 * Puts a checked statement into the inbox, from where only the sequencer takes it. Shared by the web's intake and the
 * worker. The bytes are stored as received.
 */
import { base64Encode, base64UrlEncode } from "#lib/kernel/base.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { Part } from "#lib/statement/submission.ts";
import type { Sql } from "../../log-store/sql.ts";
import { byteaOf } from "../state/projected-forms.ts";

export type Enqueued = {
  readonly hash: StatementHash;
  /** The statement's canonical bytes, signature included. */
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
  readonly receivedAt: Instant;
};

/** Inserts one row; false when the hash waits there already. Runs in the caller's transaction. */
export async function enqueue(sql: Sql, statement: Enqueued): Promise<boolean> {
  const parts = statement.parts.length === 0 ? null : Buffer.from(partsBytes(statement.parts));
  const { rowCount } = await sql.query(
    `INSERT INTO inbox (statement_hash, bytes, parts, received_at_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT (statement_hash) DO NOTHING`,
    [byteaOf(statement.hash), Buffer.from(statement.bytes), parts, statement.receivedAt],
  );
  return rowCount === 1;
}

/** Wakes the sequencer. Sent after the commit, on its own: a NOTIFY inside would serialise all commits. */
export async function announceInbox(sql: Sql): Promise<void> {
  await sql.query("SELECT pg_notify('ts_inbox', '')");
}

/** The parts as the inbox keeps them: canonical `[{"bytes":"<base64>","nonce":"<base64url>"}…]`, in statement order. */
export function partsBytes(parts: readonly Part[]): Uint8Array {
  return canonicalBytes(parts.map((part) => ({ bytes: base64Encode(part.bytes), nonce: base64UrlEncode(part.nonce) })));
}
