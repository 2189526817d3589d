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
import type { AddressShare } from "./budgets.ts";
import { type Enqueued, partsBytes } from "./enqueue-statement.ts";

export type Spender = {
  readonly issuer: string;
  readonly registered: boolean;
  /** Signed by the issuer's spare or recovery key: a thief who floods with the account key does not use these up. */
  readonly isReserve: boolean;
  /** The client's network address; enters a bucket's name only as a keyed hash of address and hour. */
  readonly address: string;
  /** Of an unregistered key. */
  readonly share: AddressShare;
};

/** How many times the policy's number; agents need both, and neither names anybody without a signature. */
const TIMES: Readonly<Record<AddressShare, number>> = { dates: 4, proofs: 4, other: 1 };
const SAYS: Readonly<Record<AddressShare, string>> = {
  dates: "hashes of answers",
  proofs: "reports with a signed answer",
  other: "statements",
};

/** `units`: what this statement costs of it, at most all. */
type Budget = { readonly bucket: string; readonly limit: number; readonly units: number; readonly detail: string };

/** A statement costs one unit, and one more for each whole piece of this size in its parts. */
const PIECE_BYTES = 128 * 1024;
/** Pieces that all keys of one address may bring in an hour, registered or not: 128 MiB. */
const ADDRESS_PIECES = 1024;

/** PostgreSQL's division_by_zero: how the statement below undoes itself when a budget is used up. */
const OVER_BUDGET = "22012";
/** Of the inbox's own rule: nobody decides an own case. */
const OWN_CASE = "TS001";

// All parts of one statement see or undo the same: either all rows wait and every budget is spent, or nothing happened.
// What waits already, or comes twice, is put and paid for once. Buckets are spent in one order, against deadlocks.
const TAKE_SQL = `
  WITH put AS (
    INSERT INTO inbox (statement_hash, bytes, parts, received_at_ms)
    SELECT hash, bytes, parts, received FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bigint[])
      AS given(hash, bytes, parts, received) ORDER BY hash
    ON CONFLICT (statement_hash) DO NOTHING RETURNING statement_hash
  ), cost AS (
    SELECT hash, bucket, window_start_ms, min(most) AS most, max(units) AS units
      FROM unnest($5::bytea[], $6::text[], $7::bigint[], $8::int[], $9::int[])
        AS given(hash, bucket, window_start_ms, most, units) GROUP BY hash, bucket, window_start_ms
  ), wanted AS (
    SELECT bucket, window_start_ms, sum(units)::int AS spent, min(most) AS most
      FROM cost JOIN put ON put.statement_hash = cost.hash GROUP BY bucket, window_start_ms
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
    await sql.query(TAKE_SQL, parametersOf(arrivals, costs));
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
  const pieces = Math.floor(statement.parts.reduce((sum, { bytes }) => sum + bytes.length, 0) / PIECE_BYTES);
  return { windowStart, budgets: budgetsFor({ spender, limits, pieces, windowStart, secret }) };
}

function parametersOf(arrivals: readonly Arrival[], costs: readonly Cost[]): unknown[] {
  const statements = arrivals.map(({ statement }) => statement);
  const spent = costs.flatMap(({ windowStart, budgets }, at) =>
    budgets.map((budget) => ({ ...budget, hash: byteaOf(statements[at]?.hash ?? ""), windowStart })),
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
    spent.map(({ units }) => units),
  ];
}

type Spending = Pick<Arrival, "spender" | "limits"> & {
  /** Whole pieces of {@link PIECE_BYTES} in its parts. */
  readonly pieces: number;
  readonly windowStart: number;
  readonly secret: string;
};

function budgetsFor({ spender, limits, pieces, windowStart, secret }: Spending): Budget[] {
  const { issuer, registered, isReserve, share } = spender;
  const cost = 1 + pieces;
  const own = registered ? limits.registeredPerHour : limits.unregisteredPerHour;
  const who = registered ? "A registered participant" : "An unregistered key";
  const budgets = [
    budget(`${isReserve ? "reserve" : "did"}:${issuer}`, own, cost, `${who} may record ${own} statements`),
  ];
  if (registered && pieces === 0) return budgets;
  const address = pseudonymOf(spender.address, windowStart, secret);
  if (pieces > 0)
    budgets.push(budget(`address:parts:${address}`, ADDRESS_PIECES, pieces, "One address may bring 128 MiB"));
  if (registered) return budgets;
  const shared = limits.unregisteredPerAddressPerHour * TIMES[share];
  const says = `All unregistered keys of one address share ${shared} ${SAYS[share]}`;
  return [...budgets, budget(`address:${share}:${address}`, shared, cost, says)];
}

function budget(bucket: string, limit: number, units: number, says: string): Budget {
  const detail = `${says} an hour. Each whole 128 KiB of attached parts count as one statement more.`;
  return { bucket, limit, units: Math.min(limit, units), detail };
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
  const spentOf = (bucket: string) => rows.find((row) => row.bucket === bucket)?.spent ?? 0;
  const full = budgets.find(({ bucket, limit, units }) => spentOf(bucket) + units > limit);
  const detail = full?.detail ?? "The hourly number of statements is used up.";
  return new ServiceError("budget", detail, {
    retryAfterSeconds: (windowStart + HOUR_MS - statement.receivedAt) / 1000,
  });
}

/** Who sent what must not be learnt from the table: the hash is keyed and changes with every window. */
export function pseudonymOf(address: string, windowStart: number, secret: string): string {
  return createHmac("sha256", secret).update(`${windowStart}\n${address}`).digest("base64url").slice(0, 22);
}
