/** Budgets per identity and hour, spent in the transaction of the inbox insert: two web processes cannot both pass. */
import { createHmac } from "node:crypto";
import { HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Policy } from "#lib/statement/bodies.ts";
import type { Sql } from "../../log-store/sql.ts";
import { ServiceError } from "../service-error.ts";

export type Spender = {
  readonly issuer: string;
  readonly registered: boolean;
  /** The client's network address; enters the bucket's name only as a keyed hash of address and hour. */
  readonly address: string;
};

/** Takes one from each budget that applies. Throws `budget` (429), which rolls the insert back. */
export async function spendBudget(
  sql: Sql,
  budgets: Policy["budgets"],
  spender: Spender,
  now: Instant,
  secret: string,
): Promise<void> {
  const windowStart = now - (now % HOUR_MS);
  const limit = spender.registered ? budgets.registeredPerHour : budgets.unregisteredPerHour;
  const who = spender.registered ? "A registered participant" : "An unregistered key";
  await spendOne(
    sql,
    `did:${spender.issuer}`,
    windowStart,
    limit,
    now,
    `${who} may record ${limit} statements an hour.`,
  );
  if (spender.registered) return;
  const shared = budgets.unregisteredPerAddressPerHour;
  const bucket = `address:${pseudonymOf(spender.address, windowStart, secret)}`;
  await spendOne(
    sql,
    bucket,
    windowStart,
    shared,
    now,
    `All unregistered keys of one address share ${shared} statements an hour.`,
  );
}

async function spendOne(
  sql: Sql,
  bucket: string,
  windowStart: number,
  limit: number,
  now: Instant,
  detail: string,
): Promise<void> {
  const { rowCount } = await sql.query(
    `INSERT INTO budget (bucket, window_start_ms, spent) VALUES ($1, $2, 1)
     ON CONFLICT (bucket, window_start_ms) DO UPDATE SET spent = budget.spent + 1 WHERE budget.spent < $3`,
    [bucket, windowStart, limit],
  );
  if (rowCount === 1) return;
  throw new ServiceError("budget", detail, { retryAfterSeconds: (windowStart + HOUR_MS - now) / 1000 });
}

/** Who sent what must not be learnt from the table: the hash is keyed and changes every hour. */
function pseudonymOf(address: string, windowStart: number, secret: string): string {
  return createHmac("sha256", secret).update(`${windowStart}\n${address}`).digest("base64url").slice(0, 22);
}
