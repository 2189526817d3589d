/**
 * One batch in one transaction: entries, the hash tiles they fill, parts and the head, and the inbox rows they leave.
 * Multi-row inserts, so that a thousand entries cost one commit.
 */
import type { Hash } from "#lib/kernel/hash.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { CompletedNode, Frontier } from "#lib/log/frontier.ts";
import { append, rootOf } from "#lib/log/frontier.ts";
import { TILE_HEIGHT, TILE_WIDTH } from "#lib/log/tile.ts";
import type { NodeAt } from "#lib/log/tree.ts";
import { bigintArray, byteaArray, textArray } from "#lib/server/log-store/binary-array.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { FoldedEntry, InboxRow, LoggedEntry, Refused } from "./admit.ts";
import { asLeader } from "./leadership.ts";
import { Fenced, SigningRefused } from "./signing-refused.ts";

/** A full hash tile: 256 hashes and the hash of the subtree they make. */
export type FullTile = {
  readonly level: number;
  readonly number: number;
  readonly hashes: Uint8Array;
  readonly root: Hash;
};

/** The batch as it will be written. */
export type Batch = {
  readonly entries: readonly FoldedEntry[];
  readonly tiles: readonly FullTile[];
  readonly frontier: Frontier;
  readonly loggedAt: Instant;
};

/**
 * The batch that continues the tree. The hashes of a tile that fills up now but began earlier are read from what is stored, not kept in
 * memory: then every tile that is written was also read back from the rows it stands for.
 */
export async function buildBatch(
  sql: Sql,
  frontier: Frontier,
  entries: readonly FoldedEntry[],
  loggedAt: Instant,
): Promise<Batch> {
  const grown = append(
    frontier,
    entries.map((entry) => entry.leafHash),
  );
  return { entries, tiles: await filledTiles(sql, frontier.size, grown.completed), frontier: grown.frontier, loggedAt };
}

/** The tiles that `completed` nodes fill, in a log of `size` stored entries. */
export async function filledTiles(sql: Sql, size: number, completed: readonly CompletedNode[]): Promise<FullTile[]> {
  const fresh = new Map<string, Hash>();
  for (const { node, hash } of completed) {
    if (node.level % TILE_HEIGHT === 0) fresh.set(`${node.level}/${node.index}`, hash);
  }
  const roots = completed.filter(({ node }) => node.level > 0 && node.level % TILE_HEIGHT === 0);
  const missing = roots
    .flatMap(({ node }) => hashesOfTile(node))
    .filter((node) => !fresh.has(`${node.level}/${node.index}`));
  const get = await readNodes(sql, missing, size, undefined);
  return roots.map(({ node, hash }): FullTile => {
    const hashes = hashesOfTile(node).map((child) => fresh.get(`${child.level}/${child.index}`) ?? get(child));
    return { level: node.level / TILE_HEIGHT - 1, number: node.index, hashes: Buffer.concat(hashes), root: hash };
  });
}

/** The 256 nodes whose hashes make the tile under a node of a tile level. */
function hashesOfTile(root: NodeAt): NodeAt[] {
  const first = root.index * TILE_WIDTH;
  return Array.from({ length: TILE_WIDTH }, (_, at) => ({ level: root.level - TILE_HEIGHT, index: first + at }));
}

/**
 * Writes a batch. Throws Fenced, having written nothing, when another sequencer leads or the head is not of the size
 * that the batch continues. `done` are inbox rows that are logged now or were before.
 */
export async function writeBatch(
  sql: Sql,
  epoch: number,
  batch: Batch,
  inbox: { readonly done: readonly InboxRow[]; readonly refused: readonly Refused[]; readonly nowMs: number },
): Promise<void> {
  const { entries, frontier } = batch;
  const oldSize = frontier.size - entries.length;
  await asLeader(sql, epoch, `the batch from index ${oldSize}`, async () => {
    if (entries.length > 0) {
      const { rowCount } = await sql.query(
        `UPDATE log_head SET size = $3, root = $4, last_logged_at_ms = $5, now_ms = greatest(now_ms, $6)
          WHERE id = 1 AND epoch = $1 AND size = $2`,
        [epoch, oldSize, frontier.size, Buffer.from(rootOf(frontier)), batch.loggedAt, inbox.nowMs],
      );
      if (rowCount !== 1) throw new Fenced(`the batch from index ${oldSize}`);
      await insertEntries(sql, entries).catch((error: unknown) => {
        throw isTakenIndex(error) ? strayEntry(oldSize) : error;
      });
      await insertTiles(sql, batch.tiles);
    }
    if (inbox.refused.length > 0) await insertDropped(sql, inbox.refused, inbox.nowMs);
    const gone = [...inbox.done, ...inbox.refused.map(({ row }) => row)];
    if (gone.length > 0) {
      await sql.query("DELETE FROM inbox WHERE statement_hash = ANY($1::bytea[])", [
        byteaArray(gone.map((row) => row.statementHash)),
      ]);
    }
  });
}

/** Who leads writes every entry, in the transaction that moves the head: one beyond the head was written by another hand. */
export function strayEntry(index: number): SigningRefused {
  return new SigningRefused("tampered", `Entry ${index} stands in the database, though the log ends before it.`);
}

function isTakenIndex(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "log_entry_pkey";
}

/** Moves one row of the inbox aside with its reason, in a transaction of its own: it is not logged, and not lost. */
export async function dropRow(sql: Sql, epoch: number, refused: Refused, nowMs: number): Promise<void> {
  await asLeader(sql, epoch, "the row moved aside", async () => {
    await insertDropped(sql, [refused], nowMs);
    await sql.query("DELETE FROM inbox WHERE statement_hash = $1", [Buffer.from(refused.row.statementHash)]);
  });
}

/** Entries with their parts. Also what `resume` writes. */
export async function insertEntries(sql: Sql, entries: readonly LoggedEntry[]): Promise<void> {
  await sql.query(
    `INSERT INTO log_entry (index, leaf, leaf_hash, statement_hash, logged_at_ms)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bigint[])`,
    [
      bigintArray(entries.map((entry) => entry.index)),
      byteaArray(entries.map((entry) => entry.bytes)),
      byteaArray(entries.map((entry) => entry.leafHash)),
      byteaArray(entries.map((entry) => Buffer.from(entry.parsed.hash, "hex"))),
      bigintArray(entries.map((entry) => entry.loggedAt)),
    ],
  );
  const parts = entries.flatMap(({ index, parsed, parts: own }) =>
    own.map((part) => ({ ...part, index, commit: parsed.statement.parts?.[part.position] ?? missingCommit(index) })),
  );
  if (parts.length === 0) return;
  // The same part may stand in two statements: it is one part, kept with the entry that brought it first.
  // One that was withheld does not come back, whoever brings it again.
  await sql.query(
    `INSERT INTO part (commit, entry_index, position, bytes, nonce, media_type, visibility)
     SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::int[], $4::bytea[], $5::bytea[], $6::text[], $7::text[])
       AS brought(commit, entry_index, position, bytes, nonce, media_type, visibility)
      WHERE NOT EXISTS (SELECT 1 FROM withheld_part w WHERE w.commit = brought.commit)
     ON CONFLICT (commit) DO NOTHING`,
    [
      byteaArray(parts.map((part) => Buffer.from(part.commit.commit, "hex"))),
      bigintArray(parts.map((part) => part.index)),
      parts.map((part) => part.position),
      byteaArray(parts.map((part) => part.bytes)),
      byteaArray(parts.map((part) => part.nonce)),
      textArray(parts.map((part) => part.commit.mediaType)),
      textArray(parts.map((part) => part.commit.visibility)),
    ],
  );
}

export async function insertTiles(sql: Sql, tiles: readonly FullTile[]): Promise<void> {
  if (tiles.length === 0) return;
  await sql.query(
    `INSERT INTO log_tile (level, number, hashes, root)
     SELECT * FROM unnest($1::int[], $2::bigint[], $3::bytea[], $4::bytea[])`,
    [
      tiles.map((tile) => tile.level),
      bigintArray(tiles.map((tile) => tile.number)),
      byteaArray(tiles.map((tile) => tile.hashes)),
      byteaArray(tiles.map((tile) => tile.root)),
    ],
  );
}

async function insertDropped(sql: Sql, refused: readonly Refused[], nowMs: number): Promise<void> {
  await sql.query(
    `INSERT INTO inbox_dropped (statement_hash, bytes, reason, dropped_at_ms)
     SELECT h, b, r, $4 FROM unnest($1::bytea[], $2::bytea[], $3::text[]) AS dropped(h, b, r)`,
    [
      byteaArray(refused.map(({ row }) => row.statementHash)),
      byteaArray(refused.map(({ row }) => row.bytes)),
      // A place in a document may be named by any character; PostgreSQL takes all but this one.
      textArray(refused.map(({ reason }) => reason.replaceAll("\0", "\\u0000"))),
      nowMs,
    ],
  );
}

function missingCommit(index: number): never {
  throw new Error(`Entry ${index} carries a part that its statement does not commit to.`);
}
