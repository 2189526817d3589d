/**
 * Finds what followers are told: compares each form with the one that an entry replaced, keeps the alerts, and puts one
 * delivery for each webhook of whoever follows. A projection of its own: read again from the log it finds the same.
 */
import type pg from "pg";
import type { AsOf } from "#lib/contract/common.ts";
import type { Random } from "#lib/kernel/clock.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { type Fits, keepAlerts } from "#lib/server/alerts/keep-alerts.ts";
import { readTierAlerts } from "#lib/server/alerts/read-tier-alerts.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import { type Alert, alertsOf } from "#lib/state/alerts.ts";

/** Forms of so many entries are read at once. */
const ENTRIES_AT_ONCE = 500;

/** `fitsAt`: how a search is asked at a size. */
export type AlertOptions = {
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly fitsAt?: ((asOf: AsOf) => Fits) | undefined;
};

/** Answers how many alerts are new. Runs to the end of what is projected and published. */
export async function projectAlerts(pool: pg.Pool, options: AlertOptions, now: Instant): Promise<number> {
  let count = 0;
  while (!options.signal.aborted) {
    const step = await projectOnce(pool, options, now);
    count += step.alerts;
    if (step.isDone) break;
  }
  return count;
}

async function projectOnce(
  pool: pg.Pool,
  { random, fitsAt }: AlertOptions,
  now: Instant,
): Promise<{ alerts: number; isDone: boolean }> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const from = await openCursor(client);
    const until = await readEnd(client);
    const to = Math.min(until, from + ENTRIES_AT_ONCE);
    const found =
      to > from ? [...(await readAlerts(client, from, to)), ...(await readTierAlerts(client, from, to))] : [];
    const alerts = await keepAlerts(
      client,
      found,
      { random, fits: fitsAt?.({ size: to, time: formatInstant(now) }) },
      now,
    );
    if (to > from) await client.query("UPDATE alert_cursor SET size = $1 WHERE id = 1", [to]);
    await client.query("COMMIT");
    return { alerts, isDone: to >= until };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function openCursor(sql: Sql): Promise<number> {
  await sql.query("INSERT INTO alert_cursor (id, size) VALUES (1, 0) ON CONFLICT DO NOTHING");
  const { rows } = await sql.query<{ size: number }>("SELECT size FROM alert_cursor WHERE id = 1 FOR UPDATE");
  return Number(rows[0]?.size ?? 0);
}

async function readEnd(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ size: number }>(
    `SELECT least(coalesce((SELECT size FROM projection WHERE id = 1), 0),
                  (SELECT published_size FROM log_head WHERE id = 1)) AS size`,
  );
  return Number(rows[0]?.size ?? 0);
}

/** By entry, in the order of the keys. */
async function readAlerts(sql: Sql, from: number, to: number): Promise<Alert[]> {
  const { rows } = await sql.query<{ entry: number; form: string; before: string | null }>(
    `SELECT c.entry_index AS entry, v.form, earlier.form AS before
       FROM chain c
       JOIN aggregate_version v ON v.key = c.aggregate_key AND v.from_size = c.entry_index + 1
       LEFT JOIN LATERAL (SELECT w.form FROM aggregate_version w
                           WHERE w.key = v.key AND w.from_size < v.from_size ORDER BY w.from_size DESC LIMIT 1) earlier
              ON true
      WHERE c.entry_index >= $1 AND c.entry_index < $2
        AND (starts_with(c.aggregate_key, 'provider:') OR starts_with(c.aggregate_key, 'case:')
             OR starts_with(c.aggregate_key, 'key:'))
      ORDER BY c.entry_index, c.aggregate_key`,
    [from, to],
  );
  return rows.flatMap(({ entry, form, before }) =>
    alertsOf(before === null ? undefined : parseForm(before), parseForm(form), Number(entry) as EntryIndex),
  );
}
