/** The log's side of witnessing against real witnesses over loopback, good ones and all others. */
import type { RequestListener } from "node:http";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { addMs, asInstant } from "#lib/kernel/instant.ts";
import { formatSignatureLine } from "#lib/log/note.ts";
import { openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import type { PolicyWitness } from "#lib/log/witness-policy.ts";
import { parseAddCheckpoint } from "#lib/log/witness-protocol.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { readLatestCheckpoint } from "#lib/server/log-store/read-checkpoint.ts";
import { noteWith, readLatestCosignatures } from "#lib/server/log-store/read-cosignatures.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { listen, policyOf, startTestWitness, type TestWitness } from "#lib/server/witness/test-witness.ts";
import type { WitnessSigner } from "#lib/server/witness/witness-desk.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import type { Sequencer } from "../sequencer.ts";
import { KEYS, registration, settle, TestLog, testKey, testOrigin } from "../test-log.ts";
import { askWithin } from "./ask-witness.ts";
import { ClockGuard } from "./clock-guard.ts";
import { cosignatureKeeper, readKeptCosignatures, restoreCosignatures } from "./cosignature-journal.ts";
import { readStandings, type WitnessStanding } from "./witness-records.ts";
import { WitnessRounds } from "./witness-rounds.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;
let pool: ReturnType<typeof makePool>;
let logVkey: string;
let keep: ReturnType<typeof cosignatureKeeper>;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  keep = cosignatureKeeper(log.files);
  sequencer = await log.lead();
  await settle(sequencer);
  pool = makePool({ url: database.urls.seq, name: "test witnesses", max: 4 });
  logVkey = log.options(pool).logSigner.vkey;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await pool.end();
  await log.close();
  await database.drop();
});

let people = 0;
/** One entry and one head more. */
async function grow(): Promise<number> {
  people += 1;
  await log.submit([registration(`watched ${people}`)]);
  await settle(sequencer);
  return sequencer.size;
}

/** Rounds over these witnesses, whose monotonic clock the test moves. */
async function startRounds(witnesses: readonly PolicyWitness[], limitMs = 10_000, clock = () => asInstant(Date.now())) {
  const time = { ms: 1_000 };
  const policy = policyOf(logVkey, witnesses);
  const { epoch } = await readHead(pool);
  const rounds = await WitnessRounds.start({
    ...{ policy, sql: pool, epoch, clock, monotonicMs: () => time.ms, random: () => Uint8Array.of(0) },
    guard: new ClockGuard({ policy, clock, monotonicMs: () => time.ms }),
    ask: (url, body, signal) => askWithin(url, body, signal, limitMs),
    log: pino({ level: "silent" }),
    keep,
  });
  closing.push(() => rounds.stop());
  await rounds.settled();
  /** Lets time pass, so that who was waited for is asked again. */
  const later = (ms: number) => {
    time.ms += ms;
    rounds.ring();
    return rounds.settled();
  };
  return { rounds, policy, later };
}

/** The standing of a witness once it satisfies a condition; looked at again at every notification of the sequencer's. */
async function standing(vkey: string, holds: (is: WitnessStanding) => boolean): Promise<WitnessStanding> {
  const client = await log.connect("web");
  await client.query("LISTEN ts_head");
  for (;;) {
    const woken = new Promise((resolve) => client.once("notification", resolve));
    const is = (await readStandings(client)).get(vkey);
    if (is !== undefined && holds(is)) return is;
    await woken;
  }
}

async function good(name: string): Promise<TestWitness> {
  const witness = await startTestWitness(name, logVkey);
  closing.push(witness.close);
  return witness;
}

/** A witness of that name that behaves as `handle` does. */
async function bad(name: string, handle: RequestListener): Promise<PolicyWitness> {
  const { url, close } = await listen(handle);
  closing.push(close);
  return { name: name.split("/")[0] ?? name, vkey: witnessSignerOf(name, testKey(name).seed).vkey, url };
}

/** Cosigns whatever it is sent, at that second, and remembers nothing. */
function cosigning(signer: WitnessSigner, timeSeconds: number): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const parsed = parseAddCheckpoint(Buffer.concat(chunks));
    const text = parsed.ok ? `${parsed.value.checkpointNote.split("\n\n")[0]}\n` : "";
    response.writeHead(200).end(formatSignatureLine(signer.cosign(text, timeSeconds)));
  };
}

const isAt = (size: number) => (is: WitnessStanding) => is.cosigned?.size === size && is.outcome === "cosigned";

test("a published head gets the lines of all its witnesses, in the note, the database and the second store", async () => {
  const witnesses = [
    await good("w1.demo.invalid/good"),
    await good("w2.demo.invalid/good"),
    await good("w.example/good"),
  ];
  const { rounds, policy } = await startRounds(witnesses.map(({ entry }) => entry));
  const size = await grow();
  rounds.ring();
  for (const { entry } of witnesses) await standing(entry.vkey, isAt(size));
  const head = await readLatestCheckpoint(pool);
  const lines = await readLatestCosignatures(pool, size);
  const opened = openWitnessedCheckpoint(noteWith(head?.note ?? "", lines), logVkey, policy);
  // The two demonstrations make the quorum with the third, and add nothing to the number of independent ones.
  expect(opened).toMatchObject({ ok: true, value: { checkpoint: { size }, isQuorumMet: true, independent: 1 } });
  // Each is written to the second store right after the database, one after the other.
  const kept = async () => (await readKeptCosignatures(log.files)).filter((line) => line.size === size);
  await expect
    .poll(async () => (await kept()).map(({ line }) => line).sort(), { timeout: 10_000 })
    .toEqual(lines.map(({ line }) => line).sort());
});

test("cosignatures come back into a database that lost them, and only such as verify", async () => {
  const head = await readLatestCheckpoint(pool);
  const cosignature = witnessSignerOf("w.example/lost", testKey("lost").seed);
  const line = formatSignatureLine(cosignature.cosign(head?.note.split("\n\n")[0]?.concat("\n") ?? "", 7));
  const size = head?.size ?? 0;
  const kept = { size, witness: "w.example/lost", vkey: cosignature.vkey, timeSeconds: 7, line, receivedAtMs: 7_000 };
  const before = (await readLatestCosignatures(pool, size)).length;
  await keep(kept);
  await keep({
    ...kept,
    timeSeconds: 8,
    vkey: witnessSignerOf("w.example/lost", KEYS.log.seed).vkey,
  });
  const client = await log.connect();
  const { epoch } = await readHead(client);
  await restoreCosignatures(client, epoch, log.files, new Map([[size, head?.note ?? ""]]));
  const after = await readLatestCosignatures(pool, size);
  expect(after).toHaveLength(before + 1);
  expect(after.find(({ vkey }) => vkey === cosignature.vkey)).toMatchObject({ timeSeconds: 7, line });
});

test("a witness whose answer was lost says where it stands and is asked again from there", async () => {
  const witness = await good("w.example/lost-answer");
  let lose = true;
  const url = new URL(witness.entry.url);
  const lossy = await bad("w.example/lost-answer", async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(new URL(request.url ?? "", url), { method: "POST", body: Buffer.concat(chunks) });
    const body = await answer.text();
    // Stored, cosigned, and the connection dies before the line is out.
    if (lose && answer.status === 200) return void request.socket.destroy();
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "" }).end(body);
  });
  const { later } = await startRounds([lossy]);
  const lost = await standing(lossy.vkey, ({ failures }) => failures > 0);
  expect(lost).toMatchObject({ outcome: "unreachable", cosigned: undefined, oldSize: 0 });
  lose = false;
  const size = await grow();
  later(2_000);
  expect(await standing(lossy.vkey, isAt(size))).toMatchObject({ failures: 0, detail: "", oldSize: size });
  const statuses = witness.verdicts.map(({ verdict }) => verdict.status);
  expect(statuses).toEqual([200, 409, 200]);
});

test("after a restart the witness is asked from where it stood, also when no head is new", async () => {
  const witness = await good("w.example/restart");
  const first = await startRounds([witness.entry]);
  const size = sequencer.size;
  await standing(witness.entry.vkey, isAt(size));
  await first.rounds.stop();
  await startRounds([witness.entry]);
  expect(witness.verdicts.map(({ request, verdict }) => [request.oldSize, verdict.status])).toEqual([
    [0, 200],
    [size, 200],
  ]);
});

test("an idle head is cosigned anew, so that its times stay fresh", async () => {
  let now = 1_800_000_000_000;
  const witness = await startTestWitness("w.example/idle", logVkey, { clock: () => asInstant(now) });
  closing.push(witness.close);
  const { later } = await startRounds([witness.entry]);
  const first = await standing(witness.entry.vkey, isAt(sequencer.size));
  now += 600_000;
  later(599_000);
  later(2_000);
  const again = await standing(witness.entry.vkey, ({ cosigned }) => cosigned?.timeSeconds === 1_800_000_600);
  expect(again.cosigned?.size).toBe(first.cosigned?.size);
  // It counts, and readers are told that its clock is another.
  expect(again.detail).toMatch(/^Its clock and that of this index differ by \d+ minutes\.$/);
  const lines = await readLatestCosignatures(pool, sequencer.size);
  expect(lines.filter(({ vkey }) => vkey === witness.entry.vkey)).toMatchObject([{ timeSeconds: 1_800_000_600 }]);
});

test("while entries older than a minute wait for their publication, nobody is shown the head that lacks them", async () => {
  const witness = await good("w.example/tail");
  let now = addMs(log.now, 60_000);
  const from = sequencer.size;
  await log.submit([registration("waits to be published")]);
  await sequencer.sequence();
  const { later } = await startRounds([witness.entry], 10_000, () => now);
  const sizes = () => witness.verdicts.map(({ request }) => request.checkpoint.size);
  expect(sizes()).toEqual([from]);
  // Signing is refused for longer than heads stay fresh.
  now = addMs(now, 660_000);
  await later(660_000);
  expect(sizes()).toEqual([from]);
  await settle(sequencer);
  await later(0);
  expect(sizes()).toEqual([from, from + 1]);
});

test("one request is in flight, and the next is about the newest head: those between are not asked about", async () => {
  const witness = await good("w.example/slow");
  const asked: number[] = [];
  let arrived: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = await bad("w.example/slow", async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const parsed = parseAddCheckpoint(Buffer.concat(chunks));
    asked.push(parsed.ok ? parsed.value.checkpoint.size : -1);
    arrived();
    await held;
    const answer = await witness.desk.addCheckpoint(Buffer.concat(chunks));
    response.writeHead(answer.status, { "Content-Type": answer.mediaType }).end(answer.body);
  });
  const from = sequencer.size;
  const starting = startRounds([slow]);
  await isAsked;
  await grow();
  await grow();
  const size = await grow();
  release();
  const { rounds } = await starting;
  rounds.ring();
  await standing(slow.vkey, isAt(size));
  expect(asked).toEqual([from, size]);
});

test("a witness that holds another history raises an alarm that readers see; nobody else is disturbed", async () => {
  const other = await good("w1.example/other");
  const ahead = await good("w2.example/ahead");
  const fine = await good("w3.example/fine");
  const refuses = await bad("w4.example/422", (_, response) => void response.writeHead(422).end("inconsistent\n"));
  const root = testKey("another root").seed as never;
  const { size } = sequencer;
  await other.store.swap(testOrigin(), undefined, { size, root, note: "" });
  await ahead.store.swap(testOrigin(), undefined, { size: 1_000_000, root, note: "" });
  await startRounds([other.entry, ahead.entry, fine.entry, refuses]);
  const isAlarmed = ({ alarm }: WitnessStanding) => alarm !== undefined;
  expect((await standing(other.entry.vkey, isAlarmed)).detail).toContain(`another history of the same size ${size}`);
  expect((await standing(ahead.entry.vkey, isAlarmed)).detail).toContain("has cosigned size 1000000 of this log");
  expect((await standing(refuses.vkey, isAlarmed)).detail).toContain("does not extend");
  expect(await standing(fine.entry.vkey, isAt(size))).toMatchObject({ alarm: undefined });
});

test("what is no cosignature of the witness that was asked never counts, and is asked for again later and later", async () => {
  const answers: Record<string, RequestListener> = {
    "w1.example/429": (_, response) => void response.writeHead(429, { "Retry-After": "90" }).end(),
    "w2.example/garbage": (_, response) => void response.writeHead(200).end("nothing of use"),
    "w3.example/forged": cosigning(witnessSignerOf("w3.example/forged", KEYS.log.seed), 1),
    "w4.example/hanging": () => undefined,
    "w5.example/endless": (_, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.writable && response.write("— x y\n".repeat(1_000)));
      };
      response.on("drain", more);
      more();
    },
    "w6.example/spinning": (_, response) =>
      void response.writeHead(409, { "Content-Type": "text/x.tlog.size" }).end("1\n"),
    "w7.example/elsewhere": (_, response) => void response.writeHead(307, { Location: "http://127.0.0.1:1/" }).end(),
    "w8.example/never": cosigning(
      witnessSignerOf("w8.example/never", testKey("w8.example/never").seed),
      253_402_300_800,
    ),
  };
  const witnesses = await Promise.all(Object.entries(answers).map(([name, handle]) => bad(name, handle)));
  const isStuck = ({ name }: PolicyWitness) => name === "w4.example";
  await startRounds(witnesses.filter((witness) => !isStuck(witness)));
  await startRounds(witnesses.filter(isStuck), 300);
  const outcomes: Record<string, string> = {};
  for (const { name, vkey } of witnesses) {
    const is = await standing(vkey, ({ failures }) => failures > 0);
    expect(is.cosigned).toBeUndefined();
    if (name.startsWith("w1")) expect((is.backOffUntilMs ?? 0) - Date.now()).toBeGreaterThan(60_000);
    outcomes[name] = is.outcome;
  }
  expect(outcomes).toEqual({
    "w1.example": "back-off",
    "w2.example": "unusable",
    "w3.example": "unusable",
    "w4.example": "unreachable",
    "w5.example": "unreachable",
    "w6.example": "unusable",
    "w7.example": "unusable",
    "w8.example": "unusable",
  });
});

test("who failed is left alone until its time has come, however many heads are published", async () => {
  let asked = 0;
  const busy = await bad("w1.example/busy", (_, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  const fine = await good("w2.example/fine");
  const { later } = await startRounds([busy, fine.entry]);
  expect((await standing(busy.vkey, ({ failures }) => failures > 0)).detail).toBe("It asks to come later (503).");
  const size = await grow();
  later(400);
  await standing(fine.entry.vkey, isAt(size));
  expect(asked).toBe(1);
  later(200);
  await standing(busy.vkey, ({ failures }) => failures === 2);
  expect(asked).toBe(2);
});

test("a replaced leader writes nothing more about witnesses", async () => {
  const witness = await good("w.example/fenced");
  const { epoch } = await readHead(pool);
  const policy = policyOf(logVkey, [witness.entry]);
  const clock = () => asInstant(Date.now());
  const kept: unknown[] = [];
  const rounds = await WitnessRounds.start({
    ...{ policy, sql: pool, epoch: epoch - 1, clock, monotonicMs: () => 0, random: () => Uint8Array.of(0) },
    guard: new ClockGuard({ policy, clock, monotonicMs: () => 0 }),
    ask: (url, body, signal) => askWithin(url, body, signal, 10_000),
    log: pino({ level: "silent" }),
    keep: async (cosignature) => void kept.push(cosignature),
  });
  closing.push(() => rounds.stop());
  await rounds.settled();
  expect(witness.verdicts).toHaveLength(1);
  expect((await readStandings(pool)).get(witness.entry.vkey)).toBeUndefined();
  expect(kept).toEqual([]);
});
