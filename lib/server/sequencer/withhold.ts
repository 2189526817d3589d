/**
 * Withholding: what an entry in force says is withheld goes from every table and file, commitment and verdicts stay.
 *
 *   1. one transaction: the part's row goes, the bytes of each proof of fraud that holds it go, a row in `withheld_part`
 *      says so; from here on nothing brings it back
 *   2. every file of the second store that holds the part is written anew without it
 *   3. the tables that held it are written anew, since a deleted row lies in its page until something needs the room
 *   4. the second store notes that all is done
 *
 * Each step can be done again, and what is not noted at the end is begun again at the next look: a crash between any two
 * leaves nothing behind for good.
 */
import { setTimeout as delay } from "node:timers/promises";
import { hexDecode } from "#lib/kernel/base.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { parseFraudProof, partsIn } from "#lib/state/fraud/fraud-proof.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { asLeader } from "./leadership.ts";
import type { SecondStore } from "./store/second-store.ts";

export type Withheld = IndexForm["withheld"][number];

export type WithholdContext = {
  readonly sql: Sql;
  readonly epoch: number;
  readonly store: SecondStore;
  readonly nowMs: number;
};

export type Rewritten = "written-anew" | "not-allowed" | "busy";

/** The version of PostgreSQL that brought the right. */
const MAINTAIN_SINCE = 170_000;
const LOCK_WAIT_MS = 1_000;
const UNSEEN_WAIT_MS = 2_000;
const LOOK_MS = 20;
const LOCK_NOT_AVAILABLE = "55P03";

const bytesOfCommit = (commit: string): Buffer => Buffer.from(hexDecode(commit) ?? new Uint8Array());

/**
 * Removes what `withheld` names and is not removed yet, in whatever state a crash left it. The entries that name it must
 * be projected. `busy`: somebody reads the tables, so that they are to be written anew at another try.
 */
export async function removeWithheld(
  context: WithholdContext,
  withheld: readonly Withheld[],
): Promise<{ readonly removed: number; readonly tables: Rewritten }> {
  const { sql, epoch, store, nowMs } = context;
  const pending = await pendingOf(context, withheld);
  if (pending.length === 0) return { removed: 0, tables: "written-anew" };
  const commits = pending.map(({ commit }) => commit);
  await asLeader(sql, epoch, "the removal of a withheld part", async () => {
    await sql.query("DELETE FROM part WHERE commit = ANY($1::bytea[])", [commits.map(bytesOfCommit)]);
    await eraseProofs(sql, pending);
    await insertWithheld(sql, pending, nowMs);
  });
  await store.dropParts(commits);
  const tables = await rewriteTables(sql);
  if (tables !== "busy") await store.noteWithheld(commits);
  return { removed: pending.length, tables };
}

/**
 * Proofs of fraud that hold one of these parts, or whose file is one. Locked, so that none comes in unseen: whoever keeps
 * one after this sees `withheld_part`. The part by which the index logged such a proof is withheld by an entry of its own,
 * which the worker asks for.
 */
async function eraseProofs(sql: Sql, gone: readonly Withheld[]): Promise<void> {
  await sql.query("LOCK TABLE fraud_proof IN SHARE ROW EXCLUSIVE MODE");
  const { rows } = await sql.query<{ sha256: Buffer; bytes: Buffer; entries: string[] }>(
    `SELECT f.sha256, f.bytes, ARRAY(SELECT e.index FROM fraud_proof_statement s JOIN log_entry e USING (statement_hash)
       WHERE s.sha256 = f.sha256) AS entries FROM fraud_proof f WHERE f.bytes IS NOT NULL`,
  );
  for (const { sha256, bytes, entries } of rows) {
    const proof = parseFraudProof(new Uint8Array(bytes));
    const held = new Set(proof.ok ? partsIn(proof.value).map(commitOf) : []);
    const own = new Set(entries.map(Number));
    const cause = gone.find(({ commit, entry }) => held.has(commit) || own.has(entry));
    if (cause === undefined) continue;
    await sql.query("UPDATE fraud_proof SET bytes = NULL, withheld_in = $2 WHERE sha256 = $1", [
      sha256,
      cause.recordedIn,
    ]);
  }
}

/** Says that the bytes of these parts are not in the database, and keeps them out. */
export async function insertWithheld(sql: Sql, gone: readonly Withheld[], removedAtMs: number): Promise<void> {
  await sql.query(
    `INSERT INTO withheld_part (commit, recorded_in, removed_at_ms)
     SELECT c, r, $3 FROM unnest($1::bytea[], $2::bigint[]) AS gone(c, r) ON CONFLICT (commit) DO NOTHING`,
    [gone.map(({ commit }) => bytesOfCommit(commit)), gone.map(({ recordedIn }) => recordedIn), removedAtMs],
  );
}

/** Those whose removal the database or the second store does not know of: either may have been restored. */
async function pendingOf({ sql, store }: WithholdContext, withheld: readonly Withheld[]): Promise<readonly Withheld[]> {
  if (withheld.length === 0) return [];
  const { rows } = await sql.query<{ commit: Buffer }>(
    "SELECT commit FROM withheld_part WHERE commit = ANY($1::bytea[])",
    [withheld.map(({ commit }) => bytesOfCommit(commit))],
  );
  const gone = new Set(rows.map(({ commit }) => commit.toString("hex")));
  return withheld.filter(({ commit }) => !gone.has(commit) || !store.isWithheld(commit));
}

/**
 * FULL writes new files: a plain VACUUM frees the room of a row and leaves its bytes in it. It waits for readers, and new
 * ones wait for it, so it gives up soon. `not-allowed`: PostgreSQL before 17, or an administrator's role without the right.
 */
async function rewriteTables(sql: Sql): Promise<Rewritten> {
  if (!(await mayRewrite(sql))) return "not-allowed";
  if (!(await isUnseen(sql))) return "busy";
  await sql.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
  try {
    await sql.query("VACUUM (FULL) part");
    await sql.query("VACUUM (FULL) inbox");
    await sql.query("VACUUM (FULL) fraud_proof");
    return "written-anew";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE) return "busy";
    throw error;
  } finally {
    await sql.query("RESET lock_timeout").catch(() => undefined);
  }
}

/**
 * Whether no transaction can see the deleted rows any more: for one that can, VACUUM FULL would copy them. First those
 * end that ran when the rows were deleted, then those that began beside them and share their view. Of other databases on
 * the server those count that write: the view in which VACUUM FULL itself looks is as old as the oldest of them.
 */
async function isUnseen(sql: Sql): Promise<boolean> {
  const giveUpMs = performance.now() + UNSEEN_WAIT_MS;
  for (let round = 0; round < 2; round += 1) {
    const before = await runningTransactions(sql);
    while ((await runningTransactions(sql)).some((transaction) => before.includes(transaction))) {
      if (performance.now() > giveUpMs) return false;
      await delay(LOOK_MS);
    }
  }
  return true;
}

async function runningTransactions(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ transaction: string }>(
    `SELECT DISTINCT l.virtualtransaction AS transaction FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.granted AND l.mode = 'ExclusiveLock' AND l.pid <> pg_backend_pid()
        AND (l.locktype = 'virtualxid' AND a.datname = current_database() OR l.locktype = 'transactionid')`,
  );
  return rows.map(({ transaction }) => transaction);
}

async function mayRewrite(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version");
  if ((rows[0]?.version ?? 0) < MAINTAIN_SINCE) return false;
  const right = await sql.query<{ may: boolean }>(
    `SELECT bool_and(has_table_privilege(t, 'MAINTAIN')) AS may FROM unnest(ARRAY['part', 'inbox', 'fraud_proof']) AS t`,
  );
  return right.rows[0]?.may === true;
}
