/**
 * `touchstone resume --rebuild-store`: writes a lost second store anew from the database. Only an operator can say that
 * the database is the newest there is, so it is never done unasked. Everything is verified as a stranger would.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { Replay } from "#lib/state/audit.ts";
import { takeOver } from "./leadership.ts";
import { compareWithStore, extendStore } from "./publish.ts";
import { readEntries } from "./read-entries.ts";
import { SigningRefused } from "./signing-refused.ts";
import type { IssuedCheckpoint, SecondStore } from "./store/second-store.ts";

const CHUNK_ENTRIES = 1_000;

/** Answers the size that the store has now. Throws with the first index at fault; then nothing was written. */
export async function rebuildStore(
  sql: Sql,
  store: SecondStore,
  options: { readonly origin: Origin; readonly verify: RawVerify; readonly logVkey: string },
): Promise<{ readonly size: number; readonly checkpoints: number }> {
  const head = await takeOver(sql);
  const replay = new Replay(options.origin, options.verify);
  let frontier = emptyFrontier();
  while (frontier.size < head.size) {
    const entries = await readEntries(sql, frontier.size, Math.min(frontier.size + CHUNK_ENTRIES, head.size));
    for (const entry of entries) replay.push(entry.bytes);
    // A false state root convicts the index; its bytes are what was logged all the same.
    const fault = replay.faults.find(({ code }) => code !== "wrong-state-root");
    if (fault !== undefined)
      throw new SigningRefused("tampered", `Entry ${fault.index}: ${fault.code}. ${fault.detail}`);
    const hashes = entries.map((entry) => entry.leafHash);
    frontier = append(frontier, hashes).frontier;
  }
  if (!equalBytes(rootOf(frontier), head.root)) {
    throw new SigningRefused("tampered", `The entries do not give the root of the head, size ${head.size}.`);
  }
  const issued = await readIssued(sql, options.logVkey);
  // The store may hold a beginning of this log, and nothing else.
  await compareWithStore(sql, store, { size: head.size, publishedSize: 0 });
  await extendStore({ sql, store }, head.size, head.root, []);
  const kept = new Set((await store.allCheckpoints()).map(({ size }) => size));
  const missing = issued.filter(({ size }) => !kept.has(size));
  await store.recordCheckpoints(missing);
  return { size: head.size, checkpoints: missing.length };
}

async function readIssued(sql: Sql, logVkey: string): Promise<IssuedCheckpoint[]> {
  const { rows } = await sql.query<{ size: number; note: string; signed_at_ms: number }>(
    "SELECT size, note, signed_at_ms FROM log_checkpoint ORDER BY size",
  );
  return rows.map(({ size, note, signed_at_ms }) => {
    const opened = openCheckpoint(note, logVkey, [], rawVerify);
    if (!opened.ok || opened.value.checkpoint.size !== Number(size)) {
      throw new SigningRefused("tampered", `The checkpoint of size ${size} is not what was signed.`);
    }
    return { size: Number(size), note, signedAtMs: Number(signed_at_ms) };
  });
}
