/**
 * `touchstone resume`: replays the second store into a database that is behind it. Everything is verified from entry 0
 * on before anything is written: bundles against tiles and root, every signature, log time, uniqueness. A restored
 * backup so never forks and never needs a new key; signing goes on at the next start or look of the sequencer.
 */
import pg from "pg";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { parseOrigin } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, type Frontier, rootOf } from "#lib/log/frontier.ts";
import { leafHash } from "#lib/log/tree.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { parseEnv, ResumeEnv } from "#lib/server/env.ts";
import type { Head } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { printEvent, runAsScript } from "#lib/server/script.ts";
import { type AuditedEntry, Replay } from "#lib/state/audit.ts";
import { indexOf } from "#lib/state/view.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { LoggedEntry } from "./admit.ts";
import { filledTiles, insertEntries, insertTiles } from "./append-batch.ts";
import { tileCount } from "./check-tile.ts";
import { asLeader, takeOver } from "./leadership.ts";
import { rootInDatabase } from "./publish.ts";
import { readEntries } from "./read-entries.ts";
import { rebuildStore } from "./rebuild-store.ts";
import { Fenced, SigningRefused } from "./signing-refused.ts";
import { SecondStore } from "./store/second-store.ts";
import { diskFiles } from "./store/store-files.ts";
import { insertWithheld, type Withheld } from "./withhold.ts";
import { restoreCosignatures } from "./witnesses/cosignature-journal.ts";

export type Resumed = { readonly from: number; readonly size: number; readonly checkpoints: number };

/**
 * Brings the database to the second store's head. Throws with the first index at fault, having written nothing of its
 * bundle. Takes the leadership, so that no sequencer writes meanwhile.
 */
export async function resume(
  sql: Sql,
  store: SecondStore,
  options: {
    readonly origin: Origin;
    readonly verify: RawVerify;
    readonly clock: Clock;
    readonly onProgress?: (size: number) => void;
  },
): Promise<Resumed> {
  const head = await takeOver(sql);
  const { size, root } = store.head;
  if (head.size > size)
    throw new SigningRefused(
      "store-lost",
      `The database holds ${head.size} entries, the second store only ${size}: if the store was lost, use --rebuild-store.`,
    );
  const withheld = await verifyStore(store, options.origin, options.verify);
  if (!equalBytes(await storeRoot(store, head.size), await rootInDatabase(sql, head.size, head.size))) {
    throw new SigningRefused(
      "fork",
      `Database and second store disagree about the first ${head.size} entries: restore another backup, or an empty database.`,
    );
  }
  let frontier = await storeFrontier(store, head.size);
  // Every signature was verified above and every byte is hashed again here, so that this pass only reads.
  const replay = new Replay(options.origin, () => true);
  for (let number = 0; number < tileCount(size); number += 1) {
    const entries = await replayBundle(store, number, replay);
    const missing = entries.filter((entry) => entry.index >= head.size);
    if (missing.length === 0) continue;
    frontier = await writeEntries(sql, head, frontier, missing, withheld);
    options.onProgress?.(frontier.size);
  }
  if (!equalBytes(rootOf(frontier), root))
    throw new Error("The replay ended at another root than the second store's head.");
  const checkpoints = await writeCheckpoints(sql, head.epoch, store);
  const notes = new Map((await store.allCheckpoints()).map(({ size: signed, note }) => [signed, note]));
  await restoreCosignatures(sql, head.epoch, store.files, notes);
  await sql.query("INSERT INTO restore (restored_at_ms, from_size, size) VALUES ($1, $2, $3)", [
    options.clock(),
    head.size,
    size,
  ]);
  return { from: head.size, size, checkpoints };
}

/**
 * Reads the whole store once: every entry must stand, and all together must give the head's root. Answers which parts the
 * log withholds.
 */
async function verifyStore(store: SecondStore, origin: Origin, verify: RawVerify): Promise<readonly Withheld[]> {
  const replay = new Replay(origin, verify);
  for (let number = 0; number < tileCount(store.head.size); number += 1) await replayBundle(store, number, replay);
  if (!equalBytes(await storeRoot(store, store.head.size), store.head.root)) {
    throw new SigningRefused("tampered", "The second store's entries do not give the root of its head.");
  }
  return indexOf(replay.state)?.withheld ?? [];
}

async function replayBundle(store: SecondStore, number: number, replay: Replay): Promise<LoggedEntry[]> {
  const bundle = await store.readEntries(number);
  const first = replay.size;
  if (bundle === undefined)
    throw new SigningRefused("tampered", `Entry ${first}: the second store's bundle ${number} is cut short.`);
  const tile = await store.readTile(0, number);
  const parts = await store.readParts(number);
  return bundle.map((bytes, at) => {
    if (!equalBytes(leafHash(bytes), tile.subarray(at * 32, at * 32 + 32))) {
      throw new SigningRefused(
        "tampered",
        `Entry ${first + at}: its bytes in the second store are not those that were hashed.`,
      );
    }
    const audited = replay.push(bytes);
    const fault = replay.faults.findLast(({ index }) => index === first + at);
    if (audited === undefined)
      throw new SigningRefused(
        "tampered",
        `Entry ${first + at}: ${fault?.code ?? "unreadable"}. ${fault?.detail ?? ""}`,
      );
    return entryOf(audited, bytes, parts);
  });
}

function entryOf(
  audited: AuditedEntry,
  bytes: Uint8Array,
  parts: Awaited<ReturnType<SecondStore["readParts"]>>,
): LoggedEntry {
  const { index, leafHash: hash, loggedAt, parsed } = audited;
  // A part that an earlier entry brought is kept with that entry only.
  const own = (parsed.statement.parts ?? []).flatMap(({ commit }, position) => {
    const part = parts.get(commit);
    return part === undefined ? [] : [{ ...part, position }];
  });
  return { index, bytes, leafHash: hash, loggedAt, parsed, parts: own };
}

async function storeFrontier(store: SecondStore, size: number): Promise<Frontier> {
  let frontier = emptyFrontier();
  for (let number = 0; number < tileCount(size); number += 1) {
    const entries = (await store.readEntries(number)) ?? [];
    frontier = append(frontier, entries.slice(0, size - frontier.size).map(leafHash)).frontier;
  }
  return frontier;
}

async function storeRoot(store: SecondStore, size: number) {
  return rootOf(await storeFrontier(store, size));
}

async function writeEntries(
  sql: Sql,
  head: Head,
  frontier: Frontier,
  entries: readonly LoggedEntry[],
  withheld: readonly Withheld[],
): Promise<Frontier> {
  const grown = append(
    frontier,
    entries.map((entry) => entry.leafHash),
  );
  const tiles = await filledTiles(sql, frontier.size, grown.completed);
  const gone = withheld.filter(({ commit }) => entries.some((entry) => lacks(entry, commit)));
  await asLeader(sql, head.epoch, `the replay from index ${frontier.size}`, async () => {
    const { rowCount } = await sql.query(
      "UPDATE log_head SET size = $2, root = $3, last_logged_at_ms = greatest(last_logged_at_ms, $4) WHERE id = 1 AND size = $1",
      [frontier.size, grown.frontier.size, Buffer.from(rootOf(grown.frontier)), entries.at(-1)?.loggedAt ?? 0],
    );
    if (rowCount !== 1) throw new Fenced(`the replay from index ${frontier.size}`);
    await insertEntries(sql, entries);
    await insertTiles(sql, tiles);
    if (gone.length > 0) await insertWithheld(sql, gone, head.now);
  });
  return grown.frontier;
}

/** Whether an entry commits to a part that the second store has no longer. */
function lacks({ parsed, parts }: LoggedEntry, commit: string): boolean {
  return (
    parsed.statement.parts?.some((part) => part.commit === commit) === true &&
    !parts.some((part) => Buffer.from(part.commit).toString("hex") === commit)
  );
}

/** The checkpoints that were signed, so that every receipt that rests on one of them stays the same. */
async function writeCheckpoints(sql: Sql, epoch: number, store: SecondStore): Promise<number> {
  const vkey = logVkeyOf((await store.readEntries(0))?.[0]);
  const issued = (await store.allCheckpoints()).filter(({ size }) => size <= store.head.size);
  const rows = issued.map(({ size, note, signedAtMs }) => {
    const opened = openCheckpoint(note, vkey, [], rawVerify);
    if (!opened.ok || opened.value.checkpoint.size !== size)
      throw new SigningRefused("tampered", `The checkpoint of size ${size} in the second store does not verify.`);
    return { size, note, signedAtMs, root: Buffer.from(opened.value.checkpoint.root) };
  });
  return await asLeader(sql, epoch, "the checkpoints", async () => {
    const { rowCount } = await sql.query(
      `INSERT INTO log_checkpoint (size, root, note, signed_at_ms)
       SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::bigint[]) ON CONFLICT (size) DO NOTHING`,
      [
        rows.map((row) => row.size),
        rows.map((row) => row.root),
        rows.map((row) => row.note),
        rows.map((row) => row.signedAtMs),
      ],
    );
    await sql.query("UPDATE log_head SET published_size = greatest(published_size, $1) WHERE id = 1", [
      rows.at(-1)?.size ?? 0,
    ]);
    return rowCount ?? 0;
  });
}

/** The log key that genesis names; genesis itself was verified by a replay, or is about to be. */
function logVkeyOf(genesis: Uint8Array | undefined): string {
  const entry = genesis === undefined ? undefined : parseEntry(genesis);
  const statement = entry?.ok === true ? entry.value.parsed.statement : undefined;
  const publicKey = publicKeyOfDid(String(statement?.body.logKey) as Did);
  if (publicKey === undefined || statement === undefined)
    throw new SigningRefused("tampered", "Entry 0 is no genesis.");
  return formatVkey({ name: statement.log, type: "ed25519", publicKey });
}

async function main(): Promise<void> {
  const env = parseEnv(ResumeEnv);
  const origin = parseOrigin(env.TOUCHSTONE_ORIGIN);
  if (origin === undefined) throw new Error("TOUCHSTONE_ORIGIN is not the name of a log.");
  const store = await SecondStore.open(await diskFiles(env.TOUCHSTONE_STORE));
  // The lock may be a while in coming, and a large replay is long: no limits here.
  const unlimited = { statement_timeout: 0, query_timeout: 0, lock_timeout: 0 };
  const client = new pg.Client({
    ...connectionConfig({ url: env.DATABASE_URL, name: "touchstone-resume" }),
    ...unlimited,
  });
  await client.connect();
  try {
    const onProgress = (size: number) => printEvent("progress", { size, of: store.head.size });
    if (process.argv.includes("--rebuild-store")) {
      const logVkey = logVkeyOf((await readEntries(client, 0, 1))[0]?.bytes);
      const rebuilt = await rebuildStore(client, store, { origin, verify: rawVerify, logVkey });
      printEvent("rebuilt", rebuilt);
      return;
    }
    const resumed = await resume(client, store, {
      origin,
      verify: rawVerify,
      clock: () => asInstant(Date.now()),
      onProgress,
    });
    printEvent("resumed", resumed);
  } finally {
    await client.end();
  }
}

await runAsScript(import.meta.url, main);
