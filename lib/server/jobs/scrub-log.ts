/**
 * The nightly scrub: recomputes every leaf hash, every tile and the root from the entries' own bytes and compares them
 * with what is stored and with what was signed. It reads what the sequencer's checks read in turn, but all of it, and
 * its result is public, good or bad.
 */
import { concatBytes, equalBytes } from "#lib/kernel/bytes.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { asInstant, DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, type Frontier, rootOf } from "#lib/log/frontier.ts";
import { parseNote } from "#lib/log/note.ts";
import { rootOfFullTile, TILE_WIDTH } from "#lib/log/tile.ts";
import { readLatestCheckpoint } from "#lib/server/log-store/read-checkpoint.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { readEntries } from "#lib/server/sequencer/read-entries.ts";
import { SigningRefused } from "#lib/server/sequencer/signing-refused.ts";
import { readLastScrub } from "#lib/server/services/log/read-last-scrub.ts";

/** The hour of the day, UTC. */
export const SCRUB_AT_MS = 3 * HOUR_MS;

/** Where the stored log first differs from what was hashed and signed. */
export type Fault = { readonly index: number; readonly detail: string };

export type Scrubbed = { readonly size: number; readonly fault: Fault | undefined };

/** Whether three o'clock has passed since the last scrub began; true before the first. */
export function isScrubDue(lastStartedAt: Instant | undefined, now: Instant): boolean {
  const passed = Math.floor((now - SCRUB_AT_MS) / DAY_MS) * DAY_MS + SCRUB_AT_MS;
  return lastStartedAt === undefined || lastStartedAt < passed;
}

/** Scrubs when it is due, and records the result. Undefined when it was not due, or nothing is signed yet. */
export async function scrubWhenDue(sql: Sql, clock: Clock, signal: AbortSignal): Promise<Scrubbed | undefined> {
  const last = await readLastScrub(sql);
  return isScrubDue(last?.startedAt, clock()) ? await scrubNow(sql, clock, signal) : undefined;
}

/** Scrubs what is signed now and records the result. Throws when `signal` aborts, having recorded nothing. */
export async function scrubNow(sql: Sql, clock: Clock, signal: AbortSignal): Promise<Scrubbed | undefined> {
  const startedAt = clock();
  const head = await readLatestCheckpoint(sql);
  if (head === undefined) return undefined;
  const fault = await findFault(sql, head.size, signal);
  // A clock that was set back must not make the record impossible.
  const finishedAt = asInstant(Math.max(startedAt, clock()));
  await sql.query(
    `INSERT INTO scrub (started_at_ms, finished_at_ms, size, outcome, first_bad_index, detail)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      startedAt,
      finishedAt,
      head.size,
      fault === undefined ? "sound" : "damaged",
      fault?.index ?? null,
      fault?.detail ?? "",
    ],
  );
  return { size: head.size, fault };
}

/** Walks the first `size` entries, a tile at a time. Errors: the database's own, and the signal's reason. */
export async function findFault(sql: Sql, size: number, signal: AbortSignal): Promise<Fault | undefined> {
  let frontier = emptyFrontier();
  // Roots of the full tiles of each level whose own tile one level up is not full yet.
  const open: Hash[][] = [];
  for (let from = 0; from < size; from += TILE_WIDTH) {
    signal.throwIfAborted();
    const to = Math.min(from + TILE_WIDTH, size);
    const hashes = await leafHashes(sql, from, to);
    if ("fault" in hashes) return hashes.fault;
    const full = to - from === TILE_WIDTH ? await compareTiles(sql, from / TILE_WIDTH, hashes.value, open) : undefined;
    if (full !== undefined) return full;
    const signed = await compareCheckpoints(sql, frontier, hashes.value);
    if ("fault" in signed) return signed.fault;
    frontier = signed.frontier;
  }
  return undefined;
}

async function leafHashes(sql: Sql, from: number, to: number): Promise<{ value: Hash[] } | { fault: Fault }> {
  try {
    const entries = await readEntries(sql, from, to);
    return { value: entries.map(({ leafHash }) => leafHash) };
  } catch (error) {
    if (!(error instanceof SigningRefused)) throw error;
    return { fault: { index: error.index ?? from, detail: error.message } };
  }
}

/** The full tile of these leaves, and every tile above that it completes. */
async function compareTiles(
  sql: Sql,
  number: number,
  leaves: readonly Hash[],
  open: Hash[][],
): Promise<Fault | undefined> {
  let hashes = leaves;
  for (let level = 0, at = number; hashes.length === TILE_WIDTH; level += 1, at = Math.floor(at / TILE_WIDTH)) {
    const computed = concatBytes(...hashes);
    const root = rootOfFullTile(computed);
    const { rows } = await sql.query<{ hashes: Buffer; root: Buffer }>(
      "SELECT hashes, root FROM log_tile WHERE level = $1 AND number = $2",
      [level, at],
    );
    const leavesEach = TILE_WIDTH ** level;
    const first = at * TILE_WIDTH * leavesEach;
    const stored = rows[0];
    if (stored === undefined) return faultAt(first, `its tile on level ${level} is missing`);
    const place = hashes.findIndex((hash, i) => !equalBytes(hash, stored.hashes.subarray(i * 32, i * 32 + 32)));
    if (place >= 0) return faultAt(first + place * leavesEach, `its tile on level ${level} holds another hash`);
    if (!equalBytes(root, stored.root)) return faultAt(first, `its tile on level ${level} has another root`);
    const above = open[level] ?? [];
    open[level] = above.length === TILE_WIDTH ? [root] : [...above, root];
    hashes = open[level] ?? [];
  }
  return undefined;
}

type CheckpointRow = { size: string; root: Buffer; note: string };

/** Grows the frontier by these leaves, and compares it with every checkpoint that was signed on the way. */
async function compareCheckpoints(
  sql: Sql,
  before: Frontier,
  leaves: readonly Hash[],
): Promise<{ frontier: Frontier } | { fault: Fault }> {
  const { rows } = await sql.query<CheckpointRow>(
    "SELECT size, root, note FROM log_checkpoint WHERE size > $1 AND size <= $2 ORDER BY size",
    [before.size, before.size + leaves.length],
  );
  let frontier = before;
  const growTo = (size: number) => {
    frontier = append(frontier, leaves.slice(frontier.size - before.size, size - before.size)).frontier;
  };
  for (const row of rows) {
    const first = frontier.size;
    const size = Number(row.size);
    growTo(size);
    const root = rootOf(frontier);
    const said = parseCheckpoint(parseNote(row.note)?.text ?? "");
    if (!said.ok || said.value.size !== size || !equalBytes(said.value.root, row.root))
      return { fault: faultAt(size - 1, `the checkpoint of size ${size} is not what was signed`) };
    if (!equalBytes(root, row.root))
      return {
        fault: faultAt(first, `from here to entry ${size - 1}, the entries do not give the root that was signed`),
      };
  }
  growTo(before.size + leaves.length);
  return { frontier };
}

function faultAt(index: number, what: string): Fault {
  return { index, detail: `Entry ${index}: ${what}.` };
}
