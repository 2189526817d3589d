/**
 * Sends what waits for webhooks: at least once, the same bytes under the same id in every try, later and later, until a
 * receiver takes it or it is given up. A webhook of which one message was given up and none later was taken is dead.
 */
import type pg from "pg";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { signedHeaders } from "#lib/server/alerts/sign-message.ts";
import type { Sign } from "#lib/server/crypto/key-on-file.ts";
import type { StrangerPost } from "#lib/server/fetch/stranger-post.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

/** Waits between tries: eight tries in a little more than a day. */
export const RETRY_AFTER_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];
/** Under way together, and in one run: a run ends within minutes even when nobody answers. */
const AT_ONCE = 8;
const MOST_IN_A_RUN = 160;
/** To one host in a run, whoever named it: nobody may turn this index against another. */
const MOST_TO_A_HOST = 10;
const KEPT_MS = 30 * DAY_MS;
const GONE = 410;

export type WebhookMeans = { readonly post: StrangerPost; readonly sign: Sign; readonly signal: AbortSignal };

/** A try and what came of it; never the address. */
export type Tried = { readonly id: string; readonly webhook: string; readonly outcome: Outcome };
export type Outcome = "taken" | "refused-status" | "no-answer";

type Due = { id: string; seq: number; webhook_id: string; kind: string; url: string; body: string; attempts: number };

/** One try of each message that is due, those of one webhook in their order. */
export async function sendWebhooks(pool: pg.Pool, means: WebhookMeans, now: Instant): Promise<Tried[]> {
  await pool.query("DELETE FROM webhook_delivery WHERE state <> 'pending' AND created_at < $1", [
    new Date(now - KEPT_MS),
  ]);
  const waiting = fairly(await readDue(pool, now));
  const tried: Tried[] = [];
  const work = async () => {
    for (let due = waiting.shift(); due !== undefined && !means.signal.aborted; due = waiting.shift())
      tried.push(await tryOnce(pool, means, due, now));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tried;
}

async function readDue(sql: Sql, now: Instant): Promise<Due[]> {
  const { rows } = await sql.query<Due>(
    `SELECT d.id, d.seq, d.webhook_id, d.kind, w.url, d.body, d.attempts
       FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
      WHERE d.state = 'pending' AND d.next_at <= $1 AND (w.state = 'active' OR d.kind = 'test')
      ORDER BY d.seq LIMIT 5000`,
    [new Date(now)],
  );
  return rows;
}

function fairly(all: readonly Due[]): Due[] {
  const hosts = new Map<string, number>();
  const taken = all.filter(({ url }) => {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    const count = (hosts.get(host) ?? 0) + 1;
    hosts.set(host, count);
    return count <= MOST_TO_A_HOST;
  });
  return taken.slice(0, MOST_IN_A_RUN);
}

async function tryOnce(sql: Sql, { post, sign, signal }: WebhookMeans, due: Due, now: Instant): Promise<Tried> {
  const { id, webhook_id: webhook, url, body } = due;
  const answer = await post({ url, text: body, headers: signedHeaders(id, body, now, sign) }, signal);
  const status = answer.ok ? answer.value : null;
  const outcome = outcomeOf(status);
  if (outcome === "taken") await markTaken(sql, due, status);
  else await markMissed(sql, due, outcome, status, now);
  return { id, webhook, outcome };
}

function outcomeOf(status: number | null): Outcome {
  if (status === null) return "no-answer";
  return status >= 200 && status < 300 ? "taken" : "refused-status";
}

async function markTaken(sql: Sql, { id, kind, webhook_id }: Due, status: number | null): Promise<void> {
  await sql.query(
    `UPDATE webhook_delivery SET state = 'delivered', attempts = attempts + 1, outcome = 'taken', status = $2,
            next_at = NULL WHERE id = $1`,
    [id, status],
  );
  if (kind === "test") await sql.query("UPDATE webhook SET state = 'active' WHERE id = $1", [webhook_id]);
}

async function markMissed(sql: Sql, due: Due, outcome: Outcome, status: number | null, now: Instant): Promise<void> {
  const wait = due.kind === "test" || status === GONE ? undefined : RETRY_AFTER_MS[due.attempts];
  await sql.query(
    `UPDATE webhook_delivery SET state = $2, attempts = attempts + 1, outcome = $3, status = $4, next_at = $5
      WHERE id = $1`,
    [
      due.id,
      wait === undefined ? "given-up" : "pending",
      outcome,
      status,
      wait === undefined ? null : new Date(addMs(now, wait)),
    ],
  );
  if (wait === undefined && due.kind !== "test") await endWebhook(sql, due, status === GONE);
}

/** Unless a later message was taken: then the receiver lives, and refuses this one alone. */
async function endWebhook(sql: Sql, { webhook_id, seq }: Due, isGone: boolean): Promise<void> {
  const { rowCount } = await sql.query(
    `UPDATE webhook SET state = 'dead' WHERE id = $1 AND ($3 OR NOT EXISTS (
       SELECT FROM webhook_delivery d WHERE d.webhook_id = $1 AND d.seq > $2 AND d.state = 'delivered'))`,
    [webhook_id, seq, isGone],
  );
  if (rowCount === 0) return;
  await sql.query(
    `UPDATE webhook_delivery SET state = 'given-up', next_at = NULL
      WHERE webhook_id = $1 AND state = 'pending' AND kind <> 'test'`,
    [webhook_id],
  );
}
