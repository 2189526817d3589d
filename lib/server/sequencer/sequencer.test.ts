import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { verifyPromise } from "#lib/log/promise.ts";
import { buildReceipt, parseReceipt, verifyReceipt } from "#lib/log/receipt.ts";
import { noteSignerOf, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { newTileCache } from "#lib/server/log-store/read-nodes.ts";
import { receiptOf } from "#lib/server/log-store/receipt-of.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { stretchesOfParts } from "./check-tile.ts";
import { readBareEntries } from "./read-entries.ts";
import { KEYS, registration, START, settle, signed, TestLog, testKey, testOrigin } from "./test-log.ts";

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

const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => registration(`person ${from + at}`));

async function entries() {
  const client = await log.connect("web");
  const { rows } = await client.query<{ index: number; hash: string; logged_at_ms: number }>(
    "SELECT index, encode(statement_hash, 'hex') AS hash, logged_at_ms FROM log_entry ORDER BY index",
  );
  return rows;
}

describe("sequencing", () => {
  test("an empty log takes its genesis first and nothing else", async () => {
    const [waiting] = people(1);
    await log.submit(waiting === undefined ? [] : [waiting]);
    const sequencer = await log.lead();
    await sequencer.sequence();
    expect(sequencer.size).toBe(1);
    const logged = await entries();
    expect(logged).toHaveLength(1);
    expect(logged[0]?.hash).toBe(log.options(await log.connect()).genesis.parsed.hash);
  });

  test("a genesis that would be void is refused for good: nothing stands on it", async () => {
    log.now = addMs(START, 25 * 3_600_000);
    const sequencer = await log.lead();
    await expect(sequencer.sequence()).rejects.toThrow(/void \(stale-issued\).*touchstone reset/);
    expect(await entries()).toEqual([]);
  });

  test("gives contiguous indices, and a receipt that verifies for every entry at sizes around a full tile", async () => {
    const sequencer = await log.lead();
    await settle(sequencer);
    for (const [from, count] of [
      [0, 254],
      [254, 1],
      [255, 1],
      [256, 300],
    ] as const) {
      await log.submit(people(count, from));
      await settle(sequencer);
    }
    const logged = await entries();
    expect(logged.map(({ index }) => index)).toEqual(Array.from({ length: 557 }, (_, index) => index));
    const web = await log.connect("web");
    const cache = newTileCache();
    const logVkey = noteSignerOf(KEYS.log, testOrigin()).vkey;
    for (const index of [0, 1, 127, 254, 255, 256, 257, 511, 512, 556]) {
      const receipt = await receiptOf(web, index, cache);
      if (receipt === undefined) throw new Error(`no receipt of ${index}`);
      const bytes = buildReceipt(receipt);
      expect(verifyReceipt(bytes, { logVkey })).toMatchObject({ ok: true, index });
      expect(parseReceipt(bytes).ok).toBe(true);
    }
  });

  test("the receipt core of an entry stays the same when the log grows", async () => {
    const sequencer = await log.lead();
    await log.submit(people(3));
    await settle(sequencer);
    const web = await log.connect("web");
    const before = await receiptOf(web, 2, undefined);
    await log.submit(people(300, 3));
    await settle(sequencer);
    expect(await receiptOf(web, 2, undefined)).toEqual(before);
  });

  test("log time is the clock's, and never goes back when the clock does", async () => {
    const sequencer = await log.lead();
    await settle(sequencer);
    log.now = addMs(START, 5_000);
    await log.submit(people(1));
    await settle(sequencer);
    log.now = addMs(START, 1_000);
    await log.submit(people(1, 1));
    await settle(sequencer);
    expect((await entries()).map((row) => row.logged_at_ms)).toEqual([START, START + 5_000, START + 5_000]);
  });

  test("a statement that is logged already leaves the inbox without a second index", async () => {
    const sequencer = await log.lead();
    const [one] = people(1);
    if (one === undefined) throw new Error("nobody");
    await log.submit([one]);
    await settle(sequencer);
    await log.submit([one]);
    await settle(sequencer);
    expect(await entries()).toHaveLength(2);
    const { rows } = await (await log.connect("web")).query("SELECT 1 FROM inbox");
    expect(rows).toHaveLength(0);
  });

  test("a key that an entry publishes verifies the entries after it in the same batch", async () => {
    const owner = testKey("owner");
    const second = testKey("owner's second key");
    const register = registration("owner");
    const proof = {
      log: testOrigin(),
      provider: owner.did,
      thumbprint: second.thumbprint,
      purpose: "control",
    } as const;
    const add = signed(owner, "add", {
      kind: "key.add",
      subject: owner.did,
      body: {
        purpose: "control",
        newKey: second.did,
        proof: base64UrlEncode(signerOf(second.seed)(keyProofBytes(proof))),
      },
    });
    const after = signed(second, "rename", {
      kind: "participant.update",
      subject: owner.did,
      issuer: owner.did,
      prev: register.hash,
      body: { displayName: "Renamed" },
    });
    const sequencer = await log.lead();
    await log.submit([register, add, after]);
    await settle(sequencer);
    expect((await entries()).map(({ hash }) => hash).slice(1)).toEqual([register, add, after].map(({ hash }) => hash));
    expect(log.events.filter(({ event }) => event === "dropped")).toEqual([]);
  });

  test("parts are kept with their entry, in the database and in the second store", async () => {
    const part = { bytes: new TextEncoder().encode("a contact"), nonce: new Uint8Array(32).fill(7) };
    const sequencer = await log.lead();
    await log.submit([registration("with a part", {}, [part])]);
    await settle(sequencer);
    const { rows } = await (await log.connect("web")).query<{ entry_index: number; bytes: Buffer; nonce: Buffer }>(
      "SELECT entry_index, bytes, nonce, media_type, visibility FROM part",
    );
    expect(rows).toMatchObject([{ entry_index: 1, media_type: "text/plain", visibility: "parties" }]);
    expect(rows[0]?.bytes.equals(part.bytes)).toBe(true);
    const stored = [...(await (await log.store()).readParts(0)).values()];
    expect(stored).toMatchObject([{ entry: 1, position: 0 }]);
    expect(Buffer.from(stored[0]?.nonce ?? []).equals(part.nonce)).toBe(true);
  });

  test("of long parts each signature compares a few MiB, and a changed byte is found when its turn comes", async () => {
    const sequencer = await log.lead();
    const long = (at: number) => ({ bytes: new Uint8Array(780_000).fill(at), nonce: new Uint8Array(32).fill(at) });
    await log.submit(Array.from({ length: 6 }, (_, at) => registration(`long ${at}`, {}, [long(at)])));
    await settle(sequencer);
    const stretches = stretchesOfParts(await readBareEntries(await log.connect(), 0, 7));
    expect(stretches.map((stretch) => stretch.map(({ index }) => index))).toEqual([[1, 2, 3, 4, 5], [6]]);
    const place = (await log.files.lengthOf("parts/000")) - 500_000;
    const [letter] = await log.files.readAt("parts/000", place, 1);
    await log.files.writeAt("parts/000", place, Uint8Array.of(letter === 65 ? 66 : 65));
    const publishOneMore = async (at: number) => {
      await log.submit(people(1, at));
      await settle(sequencer);
    };
    const refused = expect.objectContaining({ health: "tampered", message: expect.stringMatching(/^Entry 6: /) });
    // Two stretches: one of any two signatures in a row comes upon it.
    await expect(publishOneMore(0).then(() => publishOneMore(1))).rejects.toEqual(refused);
  });
});

describe("what intake should have refused", () => {
  test.each([
    [
      "a broken signature",
      (bytes: string) => bytes.replace(/"signature":"(.)/, (_, c) => `"signature":"${c === "A" ? "B" : "A"}`),
      /^bad-signature/,
    ],
    ["a space that is not canonical", (bytes: string) => bytes.replace('"v":1', '"v": 1'), /^not-canonical/],
    ["another log", (bytes: string) => bytes.replace("log.example/test", "log.example/tost"), /^wrong-log/],
    [
      "an unknown kind",
      (bytes: string) => bytes.replace("participant.register", "participant.forsworn"),
      /^unknown-kind/,
    ],
  ])("%s is dropped with its reason and an alarm, and gets no index", async (_, change, reason) => {
    const good = registration("good");
    const bad = registration("bad");
    const bytes = new TextEncoder().encode(change(new TextDecoder().decode(bad.bytes)));
    const sequencer = await log.lead();
    await log.submit([{ ...bad, bytes }, good]);
    await settle(sequencer);
    expect((await entries()).map(({ hash }) => hash).slice(1)).toEqual([good.hash]);
    const { rows } = await (await log.connect("web")).query<{ reason: string }>("SELECT reason FROM inbox_dropped");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.reason).toMatch(reason);
    expect(log.events).toContainEqual({ event: "dropped", statementHash: bad.hash, reason: rows[0]?.reason });
  });

  test("a row whose fault lies at a place that text columns cannot name is dropped, and the log goes on", async () => {
    const statement = registration("odd place", { "\u0000": 1 });
    const sequencer = await log.lead();
    await log.submit([statement, registration("next in line")]);
    await settle(sequencer);
    expect(log.events).toContainEqual(expect.objectContaining({ event: "dropped", statementHash: statement.hash }));
    expect(sequencer.size).toBe(2);
  });

  test("parts that are not what the statement commits to are dropped", async () => {
    const part = { bytes: new Uint8Array([1, 2, 3]), nonce: new Uint8Array(32) };
    const statement = registration("parted", {}, [part]);
    const sequencer = await log.lead();
    await log.submit([{ ...statement, parts: [{ ...part, bytes: new Uint8Array([1, 2, 4]) }] }]);
    await settle(sequencer);
    expect(log.events).toContainEqual({ event: "dropped", statementHash: statement.hash, reason: "schema /parts/0" });
  });

  test("a second genesis is dropped", async () => {
    const sequencer = await log.lead();
    await settle(sequencer);
    const genesis = log.options(await log.connect()).genesis.parsed;
    const other = signed(KEYS.statement, "another genesis", {
      kind: "index.genesis",
      subject: "index",
      body: genesis.statement.body,
    });
    await log.submit([other]);
    await settle(sequencer);
    expect(log.events).toContainEqual({ event: "dropped", statementHash: other.hash, reason: "already-exists /kind" });
  });
});

describe("promises", () => {
  test("a row that waited longer than a submitter does gets a promise that verifies", async () => {
    const sequencer = await log.lead();
    await settle(sequencer);
    const [late, early] = people(2);
    if (late === undefined || early === undefined) throw new Error("nobody");
    log.now = addMs(START, 10_000);
    await log.submit([late], addMs(log.now, -1_500));
    await log.submit([early], addMs(log.now, -1_499));
    await settle(sequencer);
    const { rows } = await (await log.connect("web")).query<{ hash: string; note: string; include_by_ms: number }>(
      "SELECT encode(statement_hash, 'hex') AS hash, note, include_by_ms FROM promise",
    );
    expect(rows.map(({ hash }) => hash)).toEqual([late.hash]);
    const vkey = noteSignerOf(KEYS.promise, `${testOrigin()}/promise`).vkey;
    expect(verifyPromise(rows[0]?.note ?? "", vkey)).toMatchObject({ ok: true, promise: { statementHash: late.hash } });
    expect(rows[0]?.include_by_ms).toBe(log.now - 1_500 + 60_000);
  });

  test("a row that admission will drop gets none", async () => {
    const sequencer = await log.lead();
    await settle(sequencer);
    const bad = registration("bad");
    const bytes = bad.bytes.slice();
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    log.now = addMs(START, 10_000);
    await log.submit([{ ...bad, bytes }], START);
    await sequencer.promiseBacklog(0);
    await settle(sequencer);
    const { rows } = await (await log.connect("web")).query("SELECT 1 FROM promise");
    expect(rows).toEqual([]);
  });
});

describe("restart", () => {
  test("a new sequencer goes on where the last one ended, with the same root", async () => {
    const first = await log.lead();
    await log.submit(people(300));
    await settle(first);
    const before = await readHead(await log.connect());
    const second = await log.lead();
    expect(second.size).toBe(before.size);
    await log.submit(people(5, 300));
    await settle(second);
    const after = await readHead(await log.connect());
    expect(after).toMatchObject({ size: 306, publishedSize: 306, health: "ok", epoch: before.epoch + 1 });
  });

  test("what was written but not published is published before anything new is taken", async () => {
    const first = await log.lead();
    await settle(first);
    await log.submit(people(10));
    await first.sequence();
    expect(first.isUnpublished).toBe(true);
    await log.submit(people(1, 10));
    await log.lead();
    expect(await readHead(await log.connect())).toMatchObject({ size: 11, publishedSize: 11 });
  });
});
