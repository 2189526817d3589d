/** Sends the messages that wait for e-mail, one after the other, later and later until they are taken, for a day at most. */
import type pg from "pg";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { Content } from "#lib/server/email/contents.ts";
import { emailText } from "#lib/server/email/email-text.ts";
import { queueTasks } from "#lib/server/email/queue-emails.ts";
import type { Delivered, Mailer } from "#lib/server/email/smtp.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

const RETRY_AFTER_MS = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS];
/** In one run, of which there is one a minute or more: no mail server takes this index for a flood. */
const MOST_IN_A_RUN = 60;
const KEPT_MS = 30 * DAY_MS;

/** `site`: what browsers type, without an end slash. `index`: its name. */
export type EmailMeans = {
  readonly deliver: Mailer["deliver"];
  readonly site: string;
  readonly index: string;
  readonly signal: AbortSignal;
};

/** What came of a try; never to whom. */
export type Emailed = { readonly message: string; readonly outcome: Delivered };

type Due = {
  seq: string;
  did: string;
  kind: Content["kind"];
  content: string;
  attempts: number;
  address: string;
  way_out: string;
};

/** One try of each message that is due. After a try without answer the rest waits for the next run. */
export async function sendEmails(pool: pg.Pool, means: EmailMeans, now: Instant): Promise<Emailed[]> {
  await clear(pool, now);
  await queueTasks(pool, now);
  const tried: Emailed[] = [];
  for (const due of await readDue(pool, now)) {
    if (means.signal.aborted) break;
    const outcome = await tryOnce(pool, means, due, now);
    tried.push({ message: due.seq, outcome });
    if (outcome === "no-answer") break;
  }
  return tried;
}

/** What an address that is gone was to be told is told nobody, and nothing is told a day late. */
async function clear(sql: Sql, now: Instant): Promise<void> {
  await sql.query("DELETE FROM email_delivery WHERE state <> 'pending' AND created_at < $1", [
    new Date(addMs(now, -KEPT_MS)),
  ]);
  await sql.query(
    `UPDATE email_delivery SET state = 'given-up', content = '', next_at = NULL
      WHERE state = 'pending' AND created_at < $1`,
    [new Date(addMs(now, -DAY_MS))],
  );
}

async function readDue(sql: Sql, now: Instant): Promise<Due[]> {
  const { rows } = await sql.query<Due>(
    `SELECT d.seq, d.did, d.kind, d.content, d.attempts, a.address, a.way_out
       FROM email_delivery d JOIN email_address a ON a.did = d.did
      WHERE d.state = 'pending' AND d.next_at <= $1
        AND a.state = CASE d.kind WHEN 'confirm' THEN 'unconfirmed' ELSE 'confirmed' END
      ORDER BY d.seq LIMIT $2`,
    [new Date(now), MOST_IN_A_RUN],
  );
  return rows;
}

async function tryOnce(sql: Sql, { deliver, site, index }: EmailMeans, due: Due, now: Instant): Promise<Delivered> {
  const { seq, did, kind, address, attempts } = due;
  const content = { kind, ...JSON.parse(due.content) } as Content;
  const outcome = await deliver(address, emailText(content, { site, index, did, wayOut: due.way_out }));
  const wait = outcome === "no-answer" ? RETRY_AFTER_MS[attempts] : undefined;
  const state = outcome === "taken" ? "delivered" : wait === undefined ? "given-up" : "pending";
  await sql.query(
    `UPDATE email_delivery SET state = $2, attempts = attempts + 1, next_at = $3,
            content = CASE $2 WHEN 'pending' THEN content ELSE '' END WHERE seq = $1 AND state = 'pending'`,
    [seq, state, wait === undefined ? null : new Date(addMs(now, wait))],
  );
  if (outcome === "refused")
    await sql.query("UPDATE email_address SET state = 'refused' WHERE did = $1 AND address = $2", [did, address]);
  return outcome;
}
