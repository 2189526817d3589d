/**
 * One transaction {spend budgets, INSERT inbox}, in one round trip: two web processes cannot both pass a budget, and a
 * statement that waits already costs nothing.
 */
import { createHmac } from "node:crypto";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import type { Policy } from "#lib/statement/bodies.ts";
import type { Sql } from "../../log-store/sql.ts";
import { ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { type Enqueued, partsBytes } from "./enqueue-statement.ts";

export type Spender = {
  readonly issuer: string;
  readonly registered: boolean;
  /** Signed by the issuer's spare or recovery key: a thief who floods with the account key does not use these up. */
  readonly isReserve: boolean;
  /** The client's network address; enters a bucket's name only as a keyed hash of address and hour. */
  readonly address: string;
};

type Budget = { readonly bucket: string; readonly limit: number; readonly detail: string };

/** PostgreSQL's division_by_zero: how the statement below undoes itself when a budget is used up. */
const OVER_BUDGET = "22012";

// All parts of one statement see or undo the same: either the row waits and every budget is spent, or nothing happened.
const RECORD_SQL = `
  WITH put AS (
    INSERT INTO inbox (statement_hash, bytes, parts, received_at_ms) VALUES ($1, $2, $3, $4)
    ON CONFLICT (statement_hash) DO NOTHING RETURNING 1
  ), spent AS (
    INSERT INTO budget (bucket, window_start_ms, spent)
    SELECT wanted.bucket, $5::bigint, 1 FROM unnest($6::text[]) AS wanted(bucket), put
    ON CONFLICT (bucket, window_start_ms) DO UPDATE SET spent = budget.spent + 1
      WHERE budget.spent < ($7::int[])[array_position($6::text[], budget.bucket)]
    RETURNING 1
  )
  SELECT 1 / CASE WHEN (SELECT count(*) FROM put) > 0 AND (SELECT count(*) FROM spent) < cardinality($6::text[])
                  THEN 0 ELSE 1 END`;

/** Puts the statement into the inbox at the cost of its budgets. Errors: `budget` (429), and then nothing is stored. */
export async function recordSubmission(
  sql: Sql,
  statement: Enqueued,
  spender: Spender,
  limits: Policy["budgets"],
  secret: string,
): Promise<void> {
  const { hash, bytes, parts, receivedAt } = statement;
  const windowStart = receivedAt - (receivedAt % HOUR_MS);
  const budgets = budgetsFor(spender, limits, windowStart, secret);
  const buckets = budgets.map(({ bucket }) => bucket);
  try {
    await sql.query(RECORD_SQL, [
      byteaOf(hash),
      Buffer.from(bytes),
      parts.length === 0 ? null : Buffer.from(partsBytes(parts)),
      receivedAt,
      windowStart,
      buckets,
      budgets.map(({ limit }) => limit),
    ]);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === OVER_BUDGET)) throw error;
    const detail = await usedUp(sql, budgets, windowStart);
    throw new ServiceError("budget", detail, { retryAfterSeconds: (windowStart + HOUR_MS - receivedAt) / 1000 });
  }
}

function budgetsFor(spender: Spender, limits: Policy["budgets"], windowStart: number, secret: string): Budget[] {
  const bucket = `${spender.isReserve ? "reserve" : "did"}:${spender.issuer}`;
  if (spender.registered) {
    const limit = limits.registeredPerHour;
    return [{ bucket, limit, detail: `A registered participant may record ${limit} statements an hour.` }];
  }
  const own = limits.unregisteredPerHour;
  const shared = limits.unregisteredPerAddressPerHour;
  return [
    { bucket, limit: own, detail: `An unregistered key may record ${own} statements an hour.` },
    {
      bucket: `address:${pseudonymOf(spender.address, windowStart, secret)}`,
      limit: shared,
      detail: `All unregistered keys of one address share ${shared} statements an hour.`,
    },
  ];
}

async function usedUp(sql: Sql, budgets: readonly Budget[], windowStart: number): Promise<string> {
  const { rows } = await sql.query<{ bucket: string; spent: number }>(
    "SELECT bucket, spent FROM budget WHERE window_start_ms = $1 AND bucket = ANY($2::text[])",
    [windowStart, budgets.map(({ bucket }) => bucket)],
  );
  const full = budgets.find(({ bucket, limit }) => rows.some((row) => row.bucket === bucket && row.spent >= limit));
  return full?.detail ?? "The hourly number of statements is used up.";
}

/** Who sent what must not be learnt from the table: the hash is keyed and changes with every window. */
export function pseudonymOf(address: string, windowStart: number, secret: string): string {
  return createHmac("sha256", secret).update(`${windowStart}\n${address}`).digest("base64url").slice(0, 22);
}
