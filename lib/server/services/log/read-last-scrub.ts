/** The last finished scrub: when the whole log was last recomputed from its entries, and what came of it. */
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

/** `detail` names the first entry at fault when `outcome` is `damaged`; it is empty otherwise. */
export type LastScrub = {
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Entries that it went through. */
  readonly size: number;
  readonly outcome: "sound" | "damaged";
  readonly firstBadIndex: number | undefined;
  readonly detail: string;
};

type Row = {
  started_at_ms: string;
  finished_at_ms: string;
  size: string;
  outcome: string;
  first_bad_index: string | null;
  detail: string;
};

/** Undefined before the first. */
export async function readLastScrub(sql: Sql): Promise<LastScrub | undefined> {
  const { rows } = await sql.query<Row>(
    `SELECT started_at_ms, finished_at_ms, size, outcome, first_bad_index, detail FROM scrub ORDER BY id DESC LIMIT 1`,
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    startedAt: asInstant(Number(row.started_at_ms)),
    finishedAt: asInstant(Number(row.finished_at_ms)),
    size: Number(row.size),
    outcome: row.outcome === "sound" ? "sound" : "damaged",
    firstBadIndex: row.first_bad_index === null ? undefined : Number(row.first_bad_index),
    detail: row.detail,
  };
}
