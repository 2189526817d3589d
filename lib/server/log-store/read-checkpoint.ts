/** Signed checkpoints. A row is written once for a size and never changes. */
import type { Hash } from "#lib/kernel/hash.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { hashOfColumn, type Sql } from "./sql.ts";

export type StoredCheckpoint = {
  readonly size: number;
  readonly root: Hash;
  /** The signed note. */
  readonly note: string;
  readonly signedAt: Instant;
};

type CheckpointRow = { size: string; root: Buffer; note: string; signed_at_ms: string };

const COLUMNS = "size, root, note, signed_at_ms";

/** The newest checkpoint; undefined before the first. */
export async function readLatestCheckpoint(sql: Sql): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql.query<CheckpointRow>(`SELECT ${COLUMNS} FROM log_checkpoint ORDER BY size DESC LIMIT 1`);
  return checkpointOfRow(rows[0]);
}

/** The checkpoint of exactly this size. */
export async function readCheckpointAt(sql: Sql, size: number): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql.query<CheckpointRow>(`SELECT ${COLUMNS} FROM log_checkpoint WHERE size = $1`, [size]);
  return checkpointOfRow(rows[0]);
}

/** The smallest checkpoint that covers an entry: the one that its receipt is fixed on. */
export async function readCheckpointCovering(sql: Sql, index: number): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql.query<CheckpointRow>(
    `SELECT ${COLUMNS} FROM log_checkpoint WHERE size > $1 ORDER BY size LIMIT 1`,
    [index],
  );
  return checkpointOfRow(rows[0]);
}

function checkpointOfRow(row: CheckpointRow | undefined): StoredCheckpoint | undefined {
  if (row === undefined) return undefined;
  return {
    size: Number(row.size),
    root: hashOfColumn(row.root),
    note: row.note,
    signedAt: asInstant(Number(row.signed_at_ms)),
  };
}
