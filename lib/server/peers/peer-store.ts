/** What the database keeps of peers: how the last look went, the largest verified head, and heads that did not fit. */
import type { Instant } from "#lib/kernel/instant.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { logSignedNote } from "#lib/state/fraud/build.ts";
import type { PeerTrouble } from "#lib/state/peer/look-at-peer.ts";
import type { SignedHead } from "#lib/state/peer/peer-log.ts";

/** Brings the list of peers to what the operator's file says. Heads and proofs stay, whoever leaves the list. */
export async function syncPeers(sql: Sql, peers: readonly Peer[]): Promise<void> {
  await sql.query("DELETE FROM peer WHERE NOT (origin = ANY($1))", [peers.map(({ origin }) => origin)]);
  for (const { origin, vkey, url } of peers) {
    await sql.query(
      `INSERT INTO peer (origin, vkey, url) VALUES ($1, $2, $3)
       ON CONFLICT (origin) DO UPDATE SET vkey = excluded.vkey, url = excluded.url`,
      [origin, vkey, url],
    );
  }
}

export type Contact = { readonly answered: boolean; readonly trouble?: PeerTrouble; readonly detail?: string };

/** Notes a look. The time since when there is trouble stays while it is the same trouble. */
export async function recordContact(sql: Sql, origin: string, at: Instant, contact: Contact): Promise<void> {
  await sql.query(
    `UPDATE peer SET asked_at_ms = $2,
       answered_at_ms = CASE WHEN $3 THEN $2 ELSE answered_at_ms END,
       trouble_since_ms = CASE WHEN $4::text IS NULL THEN NULL WHEN trouble = $4 THEN trouble_since_ms ELSE $2 END,
       trouble = $4, trouble_detail = $5
     WHERE origin = $1`,
    [origin, at, contact.answered, contact.trouble ?? null, contact.detail ?? ""],
  );
}

/** Keeps a verified head unless a larger one is kept. Errors: the trigger's, for another root or key. */
export async function recordHead(sql: Sql, peer: Peer, head: SignedHead, at: Instant): Promise<void> {
  await sql.query(
    `INSERT INTO peer_head (origin, vkey, size, root, note, seen_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note,
       seen_at_ms = excluded.seen_at_ms WHERE peer_head.size < excluded.size`,
    [peer.origin, peer.vkey, head.checkpoint.size, Buffer.from(head.checkpoint.root), head.note, at],
  );
}

/** The key under which this origin was watched or cosigned first; undefined when it is new. */
export async function readKnownKey(sql: Sql, origin: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ vkey: string }>(
    "SELECT vkey FROM peer_head WHERE origin = $1 UNION ALL SELECT vkey FROM witnessed_log WHERE origin = $1 LIMIT 1",
    [origin],
  );
  return rows[0]?.vkey;
}

/** Conflicting heads that are held against the present one, newest first: a log can sign as many as it likes. */
const MAX_CONFLICTS = 8;

/** Every head of this log that is known: the last that was seen, the last that was cosigned, and those that were refused. */
export async function readKnownHeads(sql: Sql, { origin, vkey }: Peer): Promise<SignedHead[]> {
  const { rows } = await sql.query<{ note: string }>(
    `SELECT note FROM peer_head WHERE origin = $1 AND vkey = $2
     UNION ALL SELECT note FROM witnessed_log WHERE origin = $1 AND vkey = $2
     UNION ALL (SELECT note FROM witness_conflict WHERE origin = $1 AND vkey = $2 ORDER BY seen_at_ms DESC LIMIT $3)`,
    [origin, vkey, MAX_CONFLICTS],
  );
  return rows.flatMap(({ note }) => logSignedNote(note, vkey) ?? []);
}

/** Heads that the log asked us to cosign beside the one that we had cosigned then. */
export async function readConflicts(sql: Sql, { origin, vkey }: Peer): Promise<{ note: string; cosigned: string }[]> {
  const { rows } = await sql.query<{ note: string; cosigned: string }>(
    `SELECT note, cosigned_note AS cosigned FROM witness_conflict WHERE origin = $1 AND vkey = $2
     ORDER BY seen_at_ms DESC LIMIT $3`,
    [origin, vkey, MAX_CONFLICTS],
  );
  return rows;
}

/** Whether a proof is kept that this log showed two histories, whoever found it. Two answers are no two histories. */
export async function isConvicted(sql: Sql, origin: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    "SELECT 1 FROM fraud_proof WHERE accused = $1 AND verdict = 'equivocation' AND kind <> 'contradicting-answers' LIMIT 1",
    [origin],
  );
  return rowCount !== 0;
}
