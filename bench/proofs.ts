/**
 * Proofs and appends as the log grows: time to build an inclusion proof, cost of an append from 10^4 to 10^6 entries, and
 * the bytes that hashes cost: `npm run bench -- proofs [largest size]`.
 */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { newTileCache } from "#lib/server/log-store/read-nodes.ts";
import { receiptOf } from "#lib/server/log-store/receipt-of.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { diceOf } from "../e2e/support/dice.ts";
import { Participant } from "../e2e/support/participants.ts";
import { Stack } from "../e2e/support/stack.ts";
import { connect, enqueue, openSequencer, settle } from "./support/library.ts";
import { prebuild } from "./support/prebuilt.ts";
import { figure, formatSpread, quantile, Report, type Spread, spreadOf } from "./support/report.ts";

const largest = Number(process.argv[2] ?? 1_000_000);
const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const BATCHES = 15;
const BATCH = 1_000;
const PROOFS = 3_000;

const report = new Report(
  "proofs",
  "Proofs and appends as the log grows",
  "A log is filled with signed entries to each size (in database, second store and read tables); then a sequencer opens it and appends batches of 1,000 heartbeats of a known operator as in service: signature check, fold, tree, entries and tiles in one transaction, second store with read-back, check of one tile, signature, projection. Proofs are built for entries drawn at random, from the database's tiles.",
);

type Step = {
  readonly size: number;
  readonly openMs: number;
  readonly append: Spread;
  readonly cold: number[];
  readonly warm: number[];
};

const stack = await Stack.start({ webs: 0, sequencer: false });
const sql = await connect(stack, "seq");
const owner = await connect(stack, "owner");
try {
  const steps: Step[] = [];
  for (const size of sizes) {
    if (steps.length > 0) await prebuild(stack, owner, size);
    else {
      await settle(await openSequencer(stack, sql));
      await prebuild(stack, owner, size);
    }
    await owner.query("VACUUM ANALYZE");
    console.log(`${figure(size)} entries stand`);
    const startedMs = performance.now();
    const sequencer = await openSequencer(stack, sql);
    const openMs = performance.now() - startedMs;
    steps.push({ size, openMs, append: await appendBatches(sequencer), ...(await buildProofs()) });
  }
  write(steps, await hashBytes());
} finally {
  await sql.end();
  await owner.end();
  await stack.stop();
}

/** Microseconds for each entry, batch by batch. */
async function appendBatches(sequencer: Sequencer): Promise<Spread> {
  const operator = new Participant(stack.origin);
  const provider = operator.registerProvider("service");
  await enqueue(owner, [operator.register("operator"), provider]);
  await settle(sequencer);
  const costs: number[] = [];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    await enqueue(
      owner,
      Array.from({ length: BATCH }, () => operator.beat(provider.id)),
    );
    const startedMs = performance.now();
    await settle(sequencer);
    costs.push(((performance.now() - startedMs) * 1000) / BATCH);
  }
  return spreadOf(costs);
}

/** Milliseconds for a receipt with its proof, without any cache and with the cache of a web process. */
async function buildProofs(): Promise<{ cold: number[]; warm: number[] }> {
  const { rows } = await owner.query<{ size: number }>("SELECT max(size) AS size FROM log_checkpoint");
  const size = Number(rows[0]?.size ?? 0);
  const cache = newTileCache();
  const timed = async (client: pg.Client, index: number, kept: typeof cache | undefined): Promise<number> => {
    const startedMs = performance.now();
    if ((await receiptOf(client, index, kept)) === undefined) throw new Error(`There is no receipt of entry ${index}.`);
    return performance.now() - startedMs;
  };
  const dice = diceOf(size);
  const cold: number[] = [];
  const warm: number[] = [];
  for (let proof = 0; proof < PROOFS; proof += 1) {
    cold.push(await timed(owner, dice.roll(size), undefined));
    warm.push(await timed(owner, dice.roll(size), cache));
  }
  return { cold, warm };
}

type HashBytes = { readonly size: number; readonly tiles: number; readonly database: number };

/** Bytes of hashes: in the tiles that are served and kept in the second store, and in all columns of the database. */
async function hashBytes(): Promise<HashBytes> {
  const folder = path.join(stack.folder.store, "tile");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const hashTiles = files.filter((file) => !file.startsWith("entries"));
  const tiles = hashTiles.reduce((sum, file) => {
    const stat = statSync(path.join(folder, file));
    return stat.isFile() ? sum + stat.size : sum;
  }, 0);
  const { rows } = await owner.query<{ size: number; bytes: number }>(
    `SELECT (SELECT size FROM log_head) AS size,
            (SELECT sum(octet_length(hashes) + octet_length(root)) FROM log_tile)::bigint
              + (SELECT sum(octet_length(leaf_hash)) FROM log_entry)::bigint AS bytes`,
  );
  return { size: rows[0]?.size ?? 0, tiles, database: rows[0]?.bytes ?? 0 };
}

function write(steps: readonly Step[], bytes: HashBytes): void {
  report.table(
    ["entries", "append, for each entry: median (smallest to largest)", "opening the log"],
    steps.map(({ size, append, openMs }) => [figure(size), formatSpread(append, " µs"), `${figure(openMs)} ms`]),
  );
  const percent = (times: readonly number[]) =>
    [0.5, 0.95, 0.99, 1].map((share) => `${figure(quantile(times, share))} ms`);
  report.table(
    ["proof of an entry among", "tiles cached", "p50", "p95", "p99", "slowest"],
    steps.flatMap(({ size, cold, warm }) => [
      [figure(size), "none", ...percent(cold)],
      [figure(size), "8 MiB", ...percent(warm)],
    ]),
  );
  const perEntry = { tiles: bytes.tiles / bytes.size, database: bytes.database / bytes.size };
  report.note(
    `Hashes for each entry of a log of ${figure(bytes.size)}: ${perEntry.tiles.toFixed(2)} B in the tiles as they are served and kept in the second store. The database holds ${perEntry.database.toFixed(2)} B: full tiles, and the leaf hash beside each entry, from which partial tiles are made.`,
  );
  const last = steps.at(-1);
  const first = steps[0];
  if (last === undefined || first === undefined) throw new Error("Nothing was measured.");
  const p95 = quantile(last.cold, 0.95);
  report.target(`proof build p95 < 10 ms at ${figure(last.size)} entries`, `${figure(p95)} ms`, p95 < 10);
  const growth = last.append.median / first.append.median;
  report.target(
    `cost of an append flat from ${figure(first.size)} to ${figure(last.size)} (within the noise: ≤ 1.25 ×)`,
    `${figure(growth)} ×`,
    growth <= 1.25,
  );
  report.target("≤ 33 B of hashes for each entry", `${perEntry.tiles.toFixed(2)} B`, perEntry.tiles <= 33);
  report.write();
}
