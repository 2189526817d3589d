/** A sequencer inside the benchmark's own process, over a stack that runs none. */
import pg from "pg";
import { asInstant } from "#lib/kernel/instant.ts";
import { verifyPool } from "#lib/platform/node-verify-pool.ts";
import { noteSignerOf, readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { readGenesis } from "#lib/server/sequencer/genesis.ts";
import { raiseEpoch } from "#lib/server/sequencer/leadership.ts";
import { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { diskFiles } from "#lib/server/sequencer/store/store-files.ts";
import type { Stack } from "../../e2e/support/stack.ts";

/** A connection of one role of the stack's database, without the short limits of a serving process. */
export async function connect(stack: Stack, role: "owner" | "seq" | "web"): Promise<pg.Client> {
  const config = connectionConfig({ url: stack.urls[role], name: "touchstone-bench" });
  const client = new pg.Client({ ...config, statement_timeout: 0, query_timeout: 0, lock_timeout: 0 });
  await client.connect();
  return client;
}

/** Takes the lead and opens the log, as a sequencer's process does at its start. */
export async function openSequencer(stack: Stack, sql: pg.Client): Promise<Sequencer> {
  const { folder, founded, origin } = stack;
  const keys = founded.keys;
  const { epoch } = await raiseEpoch(sql);
  const options = {
    sql,
    files: await diskFiles(folder.store),
    origin,
    logSigner: noteSignerOf(readKeyFile(folder.key("log"), "log"), origin),
    promiseSigner: noteSignerOf(readKeyFile(folder.key("promise"), "promise"), `${origin}/promise`),
    genesis: readGenesis(founded.genesis.bytes, { origin, logKey: keys.log.did }),
    clock: () => asInstant(Date.now()),
    verify: verifyPool.verify,
    report: () => undefined,
  };
  return await Sequencer.open(options, epoch);
}

/** Puts statements into the inbox in one transaction. */
export async function enqueue(
  sql: pg.Client,
  statements: readonly { readonly hash: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  await sql.query(
    `INSERT INTO inbox (statement_hash, bytes, received_at_ms)
     SELECT h, b, $3 FROM unnest($1::bytea[], $2::bytea[]) AS sent(h, b)`,
    [
      statements.map(({ hash }) => Buffer.from(hash, "hex")),
      statements.map(({ bytes }) => Buffer.from(bytes)),
      Date.now(),
    ],
  );
}

/** Sequences all that waits, publishes, projects. */
export async function settle(sequencer: Sequencer): Promise<void> {
  while ((await sequencer.sequence()) > 0);
  if (sequencer.isUnpublished) await sequencer.publish();
  await sequencer.project();
}
