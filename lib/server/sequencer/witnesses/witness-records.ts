/** What the sequencer keeps about witnesses: their cosignatures for ever, and where each stands. */
import type { Sql } from "#lib/server/log-store/sql.ts";

/** Where a witness stands. `oldSize` is the head from which it is asked next. */
export type WitnessStanding = {
  readonly vkey: string;
  readonly oldSize: number;
  /** The head that it cosigned last, and the POSIX seconds that it stated. */
  readonly cosigned: { readonly size: number; readonly timeSeconds: number } | undefined;
  /** Requests in a row that brought no cosignature. */
  readonly failures: number;
  readonly outcome: "cosigned" | "back-off" | "unreachable" | "unusable" | "conflict";
  /** A sentence for readers about what is wrong; else empty. */
  readonly detail: string;
  /** By the log's clock, for readers. */
  readonly backOffUntilMs: number | undefined;
  /** It says that it holds another history of this log. Stays until it cosigns again. */
  readonly alarm: { readonly atMs: number; readonly detail: string } | undefined;
};

export type NewCosignature = {
  readonly size: number;
  readonly witness: string;
  readonly timeSeconds: number;
  readonly line: string;
};

type Row = {
  vkey: string;
  old_size: string;
  cosigned_size: string | null;
  cosigned_time_s: string | null;
  failures: number;
  outcome: WitnessStanding["outcome"];
  detail: string;
  back_off_until_ms: string | null;
  alarm_at_ms: string | null;
  alarm_detail: string;
};

export async function readStandings(sql: Sql): Promise<Map<string, WitnessStanding>> {
  const { rows } = await sql.query<Row>(
    `SELECT vkey, old_size, cosigned_size, cosigned_time_s, failures, outcome, detail, back_off_until_ms, alarm_at_ms,
            alarm_detail FROM witness_state`,
  );
  return new Map(rows.map((row) => [row.vkey, standingOf(row)]));
}

function standingOf(row: Row): WitnessStanding {
  const { cosigned_size: size, cosigned_time_s: time, back_off_until_ms: until, alarm_at_ms: alarmAt } = row;
  return {
    vkey: row.vkey,
    oldSize: Number(row.old_size),
    cosigned: size === null || time === null ? undefined : { size: Number(size), timeSeconds: Number(time) },
    failures: row.failures,
    outcome: row.outcome,
    detail: row.detail,
    backOffUntilMs: until === null ? undefined : Number(until),
    alarm: alarmAt === null ? undefined : { atMs: Number(alarmAt), detail: row.alarm_detail },
  };
}

const RECORD_SQL = `
  WITH leads AS (SELECT 1 FROM log_head WHERE id = 1 AND epoch = $1),
  added AS (
    INSERT INTO log_cosignature (size, witness, vkey, time_s, line, received_at_ms)
    SELECT $3::bigint, $4::text, $2::text, $5::bigint, $6::text, $7::bigint FROM leads WHERE $6::text IS NOT NULL
    ON CONFLICT DO NOTHING RETURNING 1),
  stands AS (
    INSERT INTO witness_state (vkey, old_size, cosigned_size, cosigned_time_s, asked_at_ms, outcome, detail, failures,
                               back_off_until_ms, alarm_at_ms, alarm_detail)
    SELECT $2::text, $8::bigint, $9::bigint, $10::bigint, $7::bigint, $11::text, $12::text, $13::int, $14::bigint,
           $15::bigint, $16::text FROM leads
    ON CONFLICT (vkey) DO UPDATE SET old_size = excluded.old_size, cosigned_size = excluded.cosigned_size,
      cosigned_time_s = excluded.cosigned_time_s, asked_at_ms = excluded.asked_at_ms, outcome = excluded.outcome,
      detail = excluded.detail, failures = excluded.failures, back_off_until_ms = excluded.back_off_until_ms,
      alarm_at_ms = excluded.alarm_at_ms, alarm_detail = excluded.alarm_detail)
  SELECT pg_notify('ts_head', 'cosigned:' || coalesce($3::text, '')) FROM leads`;

/**
 * Writes a standing, and the cosignature that brought it, in one statement under the leader's epoch; readers are
 * notified. False when another sequencer leads: then nothing was written. It does not lock the head row, since signing
 * must not wait for it: a line holds whoever collected it.
 */
export async function recordStanding(
  sql: Sql,
  epoch: number,
  standing: WitnessStanding,
  nowMs: number,
  cosignature?: NewCosignature,
): Promise<boolean> {
  const { vkey, oldSize, cosigned, failures, outcome, detail, backOffUntilMs, alarm } = standing;
  const { rowCount } = await sql.query(RECORD_SQL, [
    ...[epoch, vkey, cosignature?.size ?? null, cosignature?.witness ?? null, cosignature?.timeSeconds ?? null],
    ...[cosignature?.line ?? null, nowMs, oldSize, cosigned?.size ?? null, cosigned?.timeSeconds ?? null],
    ...[outcome, detail, failures, backOffUntilMs ?? null, alarm?.atMs ?? null, alarm?.detail ?? ""],
  ]);
  return rowCount === 1;
}
