/** What readers are told about witnesses, over HTTP, on a running index whose witnesses are real ones over loopback. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { KEYS, registration, START, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { announceInbox } from "#lib/server/services/statement/enqueue-statement.ts";
import { policyOf, startTestWitness, type TestWitness } from "#lib/server/witness/test-witness.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const logVkey = noteSignerOf(KEYS.log, testOrigin()).vkey;
let database: TestDatabase;
let site: TestSite;
let witnesses: TestWitness[];
let policy: WitnessPolicy;

beforeAll(async () => {
  database = await makeTestDatabase();
  const clock = () => START;
  witnesses = [
    await startTestWitness("w1.demo.invalid/site", logVkey, { clock }),
    await startTestWitness("north.example/site", logVkey, { clock }),
  ];
  policy = policyOf(
    logVkey,
    witnesses.map(({ entry }) => entry),
  );
  site = await startTestSite(database, { witnesses: policy });
});
afterAll(async () => {
  await site.close();
  for (const witness of witnesses) await witness.close();
  await database.drop();
});

const text = async (path: string) => await (await fetch(`${site.url}${path}`)).text();
const json = async (path: string) => JSON.parse(await text(path));

/** The checkpoint of that size once all witnesses have cosigned it and its entries are readable, as a reader gets it. */
async function witnessed(size: number): Promise<string> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const stop = site.context.follower.onChange(() => {
        stop();
        resolve();
      });
    });
    const note = await text("/log/checkpoint");
    const opened = openWitnessedCheckpoint(note, logVkey, policy);
    const { projectedSize } = await site.context.follower.know();
    if (opened.ok && opened.value.checkpoint.size === size && opened.value.isQuorumMet && projectedSize === size)
      return note;
    await changed;
  }
}

async function grow(label: string): Promise<void> {
  await site.log.submit([registration(label)]);
  await announceInbox(await site.log.connect("web"));
}

test("a checkpoint is served anew with each line that comes, also to who has kept the one before", async () => {
  const first = await witnessed(1);
  await grow("somebody");
  const second = await witnessed(2);
  expect(openWitnessedCheckpoint(second, logVkey, policy)).toMatchObject({
    ok: true,
    value: { cosigned: [{ witness: "w1.demo.invalid" }, { witness: "north.example" }], independent: 1 },
  });
  expect(first).not.toBe(second);
  expect(await text("/log/policy")).toContain("quorum all");
});

test("where each witness stands is told, and demonstrations count as none", async () => {
  await witnessed(2);
  const { data } = await json("/api/v1/log/witnesses");
  expect(data.latest).toMatchObject({
    size: 2,
    is_quorum_met: true,
    has_quorum: true,
    independent: 1,
    independent_total: 1,
  });
  expect(data.witnesses).toMatchObject([
    {
      name: "w1.demo.invalid",
      is_demonstration: true,
      last: { size: 2, time: "2026-11-22T10:00:00.000Z" },
      alarm: null,
    },
    { name: "north.example", is_demonstration: false, last: { size: 2 }, trouble: null },
  ]);
});

test("every checkpoint is listed with its lines, page by page", async () => {
  await witnessed(2);
  const first = await json("/api/v1/log/checkpoints?limit=1");
  expect(first.data).toMatchObject([{ size: 2, cosignatures: [{}, {}] }]);
  const second = await json(`/api/v1/log/checkpoints?limit=1&cursor=${first.page.next_cursor}`);
  expect(second).toMatchObject({ data: [{ size: 1, cosignatures: [{}, {}] }], page: { next_cursor: null } });
  for (const { note } of [...first.data, ...second.data])
    expect(openWitnessedCheckpoint(note, logVkey, policy)).toMatchObject({ ok: true, value: { isQuorumMet: true } });
  expect((await json("/api/v1/log/checkpoints?cursor=nonsense")).code).toBe("malformed");
});

test("a receipt that is read again carries its witnesses' lines over the same core", async () => {
  await witnessed(2);
  const { receipt } = await json("/api/v1/entries/1/receipt");
  const opened = openWitnessedCheckpoint(receipt.checkpoint, logVkey, policy);
  expect(opened).toMatchObject({ ok: true, value: { checkpoint: { size: 2 }, isQuorumMet: true } });
});

test("a line that somebody put into the database counts for nothing", async () => {
  await witnessed(2);
  const sql = await site.log.connect("seq");
  const { vkey } = witnesses[1]?.entry ?? { vkey: "" };
  // A true line of this witness, over another head, with a later time.
  await sql.query(
    `INSERT INTO log_cosignature SELECT 2, witness, vkey, time_s + 60, line, received_at_ms FROM log_cosignature
      WHERE size = 1 AND vkey = $1 LIMIT 1`,
    [vkey],
  );
  const { data } = await json("/api/v1/log/witnesses");
  expect(data.latest).toMatchObject({ cosigned: ["w1.demo.invalid"], is_quorum_met: false, independent: 0 });
});

test("an alarm is told to readers until that witness cosigns again", async () => {
  const north = witnesses[1];
  if (north === undefined) throw new Error("There is no second witness.");
  const stored = await north.store.read(testOrigin());
  const other = { size: 9, root: KEYS.log.seed as never, note: "" };
  await north.store.swap(testOrigin(), stored, other);
  await grow("somebody else");
  const alarm = async () => (await json("/api/v1/log/witnesses")).data.witnesses[1].alarm;
  const changed = () =>
    new Promise<void>((resolve) => {
      const stop = site.context.follower.onChange(() => {
        stop();
        resolve();
      });
    });
  for (let next = changed(); (await alarm()) === null; next = changed()) await next;
  expect((await alarm()).detail).toContain(
    "has cosigned size 9 of this log, whose newest checkpoint here is of size 3",
  );
  // The index serves and signs all the same.
  expect((await json("/readyz")).status).toBe("ok");
});
