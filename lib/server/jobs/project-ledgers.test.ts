import { afterAll, beforeAll, expect, test } from "vitest";
import { bodyOfBatch, ROWS_MEDIA_TYPE } from "#lib/disclosure/ledger-digest/batch-body.ts";
import { checkSeries } from "#lib/disclosure/ledger-digest/check-series.ts";
import { planImport } from "#lib/disclosure/ledger-digest/plan-import.ts";
import { observationsOf, readRows, statedBy } from "#lib/disclosure/ledger-digest/read-entry.ts";
import { codesOf, type SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { encodeRow, formatRows } from "#lib/disclosure/ledger-digest/rows.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import {
  KEYS,
  registration,
  type Signed,
  START,
  settle,
  signed,
  TestLog,
  testKey,
} from "#lib/server/sequencer/test-log.ts";
import { azureDigest, LEDGER_SERIES, ledgerBody } from "#lib/state/testing/ledger.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { DatabaseLedgerDigestBody } from "#lib/statement/ledger/digest-body.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { clearLedgers, projectLedgers } from "./project-ledgers.ts";

const database = await freshDatabase();
const pool = makePool({ url: database.urls.worker, name: "test-ledgers", max: 2 });
const ada = testKey("ada");
const provider = signed(ada, "provider", {
  kind: "provider.register",
  subject: "new",
  body: { kind: "instance", name: "Halden" },
});
const id = providerIdOf(provider.hash);
let log: TestLog;
let sequencer: Sequencer;

beforeAll(async () => {
  log = await TestLog.make(database);
  sequencer = await log.lead();
  await say([registration("ada"), provider]);
});
afterAll(async () => {
  await pool.end();
  await log.close();
});

const signal = new AbortController().signal;

async function say(statements: readonly Signed[]) {
  await log.submit(statements);
  await settle(sequencer);
}

const digest = (label: string, body: JsonObject) =>
  signed(ada, label, { kind: "disclosure.database_ledger_digest", subject: id, body });

/** Blocks as an import sends them: one statement with a public part. */
function batch(label: string, documents: readonly string[]): Signed {
  const plan = planImport(documents.join("\n"), { series: LEDGER_SERIES }, new Set(), START);
  const { body, part: bytes = new Uint8Array() } = bodyOfBatch(plan.batches[0] ?? [], { series: LEDGER_SERIES }, START);
  const part = { bytes, nonce: new Uint8Array(32).fill(label.length) };
  const commit = {
    commit: commitOf(part),
    bytes: bytes.length,
    mediaType: ROWS_MEDIA_TYPE,
    visibility: "public" as const,
  };
  const fields = { kind: "disclosure.database_ledger_digest", subject: id, body, parts: [commit] };
  return signed(ada, label, fields, [part]);
}

async function tables(): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const table of ["ledger_entry", "ledger_row", "ledger_report", "ledger_cursor"])
    all.push((await pool.query(`SELECT t::text FROM ${table} t ORDER BY 1`)).rows);
  return all;
}

async function report(): Promise<SeriesReport> {
  const { rows } = await pool.query<{ report: string }>("SELECT report FROM ledger_report WHERE provider = $1", [id]);
  return JSON.parse(rows[0]?.report ?? "null");
}

test("rows of statements and of parts become one series, all seven digits kept", async () => {
  const storage = { location: "https://digests.example", immutability: "time-based-locked" };
  const first = digest("first", ledgerBody({ digest: azureDigest(0), cadenceMinutes: 60, storage }));
  await say([
    first,
    batch(
      "many",
      [1, 2, 3, 4].map((block) => azureDigest(block)),
    ),
  ]);
  expect(await projectLedgers(pool, signal)).toBe(2);
  expect(await report()).toMatchObject({ rows: 5, blocks: 5, unpinned: 0, head: { block: 4 }, splits: [] });
  const { rows } = await pool.query("SELECT block, digest_ticks::text AS ticks FROM ledger_row ORDER BY block");
  expect(rows.map(({ block }) => block)).toEqual([0, 1, 2, 3, 4]);
  expect(rows[0]).toMatchObject({ ticks: `${BigInt(Date.parse("2026-11-22T09:59:01.123Z")) * 10_000n + 4567n}` });
});

test("a second hash of a block is a fork in the report, with both sides", async () => {
  await say([digest("rewritten", ledgerBody({ digest: azureDigest(3, "!") }))]);
  await projectLedgers(pool, signal);
  const forked = await report();
  expect(codesOf(forked)).toContain("fork");
  expect(forked.splits).toMatchObject([{ block: 3, kind: "fork", sides: [{ position: 2 }, { position: 0 }] }]);
});

test("a batch whose part is not what was signed for is listed, and its rows are still read", async () => {
  const honest = batch("twisted", [azureDigest(7), azureDigest(8)]);
  const { rows, ...body } = ledgerBody({
    rows: {
      count: 2,
      root: "00".repeat(32),
      first: { block: 7, hash: "00".repeat(32) },
      last: { block: 8, hash: "00".repeat(32) },
    },
  }) as { rows: JsonObject };
  const [part] = honest.parts;
  if (part === undefined) throw new Error("no part");
  const commit = {
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: ROWS_MEDIA_TYPE,
    visibility: "public" as const,
  };
  const fields = { kind: "disclosure.database_ledger_digest", subject: id, body: { ...body, rows }, parts: [commit] };
  await say([signed(ada, "lying", fields, [part])]);
  await projectLedgers(pool, signal);
  expect(codesOf(await report())).toEqual(expect.arrayContaining(["import", "gap"]));
  expect((await report()).rows).toBe(8);
});

test("the kept report is what the rules give over the statements themselves, rows that are no digests included", async () => {
  const bytes = formatRows([azureDigest(9), azureDigest(9).replace("0x", "0y"), "nonsense"].map(encodeRow));
  const part = { bytes, nonce: new Uint8Array(32).fill(99) };
  const pin = { block: 9, hash: "00".repeat(32) };
  const body = ledgerBody({ rows: { count: 3, root: "00".repeat(32), first: pin, last: pin } });
  const commit = {
    commit: commitOf(part),
    bytes: bytes.length,
    mediaType: ROWS_MEDIA_TYPE,
    visibility: "public" as const,
  };
  await say([
    signed(ada, "bad rows", { kind: "disclosure.database_ledger_digest", subject: id, body, parts: [commit] }, [part]),
  ]);
  await projectLedgers(pool, signal);
  const kept = await report();
  expect(kept.rules.find(({ code }) => code === "schema")).toMatchObject({ count: 2 });
  const { rows } = await pool.query<{ index: number; leaf: Buffer; bytes: Buffer | null }>(
    `SELECT e.index, e.leaf, p.bytes FROM ledger_entry l JOIN log_entry e ON e.index = l.entry_index
       LEFT JOIN part p ON p.commit = l.part ORDER BY e.index`,
  );
  const entries = rows.map(({ index, leaf, bytes: own }) => {
    const entry = parseEntry(new Uint8Array(leaf));
    if (!entry.ok) throw new Error(entry.error.detail);
    const said = entry.value.parsed.statement.body as unknown as DatabaseLedgerDigestBody;
    const read = readRows(said, own === null ? undefined : new Uint8Array(own));
    return { index, loggedAt: entry.value.loggedAt, body: said, read };
  });
  const own = checkSeries({
    series: LEDGER_SERIES,
    asOf: START,
    observations: entries.flatMap((entry) => observationsOf(entry, entry.read)),
    imports: entries.map(({ index, loggedAt, read }) => ({
      entry: index,
      receivedAt: loggedAt,
      state: read.state,
      detail: read.detail,
    })),
    ...statedBy(entries, () => true),
    outages: [],
    earlier: [],
  });
  expect(JSON.parse(JSON.stringify(own))).toEqual(kept);
});

test("withheld rows go, and the report says that they are not at hand", async () => {
  const gone = batch("withheld", [azureDigest(10), azureDigest(11)]);
  await say([gone]);
  await projectLedgers(pool, signal);
  expect((await report()).rows).toBe(13);
  const { rows } = await pool.query("SELECT max(index) AS entry FROM log_entry");
  const [part] = gone.parts;
  const body = {
    entry: rows[0].entry,
    commit: part === undefined ? "" : commitOf(part),
    who: "A court",
    ground: "Order 1/26",
    reason: "Names a person.",
  };
  await say([signed(KEYS.statement, "withhold", { kind: "part.withheld", subject: `entry:${rows[0].entry}`, body })]);
  await projectLedgers(pool, signal);
  expect((await report()).rows).toBe(11);
  expect((await report()).rules.find(({ code }) => code === "import")).toMatchObject({ count: 3 });
});

test("emptied and written again the tables are row for row the same", async () => {
  const before = await tables();
  await clearLedgers(pool);
  await projectLedgers(pool, signal);
  expect(await tables()).toEqual(before);
  expect((await report()).asOf).toBe(formatInstant(START));
});
