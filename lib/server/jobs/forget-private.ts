/**
 * What nobody needs any more of what is private to accounts: sessions that ended, challenges, windows of budgets, and what
 * keys left that nobody registered. A key costs nothing, so that without an end anybody could fill the disk.
 */
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

/** Of a key that the log does not know: a draft since its last change, all else since its last sign-in. */
export const DRAFTS_KEPT_MS = 30 * DAY_MS;
export const ACCOUNTS_KEPT_MS = 90 * DAY_MS;

/** What was spent of budgets: their longest window is an hour. */
const BUDGETS_KEPT_MS = 2 * HOUR_MS;

export type Forgotten = Readonly<Record<"sessions" | "challenges" | "drafts" | "accounts" | "budgets", number>>;

const isKnown = (table: string) => `EXISTS (
  SELECT 1 FROM aggregate_version WHERE to_size IS NULL
     AND key IN ('participant:' || ${table}.did, 'maintainer:' || ${table}.did))`;

/**
 * An account goes with all that hangs on it. It stays while somebody is served by it without signing in: while a webhook of
 * it takes messages, or an address of it is confirmed. It stays, too, while a message is remembered, as long as that is: who
 * names a mailbox again is counted by it.
 */
const LEFT_ACCOUNTS = `DELETE FROM account WHERE signed_in_at <= $1 AND NOT ${isKnown("account")}
  AND NOT EXISTS (SELECT 1 FROM webhook w WHERE w.did = account.did AND w.state = 'active')
  AND NOT EXISTS (SELECT 1 FROM email_address e WHERE e.did = account.did AND e.state = 'confirmed')
  AND NOT EXISTS (SELECT 1 FROM email_delivery d WHERE d.did = account.did)
  AND NOT EXISTS (SELECT 1 FROM session s WHERE s.did = account.did)`;

/** Deletes; how many of each. `now`: by the machine's clock, as sessions are dated. */
export async function forgetPrivate(sql: Sql, now: Instant): Promise<Forgotten> {
  const count = async (text: string, at: unknown) => (await sql.query(text, [at])).rowCount ?? 0;
  const before = (ms: number) => new Date(addMs(now, -ms));
  return {
    sessions: await count("DELETE FROM session WHERE revoked_at IS NOT NULL OR expires_at <= $1", before(0)),
    challenges: await count("DELETE FROM challenge WHERE used_at IS NOT NULL OR expires_at <= $1", before(0)),
    drafts: await count(`DELETE FROM draft WHERE updated_at <= $1 AND NOT ${isKnown("draft")}`, before(DRAFTS_KEPT_MS)),
    accounts: await count(LEFT_ACCOUNTS, before(ACCOUNTS_KEPT_MS)),
    budgets: await count("DELETE FROM budget WHERE window_start_ms < $1", addMs(now, -BUDGETS_KEPT_MS)),
  };
}
