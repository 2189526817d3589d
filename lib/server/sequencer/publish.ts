/**
 * Publishing: the second store first, then the signature, then the database. What was signed is always in the second
 * store, so a database that lost entries can never make this log sign another history.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { asHash, type Hash } from "#lib/kernel/hash.ts";
import { formatCheckpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { signNote } from "#lib/log/note.ts";
import { nodesForConsistency, nodesOfRoot, proveConsistency, rootFromNodes, verifyConsistency } from "#lib/log/tree.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { LogSigner } from "#lib/server/crypto/key-on-file.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { asLeader } from "./leadership.ts";
import { readEntries } from "./read-entries.ts";
import { SigningRefused } from "./signing-refused.ts";
import type { SecondStore, StoredEntry } from "./store/second-store.ts";

/** Entries that one step brings to the second store; a batch that was just written fits. */
const STEP_ENTRIES = 1_024;

export type PublishedLog = {
  readonly sql: Sql;
  readonly epoch: number;
  readonly store: SecondStore;
  readonly signer: LogSigner;
};

/** Root of the first `size` entries, from the database's tiles. */
export async function rootInDatabase(sql: Sql, size: number, databaseSize: number): Promise<Hash> {
  return rootFromNodes(size, await readNodes(sql, nodesOfRoot(size), databaseSize, undefined));
}

/**
 * Demands that the second store is a prefix of the database: throws SigningRefused `behind` when the database is
 * smaller, `fork` when its root at the store's size is another, `store-lost` when more was published than the store has.
 */
export async function compareWithStore(
  sql: Sql,
  store: SecondStore,
  head: { readonly size: number; readonly publishedSize: number },
): Promise<void> {
  const { size, root } = store.head;
  if (size > head.size) {
    const missing = size - head.size;
    const entries = missing === 1 ? "1 entry" : `${missing} entries`;
    throw new SigningRefused(
      "behind",
      `The database holds ${head.size} entries and the second store ${size}: ${entries} behind.`,
    );
  }
  if (!equalBytes(await rootInDatabase(sql, size, head.size), root)) {
    throw new SigningRefused("fork", `Database and second store disagree about the first ${size} entries.`);
  }
  if (head.publishedSize > size) {
    throw new SigningRefused(
      "store-lost",
      `Checkpoints up to size ${head.publishedSize} were published, the second store ends at ${size}.`,
    );
  }
}

/**
 * Brings the second store to `size` with this root. `recent` are the last entries, as they were just written; older
 * ones are read from the database. Each step is written, read back, proved consistent, and only then made the head.
 */
export async function extendStore(
  { sql, store }: Pick<PublishedLog, "sql" | "store">,
  size: number,
  root: Hash,
  recent: readonly StoredEntry[],
): Promise<void> {
  await store.assertHead();
  while (store.head.size < size) {
    const from = store.head.size;
    const to = Math.min(from + STEP_ENTRIES, size);
    const first = recent[0]?.index ?? size;
    const entries = first <= from ? recent.slice(from - first, to - first) : await readEntries(sql, from, to);
    const staged = await store.stage(entries);
    const expected = to === size ? root : await rootInDatabase(sql, to, size);
    if (!equalBytes(staged.root, expected)) {
      throw new SigningRefused("fork", `The entries ${from} to ${to - 1} do not give the root of size ${to}.`);
    }
    if (from > 0) {
      const get = await readNodes(sql, nodesForConsistency(from, to), size, undefined);
      if (!verifyConsistency(proveConsistency(from, to, get), from, to, store.head.root, staged.root)) {
        throw new SigningRefused(
          "tampered",
          `Entry ${from}: the stored tree is not consistent from size ${from} to ${to}.`,
        );
      }
    }
    await store.advance(staged);
  }
}

/** Signs the head that stands in the second store, notes it there, and publishes it. The note is fixed for ever. */
export async function signHead(log: PublishedLog, signedAtMs: number): Promise<string> {
  const { size, root } = log.store.head;
  const note = signNote(formatCheckpoint({ origin: log.signer.name, size, root }), [log.signer]);
  await log.store.recordCheckpoints([{ size, note, signedAtMs }]);
  await insertCheckpoint(log, { size, root, note, signedAtMs });
  return note;
}

async function insertCheckpoint(
  { sql, epoch }: Pick<PublishedLog, "sql" | "epoch">,
  { size, root, note, signedAtMs }: { size: number; root: Hash; note: string; signedAtMs: number },
): Promise<void> {
  await asLeader(sql, epoch, `the checkpoint of size ${size}`, async () => {
    await sql.query(
      `INSERT INTO log_checkpoint (size, root, note, signed_at_ms) VALUES ($1, $2, $3, $4) ON CONFLICT (size) DO NOTHING`,
      [size, Buffer.from(root), note, signedAtMs],
    );
    await sql.query(
      "UPDATE log_head SET published_size = greatest(published_size, $1), now_ms = greatest(now_ms, $2) WHERE id = 1",
      [size, signedAtMs],
    );
    await sql.query("SELECT pg_notify('ts_head', $1)", [`published:${size}`]);
  });
}

/**
 * Publishes a checkpoint that was signed and noted but whose row a crash or a restored backup lost: receipts may rest
 * on it. Throws SigningRefused when it is not over this log.
 */
export async function republish(log: PublishedLog, publishedSize: number, databaseSize: number): Promise<number> {
  const last = await log.store.lastCheckpoint();
  if (last === undefined || last.size <= publishedSize) return publishedSize;
  const opened = openCheckpoint(last.note, log.signer.vkey, [], rawVerify);
  const said = opened.ok ? opened.value.checkpoint : undefined;
  const root = last.size <= databaseSize ? await rootInDatabase(log.sql, last.size, databaseSize) : undefined;
  if (said === undefined || root === undefined || !equalBytes(said.root, root)) {
    throw new SigningRefused(
      "fork",
      `The checkpoint of size ${last.size} that was signed is not over this log: ${base64Encode(said?.root ?? asHash(new Uint8Array(32)))}.`,
    );
  }
  await insertCheckpoint(log, { size: last.size, root, note: last.note, signedAtMs: last.signedAtMs });
  return last.size;
}
