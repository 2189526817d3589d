/**
 * One transaction {spend budgets, INSERT inbox}, in one round trip, for one statement or many: two web processes cannot
 * both pass a budget, and a statement that waits already costs nothing.
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
  /** Of an unregistered key. */
  readonly pool: Pool;
};

/**
 * The shares of an address: hashes that fix a date, reports with an answer that somebody else signed, and the rest. None is
 * used up by another.
 */
export type Pool = "dates" | "proofs" | "other";

/** How many times the policy's number; agents need both, and neither names anybody without a signature. */
const TIMES: Readonly<Record<Pool, number>> = { dates: 4, proofs: 4, other: 1 };
const SAYS: Readonly<Record<Pool, string>> = {
  dates: "hashes of answers",
  proofs: "reports with a signed answer",
  other: "statements",
};

type Budget = { readonly bucket: string; readonly limit: number; readonly detail: string };

/** PostgreSQL's division_by_zero: how the statement below undoes itself when a budget is used up. */
const OVER_BUDGET = "22012";
/** Of the inbox's own rule: nobody decides an own case. */
const OWN_CASE = "TS001";

// All parts of one statement see or undo the same: either all rows wait and every budget is spent, or nothing happened.
// What waits already, or comes twice, is put and paid for once. Buckets are spent in one order, against deadlocks.
const RECORD_SQL = `
  WITH put AS (
    INSERT INTO inbox (statement_hash, bytes, parts, received_at_ms)
    SELECT hash, bytes, parts, received FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bigint[])
      AS given(hash, bytes, parts, received) ORDER BY hash
    ON CONFLICT (statement_hash) DO NOTHING RETURNING statement_hash
  ), wanted AS (
    SELECT bucket, window_start_ms, count(DISTINCT hash)::int AS spent, min(most) AS most
      FROM unnest($5::bytea[], $6::text[], $7::bigint[], $8::int[]) AS cost(hash, bucket, window_start_ms, most)
      JOIN put ON put.statement_hash = cost.hash GROUP BY bucket, window_start_ms
  ), spent AS (
    INSERT INTO budget (bucket, window_start_ms, spent)
    SELECT bucket, window_start_ms, spent FROM wanted WHERE spent <= most ORDER BY bucket, window_start_ms
    ON CONFLICT (bucket, window_start_ms) DO UPDATE SET spent = budget.spent + excluded.spent
      WHERE budget.spent + excluded.spent <= (SELECT most FROM wanted WHERE wanted.bucket = budget.bucket
                                                AND wanted.window_start_ms = budget.window_start_ms)
    RETURNING 1
  )
  SELECT 1 / CASE WHEN (SELECT count(*) FROM spent) < (SELECT count(*) FROM wanted) THEN 0 ELSE 1 END`;

export type Arrival = { readonly statement: Enqueued; readonly spender: Spender; readonly limits: Policy["budgets"] };

/** Puts the statement into the inbox at the cost of its budgets. Errors: `budget` (429), and then nothing is stored. */
export async function takeSubmission(sql: Sql, arrival: Arrival, secret: string): Promise<void> {
  const [refused] = await takeSubmissions(sql, [arrival], secret);
  if (refused !== undefined) throw refused;
}

/**
 * Many at once, in one transaction; where one is refused, each by itself. Answers for each with what
 * refused it, or undefined. Errors: the database's own.
 */
export async function takeSubmissions(
  sql: Sql,
  arrivals: readonly Arrival[],
  secret: string,
): Promise<(ServiceError | undefined)[]> {
  const costs = arrivals.map((arrival) => costOf(arrival, secret));
  let code: unknown;
  try {
    await sql.query(RECORD_SQL, parametersOf(arrivals, costs));
    return arrivals.map(() => undefined);
  } catch (error) {
    code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== OVER_BUDGET && code !== OWN_CASE) throw error;
  }
  const [only] = arrivals;
  if (only !== undefined && arrivals.length === 1)
    return [code === OWN_CASE ? ownCase() : await usedUp(sql, only, costs[0])];
  const answers: (ServiceError | undefined)[] = [];
  for (const arrival of arrivals) answers.push(...(await takeSubmissions(sql, [arrival], secret)));
  return answers;
}

type Cost = { readonly windowStart: number; readonly budgets: readonly Budget[] };

function costOf({ statement, spender, limits }: Arrival, secret: string): Cost {
  const windowStart = statement.receivedAt - (statement.receivedAt % HOUR_MS);
  return { windowStart, budgets: budgetsFor(spender, limits, windowStart, secret) };
}

function parametersOf(arrivals: readonly Arrival[], costs: readonly Cost[]): unknown[] {
  const statements = arrivals.map(({ statement }) => statement);
  const spent = costs.flatMap(({ windowStart, budgets }, at) =>
    budgets.map(({ bucket, limit }) => ({ hash: byteaOf(statements[at]?.hash ?? ""), bucket, windowStart, limit })),
  );
  return [
    statements.map(({ hash }) => byteaOf(hash)),
    statements.map(({ bytes }) => Buffer.from(bytes)),
    statements.map(({ parts }) => (parts.length === 0 ? null : Buffer.from(partsBytes(parts)))),
    statements.map(({ receivedAt }) => receivedAt),
    spent.map(({ hash }) => hash),
    spent.map(({ bucket }) => bucket),
    spent.map(({ windowStart }) => windowStart),
    spent.map(({ limit }) => limit),
  ];
}

function budgetsFor(spender: Spender, limits: Policy["budgets"], windowStart: number, secret: string): Budget[] {
  const bucket = `${spender.isReserve ? "reserve" : "did"}:${spender.issuer}`;
  if (spender.registered) {
    const limit = limits.registeredPerHour;
    return [{ bucket, limit, detail: `A registered participant may record ${limit} statements an hour.` }];
  }
  const own = limits.unregisteredPerHour;
  const { pool } = spender;
  const shared = limits.unregisteredPerAddressPerHour * TIMES[pool];
  return [
    { bucket, limit: own, detail: `An unregistered key may record ${own} statements an hour.` },
    {
      bucket: `address:${pool}:${pseudonymOf(spender.address, windowStart, secret)}`,
      limit: shared,
      detail: `All unregistered keys of one address share ${shared} ${SAYS[pool]} an hour.`,
    },
  ];
}

function ownCase(): ServiceError {
  return new ServiceError("conflicted", "Nobody takes a seat or votes in a case of their own, or of a declared tie.");
}

async function usedUp(sql: Sql, { statement }: Arrival, cost: Cost | undefined): Promise<ServiceError> {
  const { windowStart, budgets } = cost ?? { windowStart: 0, budgets: [] };
  const { rows } = await sql.query<{ bucket: string; spent: number }>(
    "SELECT bucket, spent FROM budget WHERE window_start_ms = $1 AND bucket = ANY($2::text[])",
    [windowStart, budgets.map(({ bucket }) => bucket)],
  );
  const full = budgets.find(({ bucket, limit }) => rows.some((row) => row.bucket === bucket && row.spent >= limit));
  const detail = full?.detail ?? "The hourly number of statements is used up.";
  return new ServiceError("budget", detail, {
    retryAfterSeconds: (windowStart + HOUR_MS - statement.receivedAt) / 1000,
  });
}

/** Who sent what must not be learnt from the table: the hash is keyed and changes with every window. */
export function pseudonymOf(address: string, windowStart: number, secret: string): string {
  return createHmac("sha256", secret).update(`${windowStart}\n${address}`).digest("base64url").slice(0, 22);
}
