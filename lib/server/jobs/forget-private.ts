/** What nobody needs any more of what is private to accounts: sessions that ended, challenges, drafts of keys that never registered. */
import { addMs, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

/** A key costs nothing: what one left that the log does not know is kept for so long since its last change. */
export const DRAFTS_KEPT_MS = 30 * DAY_MS;

export type Forgotten = { readonly sessions: number; readonly challenges: number; readonly drafts: number };

/** Deletes; how many of each. `now`: by the machine's clock, as sessions are dated. */
export async function forgetPrivate(sql: Sql, now: Instant): Promise<Forgotten> {
  const at = new Date(now);
  const sessions = await sql.query("DELETE FROM session WHERE revoked_at IS NOT NULL OR expires_at <= $1", [at]);
  const challenges = await sql.query("DELETE FROM challenge WHERE used_at IS NOT NULL OR expires_at <= $1", [at]);
  const drafts = await sql.query(
    `DELETE FROM draft WHERE updated_at <= $1 AND NOT EXISTS (
       SELECT 1 FROM aggregate_version WHERE key = 'participant:' || draft.did AND to_size IS NULL)`,
    [new Date(addMs(now, -DRAFTS_KEPT_MS))],
  );
  return { sessions: sessions.rowCount ?? 0, challenges: challenges.rowCount ?? 0, drafts: drafts.rowCount ?? 0 };
}
