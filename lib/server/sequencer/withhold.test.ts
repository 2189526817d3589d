/** What withholding promises: the bytes and the nonce are nowhere, all else stands, and no crash leaves it half done. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { base64Encode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { logFraudProofs } from "#lib/server/jobs/log-fraud-proofs.ts";
import { withholdAccusations } from "#lib/server/jobs/withhold-accusations.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { keepFraudProof } from "#lib/server/services/fraud/keep-fraud-proof.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { raiseEpoch } from "./leadership.ts";
import { resume } from "./resume.ts";
import type { Sequencer } from "./sequencer.ts";
import { SecondStore } from "./store/second-store.ts";
import type { StoreFiles } from "./store/store-files.ts";
import { lineOfPart } from "./store/store-parts.ts";
import { KEYS, registration, settle, signed, TestLog, testKey, testOrigin } from "./test-log.ts";
import { removeWithheld } from "./withhold.ts";

const SECRET = { bytes: utf8Encode("Ada Example, 12 Any Street, Anytown"), nonce: sha256(utf8Encode("secret nonce")) };
const OPEN = { bytes: utf8Encode("what may stay"), nonce: sha256(utf8Encode("open nonce")) };
const COMMIT = commitOf(SECRET);
/** Every form in which the bytes or the nonce are written anywhere. */
const NEEDLES = [SECRET.bytes, SECRET.nonce].flatMap((bytes) => [
  Buffer.from(bytes),
  Buffer.from(base64Encode(bytes)),
  Buffer.from(base64UrlEncode(bytes)),
]);

let database: TestDatabase;
let log: TestLog;

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
});
afterEach(async () => {
  await log.close();
  await database.drop();
});

const withhold = (key = KEYS.statement, label = "withhold") =>
  signed(key, label, {
    kind: "part.withheld",
    subject: "entry:1",
    body: { entry: 1, commit: COMMIT, who: "Court of Anytown", ground: "Order 7/26", reason: "A home address." },
  });

/** A log whose entries 1 and 2 bring the part, and whose entry 3 withholds it. */
async function logWithSecret() {
  const sequencer = await log.lead();
  await log.submit([registration("ada", {}, [SECRET, OPEN]), registration("ben", {}, [SECRET])]);
  await settle(sequencer);
  await log.submit([withhold()]);
  await settle(sequencer);
  return sequencer;
}

/** Other tests write in other databases of this server, and each of them may be waited for. */
async function removeAll(sequencer: Sequencer): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await sequencer.withhold("again");
    const last = log.events.findLast(({ event }) => event === "withheld");
    if (last?.event === "withheld" && last.tables === "written-anew") return;
  }
  throw new Error("The tables stay busy.");
}

/** Tables that hold a needle in a row, and those that ever held a part with a needle in their files. */
async function tablesWithSecret(over: TestDatabase = database): Promise<string[]> {
  const owner = await log.over(over).connect("owner");
  await owner.query("CHECKPOINT");
  const { rows: files } = await owner.query<{ name: string; bytes: Buffer }>(
    `SELECT 'file of ' || c.relname AS name, pg_read_binary_file(pg_relation_filepath(f)) AS bytes
       FROM pg_class c, unnest(ARRAY[c.oid, nullif(c.reltoastrelid, 0)]) AS f
      WHERE c.relname IN ('part', 'inbox', 'inbox_dropped', 'fraud_proof') AND f IS NOT NULL`,
  );
  const { rows: tables } = await owner.query<{ name: string }>(
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  );
  const texts = NEEDLES.flatMap((needle) => [needle.toString("hex"), needle.toString("latin1")]);
  const holds = ({ name }: { name: string }) =>
    `SELECT '${name}' AS name WHERE EXISTS (SELECT 1 FROM ${name} AS r, unnest($1::text[]) n WHERE position(n IN r::text) > 0)`;
  const { rows: rowsOf } = await owner.query<{ name: string }>(tables.map(holds).join(" UNION ALL "), [texts]);
  await owner.end();
  const inFiles = files.filter(({ bytes }) => NEEDLES.some((needle) => bytes.includes(needle)));
  return [...inFiles, ...rowsOf].map(({ name }) => name).sort();
}

function filesWithSecret(): string[] {
  const names = readdirSync(log.folder, { recursive: true, encoding: "utf8" });
  const files = names.map((name) => path.join(log.folder, name)).filter((name) => statSync(name).isFile());
  return files.filter((file) => NEEDLES.some((needle) => readFileSync(file).includes(needle)));
}

test("after withholding neither bytes nor nonce are in any table, in any table's file or in any file of the second store, and the log stands", async () => {
  const sequencer = await logWithSecret();
  expect(await tablesWithSecret()).toContain("part");
  expect(filesWithSecret()).toHaveLength(1);
  await sequencer.withhold("new");
  expect(log.events.at(-1)).toMatchObject({ event: "withheld", count: 1 });
  await removeAll(sequencer);
  expect(await tablesWithSecret()).toEqual([]);
  expect(filesWithSecret()).toEqual([]);
  const owner = await log.connect("owner");
  expect((await owner.query("SELECT nonce FROM part")).rows).toEqual([{ nonce: Buffer.from(OPEN.nonce) }]);

  // Whoever brings the part again logs a statement, and no part.
  await log.submit([registration("cyd", {}, [SECRET])]);
  await settle(sequencer);
  expect(sequencer.size).toBe(5);
  expect(filesWithSecret()).toEqual([]);
  // A leader that slept through the removal writes on waking up what it had before it.
  const line = lineOfPart(1, { ...SECRET, commit: Buffer.from(COMMIT, "hex"), position: 0 });
  await log.files.append("parts/000", utf8Encode(`${line}\n`));
  await sequencer.checkAll();
  expect(filesWithSecret()).toEqual([]);
  const events = log.events.length;
  await (await log.lead()).withhold("again");
  expect(log.events.slice(events).filter(({ event }) => event === "withheld")).toEqual([]);

  // An empty database is filled from the second store, which lacks the part for good.
  const empty = await makeTestDatabase();
  const other = log.over(empty);
  try {
    const options = { origin: testOrigin(), verify: rawVerify, clock: () => log.now };
    expect(await resume(await other.connect(), await log.store(), options)).toMatchObject({ size: 5 });
    const resumed = await other.lead();
    await resumed.checkAll();
    expect(await tablesWithSecret(empty)).toEqual([]);
  } finally {
    await other.closeConnections();
    await empty.drop();
  }
});

test("a proof of fraud that holds the part goes with it: from its own table at once, from the accusation's part by an entry of the worker, and does not come back", async () => {
  const sequencer = await logWithSecret();
  // Whether it convicts is nothing to those who keep it.
  const proof = (message: string): FraudProof => ({
    kind: "wrong-verdict",
    origin: testOrigin(),
    receipt: { index: 1, entryBytes: utf8Encode(message), checkpointNote: "note", proof: [] },
    parts: [SECRET],
    archive: null,
  });
  const keep = async (kept: FraudProof) => {
    const sql = await log.connect("web");
    await keepFraudProof(sql, { bytes: encodeFraudProof(kept), proof: kept, verdict: "tampered", receivedAt: log.now });
  };
  const worker = await log.connect("worker");
  const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
  let made = 0;
  const random = (length: number) => {
    made += 1;
    return sha256(utf8Encode(`random ${made}`)).slice(0, length);
  };
  const [small, late] = [proof("small"), proof("late")];
  expect(encodeFraudProof(small).length).toBeLessThan(8_192);
  await keep(small);
  expect(await logFraudProofs(worker, signer, random, log.now)).toBe(1);
  await settle(sequencer);
  const forms = await worker.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry");
  expect(forms.rows.filter(({ leaf }) => NEEDLES.some((needle) => leaf.includes(needle)))).toEqual([]);
  expect(await withholdAccusations(worker, signer, random, log.now)).toBe(0);
  expect(await tablesWithSecret()).toContain("fraud_proof");

  await sequencer.withhold("new");
  await keep(late);
  expect(await withholdAccusations(worker, signer, random, log.now)).toBe(1);
  expect(await withholdAccusations(worker, signer, random, log.now)).toBe(0);
  await settle(sequencer);
  await sequencer.withhold("new");
  await removeAll(sequencer);
  expect(await tablesWithSecret()).toEqual([]);
  expect(filesWithSecret()).toEqual([]);
  expect(await withholdAccusations(worker, signer, random, log.now)).toBe(0);
  expect(await logFraudProofs(worker, signer, random, log.now)).toBe(0);
  const { rows } = await worker.query("SELECT length, withheld_in FROM fraud_proof ORDER BY seq");
  expect(rows).toEqual([small, late].map((one) => ({ length: encodeFraudProof(one).length, withheld_in: 3 })));
});

test("while somebody can still see the deleted part it is not called removed, and it is at the next look", async () => {
  const sequencer = await logWithSecret();
  const reader = await log.connect("web");
  await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM log_head");
  await sequencer.withhold("new");
  expect(log.events.at(-1)).toEqual({ event: "withheld", count: 1, tables: "busy" });
  expect((await log.store()).isWithheld(COMMIT)).toBe(false);
  await reader.query("COMMIT");
  await sequencer.withhold("new");
  expect((await log.store()).isWithheld(COMMIT)).toBe(false);
  await removeAll(sequencer);
  expect(await tablesWithSecret()).toEqual([]);
});

test("a transaction that writes in another database of the server is waited for, too", async () => {
  const sequencer = await logWithSecret();
  const neighbour = await makeTestDatabase();
  const writer = await log.over(neighbour).connect("owner");
  await writer.query("BEGIN; SELECT pg_current_xact_id()");
  await sequencer.withhold("new");
  expect(log.events.at(-1)).toEqual({ event: "withheld", count: 1, tables: "busy" });
  await writer.query("COMMIT");
  await removeAll(sequencer);
  expect(await tablesWithSecret()).toEqual([]);
  await log.over(neighbour).closeConnections();
  await neighbour.drop();
});

test("a removal that fails at any call of the database or of the disk is finished by the next leader", async () => {
  await logWithSecret();
  const client = await log.connect();
  const withheld = [{ commit: COMMIT, entry: 1, recordedIn: 3 as EntryIndex }];
  const attempt = async (sql: Sql, files: StoreFiles) => {
    const { epoch } = await raiseEpoch(client);
    const context = { sql, epoch, store: await SecondStore.open(files), nowMs: log.now };
    return await removeWithheld(context, withheld).catch(() => undefined);
  };
  let done: Awaited<ReturnType<typeof attempt>>;
  for (let k = 0; done?.tables !== "written-anew"; k += 1) {
    expect(k).toBeLessThan(40);
    done = await attempt(failing(client, k), log.files);
  }
  // Failing before or after a call changed nothing for good: what is gone is gone whole.
  expect(await tablesWithSecret()).toEqual([]);
  expect(filesWithSecret()).toEqual([]);

  const empty = await log.store();
  expect(empty.isWithheld(COMMIT)).toBe(true);
  // A restored copy of the store's parts alone: the note of the removal is not there either.
  await log.files.remove("withheld");
  await log.files.append("parts/000", utf8Encode(`{"bytes":"${base64Encode(SECRET.bytes)}`));
  for (const call of ["replace", "append"] as const) {
    const broken: StoreFiles = { ...log.files, [call]: () => Promise.reject(new Error("The disk fails.")) };
    let answer = await attempt(client, broken);
    // While others write on this server the last step is put off, and with it the write that fails.
    for (let turn = 0; answer?.tables === "busy" && turn < 20; turn += 1) answer = await attempt(client, broken);
    expect(answer).toBeUndefined();
  }
  await log.lead();
  expect(filesWithSecret()).toEqual([]);
});

test("a part that no entry in force withholds is deleted by nobody, the owner included", async () => {
  const sequencer = await log.lead();
  await log.submit([registration("ada", {}, [SECRET]), withhold(testKey("ada"), "not hers to withhold")]);
  await settle(sequencer);
  await sequencer.withhold("new");
  for (const role of ["owner", "seq"] as const) {
    const client = await log.connect(role);
    await expect(client.query("DELETE FROM part")).rejects.toThrow("no entry in force withholds it");
    await expect(client.query("UPDATE part SET bytes = 'x'")).rejects.toMatchObject({ code: "42501" });
  }
});

/** The k-th call fails, after it was done for every other k. */
function failing(client: pg.Client, k: number): Sql {
  let calls = 0;
  return {
    query: async (text, values) => {
      const isHit = calls === k;
      calls += 1;
      if (isHit && k % 2 === 0) throw new Error(`Call ${k} fails.`);
      const result = await client.query(text, values);
      if (isHit) throw new Error(`Call ${k} fails after it was done.`);
      return result;
    },
  } as Sql;
}
