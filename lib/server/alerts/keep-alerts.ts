/**
 * Keeps new alerts, each once, with a message for every webhook of whoever follows the provider, and by e-mail for the sides of
 * a case. In one transaction.
 */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { queueSteps } from "#lib/server/email/queue-emails.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { Alert } from "#lib/state/alerts.ts";
import { type AlertRow, readNames, viewOfAlert } from "./alert-view.ts";

/** Messages that wait for one webhook; what is more stands in the feed only. */
const MOST_WAITING = 500;

/** Whom of these a search keeps now: none where it says nothing here any more. */
export type Fits = (search: string, providers: readonly string[]) => Promise<readonly string[]>;

/** `fits`: undefined: searches are not followed here. */
export type AlertMeans = { readonly random: Random; readonly fits?: Fits | undefined };

/** Answers how many are new. */
export async function keepAlerts(sql: Sql, alerts: readonly Alert[], means: AlertMeans, now: Instant): Promise<number> {
  if (alerts.length === 0) return 0;
  const { rows } = await sql.query<AlertRow>(
    `INSERT INTO alert (id, provider_id, kind, entry_index, logged_at_ms, about, facts)
     SELECT a.id, a.provider_id, a.kind, a.entry_index, e.logged_at_ms, a.about, a.facts
       FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[])
         AS a(id, provider_id, kind, entry_index, about, facts)
       JOIN entry_row e ON e.index = a.entry_index
     ON CONFLICT (id) DO NOTHING
     RETURNING id, provider_id, kind, entry_index, logged_at_ms, facts`,
    [
      alerts.map(({ id }) => id),
      alerts.map(({ provider }) => provider),
      alerts.map(({ kind }) => kind),
      alerts.map(({ entry }) => entry),
      alerts.map(({ about }) => about),
      alerts.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
  if (rows.length > 0) await queueMessages(sql, rows, means, now);
  await queueSteps(sql, rows, now);
  return rows.length;
}

type Followed = { readonly webhook: string; readonly provider: string; readonly since: Date; readonly waiting: number };

const WAITING =
  "(SELECT count(*) FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'pending') AS waiting";

async function queueMessages(
  sql: Sql,
  rows: readonly AlertRow[],
  { random, fits }: AlertMeans,
  now: Instant,
): Promise<void> {
  const providers = [...new Set(rows.map(({ provider_id }) => provider_id))];
  const named = await sql.query<Followed>(
    `SELECT w.id AS webhook, f.provider_id AS provider, f.since, ${WAITING}
       FROM follow f JOIN webhook w ON w.did = f.did AND w.state = 'active'
      WHERE f.provider_id = ANY($1::text[])`,
    [providers],
  );
  const followed = [...named.rows, ...(fits === undefined ? [] : await readSearched(sql, providers, fits))];
  if (followed.length === 0) return;
  const names = await readNames(
    sql,
    rows.map(({ provider_id }) => provider_id),
    now,
  );
  for (const row of rows) {
    const body = messageOf(row, names);
    for (const { webhook, provider, since, waiting } of followed) {
      const isLater = Number(row.logged_at_ms) >= since.getTime();
      if (provider !== row.provider_id || !isLater || Number(waiting) >= MOST_WAITING) continue;
      await sql.query(
        `INSERT INTO webhook_delivery (id, webhook_id, alert_id, kind, body, state, created_at, next_at)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, $6) ON CONFLICT DO NOTHING`,
        [`msg_${base64UrlEncode(random(16))}`, webhook, row.id, row.kind, body, new Date(now)],
      );
    }
  }
  // Heard when the transaction is through.
  await sql.query("SELECT pg_notify('ts_webhook', '')");
}

/** Each search once, however many follow it. */
async function readSearched(sql: Sql, providers: readonly string[], fits: Fits): Promise<Followed[]> {
  const { rows } = await sql.query<Omit<Followed, "provider"> & { search: string }>(
    `SELECT w.id AS webhook, s.search, s.since, ${WAITING}
       FROM followed_search s JOIN webhook w ON w.did = s.did AND w.state = 'active' ORDER BY s.since, s.id`,
  );
  const fitting = new Map<string, readonly string[]>();
  for (const { search } of rows) if (!fitting.has(search)) fitting.set(search, await fits(search, providers));
  return rows.flatMap(({ search, ...one }) => (fitting.get(search) ?? []).map((provider) => ({ ...one, provider })));
}

/** Standard Webhooks: type, time, data. */
function messageOf(row: AlertRow, names: Awaited<ReturnType<typeof readNames>>): string {
  const alert = viewOfAlert(row, names);
  return JSON.stringify({ type: `provider.${alert.kind}`, timestamp: alert.logged_at, data: alert });
}

/** What a test sends. */
export function testMessage(now: Instant): string {
  const says = "A test: your receiver works. Alerts of the providers that you follow come in the same form.";
  return JSON.stringify({ type: "test", timestamp: formatInstant(now), data: { says } });
}
