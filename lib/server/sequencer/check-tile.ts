/**
 * The check of one level-0 tile: every stored byte under it, in the database and in the second store, against what was
 * hashed. One tile is checked before each signature, in turn, so that the cost of an append stays flat while every
 * byte is read again and again; the entries of a log of up to 256 are checked whole each time. Parts may be a thousand
 * times as many bytes as their entries: of them a few MiB are read each time, in turn too.
 */
import { concatBytes, equalBytes } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { rootOfFullTile, TILE_WIDTH } from "#lib/log/tile.ts";
import { nodesForInclusion, proveInclusion, verifyInclusion } from "#lib/log/tree.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { type BareEntry, readBareEntries, withParts } from "./read-entries.ts";
import { SigningRefused } from "./signing-refused.ts";
import type { SecondStore } from "./store/second-store.ts";

export type CheckedLog = {
  readonly sql: Sql;
  readonly store: SecondStore;
  /** Entries in the database, and the root that the sequencer computed for them. */
  readonly size: number;
  readonly root: Hash;
  readonly logVkey: string;
};

const HASH_BYTES = 32;
/** Bytes of parts that are read and compared before one signature, unless a single entry has more. */
export const PARTS_BYTES_AT_ONCE = 4 * 1024 * 1024;

/** Number of level-0 tiles, the partial one included. */
export function tileCount(size: number): number {
  return Math.ceil(size / TILE_WIDTH);
}

/**
 * Something about the tree as a whole is wrong: looks for the first tile that shows where, and throws its refusal, or
 * `otherwise` when every tile stands by itself.
 */
export async function locateFault(log: CheckedLog, otherwise: SigningRefused): Promise<never> {
  for (let number = 0; number < tileCount(log.size); number += 1) await checkTile(log, number);
  throw otherwise;
}

/** {@link locateFault} for what shows that the log was changed; other trouble is thrown as it is. */
export async function locateBehind(log: CheckedLog, error: unknown): Promise<never> {
  if (error instanceof SigningRefused && error.health === "tampered") await locateFault(log, error);
  throw error;
}

/**
 * Checks level-0 tile `number`: all its entries, and of their parts the stretch whose `turn` it is, or all when no turn
 * is given. Throws SigningRefused naming the first index at fault.
 */
export async function checkTile(log: CheckedLog, number: number, turn?: number): Promise<void> {
  const from = number * TILE_WIDTH;
  const to = Math.min(from + TILE_WIDTH, log.size);
  if (from >= to) return;
  const entries = await readBareEntries(log.sql, from, to);
  await checkStoredEntries(log.store, number, entries);
  const stretches = stretchesOfParts(entries);
  const due = turn === undefined ? stretches : stretches.slice(turn % stretches.length).slice(0, 1);
  for (const stretch of due) await checkStoredParts(log, number, stretch);
  const hashes = concatBytes(...entries.map((entry) => entry.leafHash));
  compareHashes(await log.store.readTile(0, number), hashes, from, "the second store's tile");
  if (to - from === TILE_WIDTH) await checkPathOfTile(log, number, hashes);
  await checkPathToRoot(log, from, entries[0]?.leafHash);
  await checkCheckpoints(log, from, to);
}

/** The second store's copies of the entries below its head. */
async function checkStoredEntries(store: SecondStore, number: number, entries: readonly BareEntry[]): Promise<void> {
  const stored = await store.readEntries(number);
  for (const entry of entries.filter(({ index }) => index < store.head.size)) {
    const bytes = stored?.[entry.index % TILE_WIDTH];
    if (bytes === undefined || !equalBytes(bytes, entry.bytes)) {
      throw new SigningRefused("tampered", `Entry ${entry.index}: the second store's bundle holds other bytes.`);
    }
  }
}

/** Entries with parts in runs of at most {@link PARTS_BYTES_AT_ONCE}, by the lengths that were signed for. */
export function stretchesOfParts<T extends Pick<BareEntry, "parsed">>(entries: readonly T[]): T[][] {
  const stretches: T[][] = [];
  let room = 0;
  for (const entry of entries) {
    const { parts = [] } = entry.parsed.statement;
    if (parts.length === 0) continue;
    const length = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    if (length > room || stretches.length === 0) {
      stretches.push([]);
      room = PARTS_BYTES_AT_ONCE;
    }
    stretches.at(-1)?.push(entry);
    room -= length;
  }
  return stretches;
}

/** The parts of these entries in the database, and the second store's copies of those below its head. */
async function checkStoredParts(
  { sql, store }: CheckedLog,
  number: number,
  stretch: readonly BareEntry[],
): Promise<void> {
  const entries = (await withParts(sql, stretch)).filter(({ index }) => index < store.head.size);
  const names = entries.flatMap(({ parts }) => parts.map(({ commit }) => Buffer.from(commit).toString("hex")));
  await store.cleanParts(number);
  const kept = await store.readParts(number, new Set(names));
  for (const { index, parts } of entries) {
    for (const part of parts) {
      const copy = kept.get(Buffer.from(part.commit).toString("hex"));
      if (copy !== undefined && isSame(copy.bytes, part.bytes) && isSame(copy.nonce, part.nonce)) continue;
      throw new SigningRefused("tampered", `Entry ${index}: the second store holds another part ${part.position}.`);
    }
  }
}

/** By the platform: parts are long. */
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The tile's own row, and its place in the tiles above it, in both places. */
async function checkPathOfTile({ sql, store }: CheckedLog, number: number, leafHashes: Uint8Array): Promise<void> {
  let hashes = leafHashes;
  for (let level = 0, at = number; ; level += 1) {
    const first = at * TILE_WIDTH ** (level + 1);
    const { rows } = await sql.query<{ hashes: Buffer; root: Buffer }>(
      "SELECT hashes, root FROM log_tile WHERE level = $1 AND number = $2",
      [level, at],
    );
    const row = rows[0];
    if (row === undefined)
      throw new SigningRefused("tampered", `Entry ${first}: its tile on level ${level} is missing.`);
    compareHashes(row.hashes, hashes, first, `its tile on level ${level}`, TILE_WIDTH ** level);
    const root = rootOfFullTile(hashes);
    if (!equalBytes(root, row.root))
      throw new SigningRefused("tampered", `Entry ${first}: its tile on level ${level} has another root.`);
    const parent = Math.floor(at / TILE_WIDTH);
    const offset = (at % TILE_WIDTH) * HASH_BYTES;
    const above = await store.readTile(level + 1, parent);
    // The second store may lag behind the database by the batch that is being published.
    if (offset < above.length)
      compareHashes(
        above.subarray(offset, offset + HASH_BYTES),
        root,
        first,
        `the second store's tile on level ${level + 1}`,
      );
    const full = await sql.query<{ root: Buffer }>(
      "SELECT root FROM log_tile WHERE level = $1 AND number >= $2 AND number < $3 ORDER BY number",
      [level, parent * TILE_WIDTH, (parent + 1) * TILE_WIDTH],
    );
    if (full.rows.length < TILE_WIDTH) return;
    hashes = concatBytes(...full.rows.map((child) => child.root));
    at = parent;
  }
}

async function checkPathToRoot({ sql, size, root }: CheckedLog, index: number, leaf: Hash | undefined): Promise<void> {
  const get = await readNodes(sql, nodesForInclusion(index, size), size, undefined);
  if (leaf === undefined || !verifyInclusion(proveInclusion(index, size, get), index, size, leaf, root)) {
    throw new SigningRefused("tampered", `Entry ${index}: the stored tree does not lead to the root of size ${size}.`);
  }
}

/** Checkpoints whose last entry lies in the tile: signed by this log, over the root that stands beside them. */
async function checkCheckpoints({ sql, logVkey }: CheckedLog, from: number, to: number): Promise<void> {
  const { rows } = await sql.query<{ size: number; root: Buffer; note: string }>(
    "SELECT size, root, note FROM log_checkpoint WHERE size > $1 AND size <= $2",
    [from, to],
  );
  for (const row of rows) {
    const opened = openCheckpoint(row.note, logVkey, [], rawVerify);
    const said = opened.ok ? opened.value.checkpoint : undefined;
    if (said?.size !== Number(row.size) || !equalBytes(said.root, row.root)) {
      throw new SigningRefused("tampered", `The checkpoint of size ${row.size} is not what was signed.`);
    }
  }
}

/** Compares as many hashes as are stored; `leaves` is how many entries one hash stands for. */
function compareHashes(stored: Uint8Array, computed: Uint8Array, first: number, what: string, leaves = 1): void {
  for (let at = 0; at < stored.length; at += HASH_BYTES) {
    if (!equalBytes(stored.subarray(at, at + HASH_BYTES), computed.subarray(at, at + HASH_BYTES))) {
      const index = first + (at / HASH_BYTES) * leaves;
      throw new SigningRefused("tampered", `Entry ${index}: ${what} holds another hash.`);
    }
  }
}
