/** What the worker remembers of its looks: when each is due again, and what of it the log already says. */
import { asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { ObservationType } from "#lib/statement/observations.ts";
import type { Outcome } from "./looks.ts";

/** `said`: canonical text of what the log was last told of this place. */
export type Remembered = {
  readonly place: string;
  readonly outcome: Outcome;
  readonly misses: number;
  readonly lookedAt: Instant;
  readonly nextAt: Instant;
  readonly said: string | null;
  readonly saidAt: Instant | null;
};

type Row = {
  provider_id: string;
  type: ObservationType;
  place: string;
  outcome: Outcome;
  misses: number;
  looked_at_ms: string;
  next_at_ms: string;
  said: string | null;
  said_at_ms: string | null;
};

const instantOf = (ms: string) => asInstant(Number(ms));

export async function readObservedProviders(sql: Sql): Promise<ProviderForm[]> {
  const { rows } = await sql.query<{ form: string }>(
    `SELECT form FROM aggregate_version WHERE starts_with(key, 'provider:') AND to_size IS NULL
        AND (form::json->>'domain' IS NOT NULL OR form::json->>'observe' = 'true') ORDER BY key`,
  );
  return rows.map((row) => parseForm(row.form)).filter((form) => form.aggregate === "provider");
}

/** By provider id, then type; of one provider, or of all. */
export async function readRemembered(
  sql: Sql,
  providerId?: string,
): Promise<Map<string, Map<ObservationType, Remembered>>> {
  const { rows } = await sql.query<Row>(
    `SELECT provider_id, type, place, outcome, misses, looked_at_ms, next_at_ms, said, said_at_ms FROM observation
      WHERE $1::text IS NULL OR provider_id = $1`,
    [providerId ?? null],
  );
  const all = new Map<string, Map<ObservationType, Remembered>>();
  for (const row of rows) {
    const own = all.get(row.provider_id) ?? new Map<ObservationType, Remembered>();
    all.set(row.provider_id, own);
    own.set(row.type, {
      place: row.place,
      outcome: row.outcome,
      misses: row.misses,
      lookedAt: instantOf(row.looked_at_ms),
      nextAt: instantOf(row.next_at_ms),
      said: row.said,
      saidAt: row.said_at_ms === null ? null : instantOf(row.said_at_ms),
    });
  }
  return all;
}

export async function remember(sql: Sql, providerId: string, type: ObservationType, seen: Remembered): Promise<void> {
  await sql.query(
    `INSERT INTO observation (provider_id, type, place, outcome, misses, looked_at_ms, next_at_ms, said, said_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (provider_id, type) DO UPDATE SET place = $3, outcome = $4, misses = $5, looked_at_ms = $6,
       next_at_ms = $7, said = $8, said_at_ms = $9`,
    [
      ...[providerId, type, seen.place, seen.outcome, seen.misses, seen.lookedAt, seen.nextAt],
      ...[seen.said, seen.saidAt],
    ],
  );
}

/** Providers that their operators want looked at now. */
export async function readRequested(sql: Sql): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ provider_id: string }>("SELECT provider_id FROM observation_request");
  return new Set(rows.map((row) => row.provider_id));
}

export async function endRequest(sql: Sql, providerId: string): Promise<void> {
  await sql.query("DELETE FROM observation_request WHERE provider_id = $1", [providerId]);
}

/** `latencyMs` undefined: no answer. */
export type ProbeLook = { readonly at: Instant; readonly latencyMs: number | undefined };

const KEPT_MS = 8 * DAY_MS;

export async function recordProbe(sql: Sql, providerId: string, { at, latencyMs }: ProbeLook): Promise<void> {
  await sql.query("INSERT INTO probe_look (provider_id, at_ms, latency_ms) VALUES ($1, $2, $3)", [
    providerId,
    at,
    latencyMs ?? null,
  ]);
  await sql.query("DELETE FROM probe_look WHERE provider_id = $1 AND at_ms < $2", [providerId, at - KEPT_MS]);
}

/** Oldest first. */
export async function readProbes(sql: Sql, providerId: string, after: number): Promise<ProbeLook[]> {
  const { rows } = await sql.query<{ at_ms: string; latency_ms: number | null }>(
    "SELECT at_ms, latency_ms FROM probe_look WHERE provider_id = $1 AND at_ms > $2 ORDER BY at_ms, id",
    [providerId, after],
  );
  return rows.map((row) => ({ at: instantOf(row.at_ms), latencyMs: row.latency_ms ?? undefined }));
}
