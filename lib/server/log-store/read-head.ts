/** The head row: how far the log is written, published, and whether the index may sign at all. */
import type { Hash } from "#lib/kernel/hash.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { hashOfColumn, type Sql } from "./sql.ts";

/**
 * Why the index signs or does not. `starting`: no sequencer has led yet. `behind`: the database is smaller than the second store. `fork`: same size, other
 * root. `store-lost`: checkpoints were published that the second store does not know. `disk-full`, `store-error`: the
 * second store cannot be written. `tampered`: a stored byte is not the one that was hashed. `clock`: the witnesses say
 * that this machine's clock is wrong. Only `ok` accepts.
 */
export const HEALTHS = [
  "starting",
  "ok",
  "behind",
  "fork",
  "store-lost",
  "disk-full",
  "store-error",
  "tampered",
  "clock",
] as const;
export type Health = (typeof HEALTHS)[number];

/**
 * `size` entries are written; `publishedSize` of them stand in a signed checkpoint. `now` is the sequencer's clock, and
 * `workedAt` its clock when it last accepted and signed.
 */
export type Head = {
  readonly epoch: number;
  readonly size: number;
  readonly root: Hash;
  readonly lastLoggedAt: Instant;
  readonly now: Instant;
  readonly workedAt: Instant;
  readonly publishedSize: number;
  readonly health: Health;
  readonly healthDetail: string;
};

type HeadRow = {
  epoch: string;
  size: string;
  root: Buffer;
  last_logged_at_ms: string;
  now_ms: string;
  worked_ms: string;
  published_size: string;
  health: string;
  health_detail: string;
};

export const HEAD_COLUMNS =
  "epoch, size, root, last_logged_at_ms, now_ms, worked_ms, published_size, health, health_detail";

/** Reads the head row. Throws when there is none: the database is not migrated. */
export async function readHead(sql: Sql): Promise<Head> {
  const { rows } = await sql.query<HeadRow>(`SELECT ${HEAD_COLUMNS} FROM log_head WHERE id = 1`);
  return headOfRow(rows[0]);
}

export function headOfRow(row: HeadRow | undefined): Head {
  if (row === undefined) throw new Error("There is no head row: apply the migrations.");
  return {
    epoch: Number(row.epoch),
    size: Number(row.size),
    root: hashOfColumn(row.root),
    lastLoggedAt: asInstant(Number(row.last_logged_at_ms)),
    now: asInstant(Number(row.now_ms)),
    workedAt: asInstant(Number(row.worked_ms)),
    publishedSize: Number(row.published_size),
    health: HEALTHS.find((health) => health === row.health) ?? "starting",
    healthDetail: row.health_detail,
  };
}
