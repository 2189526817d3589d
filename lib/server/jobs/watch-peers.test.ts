import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { proveInclusion } from "#lib/log/tree.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { KEYS, settle, TestLog, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { type PeerForm, peerKey } from "#lib/state/forms.ts";
import { buildConflictingCheckpoints, buildFalseTime } from "#lib/state/fraud/build.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { headOf, logSigner, nodesOfLog, POLICY, smallLog } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG } from "#lib/state/testing/world.ts";
import { logFraudProofs } from "./log-fraud-proofs.ts";
import { readNewestForm } from "./own-statement.ts";
import { leavesOf, TestPeer } from "./test-peer.ts";
import { OBSERVE_EVERY_MS, PeerWatcher } from "./watch-peers.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;
let peer: TestPeer;
let worker: Sql;
let dice = 0;
let peers = 0;

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };

const random = (bytes: number) => {
  dice += 1;
  return sha256(utf8Encode(`dice ${dice}`)).slice(0, bytes);
};

/** A worker's job as it is after a start: it remembers nothing. */
function watcher(peers = [peer.peer]): PeerWatcher {
  return new PeerWatcher({
    peers,
    get: boundedGet({ timeoutMs: 2_000, maxBytes: 65_536 }),
    signer,
    random,
    policy: POLICY,
  });
}

/** One look by a fresh worker, and everything logged that it submitted. */
async function look(): Promise<string | undefined> {
  const [event] = await watcher().run(worker, log.now);
  await logFraudProofs(worker, signer, random, log.now);
  await settle(sequencer);
  return event?.outcome;
}

async function form(): Promise<PeerForm | undefined> {
  const found = await readNewestForm(worker, peerKey(peer.origin));
  return found?.aggregate === "peer" ? found : undefined;
}

async function contact() {
  const { rows } = await worker.query<{ trouble: string | null; detail: string }>(
    "SELECT trouble, trouble_detail AS detail FROM peer WHERE origin = $1",
    [peer.origin],
  );
  return rows[0];
}

async function knownSize(): Promise<number> {
  const { rows } = await worker.query<{ size: string }>("SELECT size FROM peer_head WHERE origin = $1", [peer.origin]);
  return Number(rows[0]?.size ?? -1);
}

async function passTime(ms: number): Promise<void> {
  log.now = addMs(log.now, ms);
  await sequencer.heartbeat();
}

/** The logged proofs against this peer, as a stranger finds them in the log. */
async function loggedProofs(): Promise<Uint8Array[]> {
  const { rows } = await worker.query<{ leaf: Buffer }>(
    "SELECT e.leaf FROM log_entry e JOIN entry_row r USING (index) WHERE r.kind = 'fraud.proof' AND r.status = 'effective'",
  );
  const bodies = rows.map(({ leaf }) => JSON.parse(leaf.toString("utf8")).statement.body);
  return bodies.filter(({ accused }) => accused === peer.origin).map(({ proof }) => utf8Encode(proof));
}

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  sequencer = await log.lead();
  await settle(sequencer);
  worker = await log.connect("worker");
});

/** Each test has a peer of its own. */
beforeEach(async () => {
  peers += 1;
  peer = await TestPeer.start(`peer-${peers}.example/log`);
  peer.leaves = leavesOf(300);
});

afterEach(() => peer.stop());

afterAll(async () => {
  await log.close();
  await database.drop();
});

test("a peer that grows is recorded at once and then hourly, each head proven to extend the one before", async () => {
  expect(await look()).toBe("agrees");
  expect(await form()).toMatchObject({ head: { size: 300, agreement: "first" }, observations: 1 });
  peer.leaves = leavesOf(600);
  await passTime(OBSERVE_EVERY_MS - 1);
  expect(await look()).toBe("agrees");
  expect(await knownSize()).toBe(600);
  expect((await form())?.observations).toBe(1);
  await passTime(1);
  expect(await look()).toBe("agrees");
  expect(await form()).toMatchObject({ head: { size: 600, agreement: "consistent" }, observations: 2, conflicts: 0 });
  await passTime(OBSERVE_EVERY_MS);
  expect(await look()).toBe("agrees");
  expect((await form())?.observations).toBe(2);
});

test("a head that was set back and signed anew is proven, accused once, and its log never looked at again", async () => {
  await look();
  peer.leaves = [...leavesOf(290), ...leavesOf(10, "other")];
  expect(await look()).toBe("forked");
  expect(await form()).toMatchObject({ conflicts: 1, accusations: { count: 1 } });
  const [proof] = await loggedProofs();
  const trust = { logVkey: peer.signer.vkey };
  expect(verifyFraudProof(proof ?? new Uint8Array(), trust)).toMatchObject({ ok: true, verdict: "equivocation" });
  peer.asked.length = 0;
  peer.leaves = leavesOf(300);
  expect(await look()).toBe("forked");
  expect(peer.asked).toEqual([]);
  expect(await loggedProofs()).toHaveLength(1);
});

test("a larger head over another history is proven from the tiles that are served for it", async () => {
  await look();
  peer.leaves = [...leavesOf(256), ...leavesOf(700, "other")];
  expect(await look()).toBe("forked");
  const [proof] = await loggedProofs();
  const finding = verifyFraudProof(proof ?? new Uint8Array(), { logVkey: peer.signer.vkey });
  expect(finding).toMatchObject({ ok: true, proof: { kind: "inconsistent-sizes" } });
});

test("a smaller head of the same history is said, forgotten by nobody, and accused of nothing", async () => {
  await look();
  peer.leaves = leavesOf(299);
  expect(await look()).toBe("older-head");
  expect([await contact(), await knownSize()]).toMatchObject([{ trouble: "older-head" }, 300]);
  expect(await loggedProofs()).toEqual([]);
  peer.leaves = leavesOf(301);
  expect(await look()).toBe("agrees");
  expect(await contact()).toMatchObject({ trouble: null, detail: "" });
});

test("tiles that are missing, cut or of another tree prove nothing, and the head is not believed", async () => {
  await look();
  const lies: TestPeer["override"][] = [
    (path) => (path.startsWith("tile/") ? { status: 404, body: "" } : undefined),
    (path) => (path.startsWith("tile/") ? { status: 200, body: "short" } : undefined),
    (path) =>
      path.startsWith("tile/0")
        ? { status: 200, body: new Uint8Array(path.includes(".p") ? 32 * 88 : 8192) }
        : undefined,
  ];
  peer.leaves = leavesOf(600);
  for (const lie of lies) {
    peer.override = lie;
    expect(await look()).toBe("unproven");
    expect(await knownSize()).toBe(300);
  }
  expect(await loggedProofs()).toEqual([]);
});

test("a partial tile that was given up for the full one is read from it", async () => {
  await look();
  peer.leaves = leavesOf(513);
  peer.override = (path) => (path.startsWith("tile/0/001.p") ? { status: 404, body: "" } : undefined);
  expect(await look()).toBe("agrees");
});

test("answers that are late, long, redirecting, unsigned, of another log or under another key are told apart and believed by nobody", async () => {
  const stranger = ed25519NoteSigner(peer.origin, testKey("a stranger").seed);
  const cases: [TestPeer["override"], string, RegExp][] = [
    [() => ({ status: 500, body: "" }), "no-answer", /answers 500/],
    [() => ({ status: 302, body: "", headers: { Location: "http://127.0.0.1:1/" } }), "no-answer", /redirects/],
    [() => ({ status: 200, body: "x".repeat(70_000) }), "no-answer", /more than 65536 bytes/],
    [() => ({ status: 200, body: "", headers: { "Content-Encoding": "zstd" } }), "no-answer", /encoding/],
    [() => ({ status: 200, body: "hello" }), "not-signed", /no checkpoint/],
    [() => ({ status: 200, body: peer.note(peer.leaves, stranger) }), "not-signed", /no checkpoint/],
  ];
  for (const [override, outcome, detail] of cases) {
    peer.override = override;
    expect(await look()).toBe(outcome);
    expect((await contact())?.detail).toMatch(detail);
  }
  expect(await knownSize()).toBe(-1);
  peer.override = () => undefined;
  expect(await look()).toBe("agrees");
  const other = { ...peer.peer, vkey: stranger.vkey };
  expect(await watcher([other]).run(worker, log.now)).toEqual([{ origin: peer.origin, outcome: "other-key" }]);
});

test("what a peer has proven against a known log is verified and taken over; against strangers, unproven or once more of its kind, it is not", async () => {
  const liar = await TestPeer.start("liar.example/log");
  const stranger = await TestPeer.start("stranger.example/log");
  const fileOf = (log: TestPeer, second: string) => {
    const proof = buildConflictingCheckpoints(log.note(leavesOf(3)), second, log.signer.vkey);
    if (proof === undefined) throw new Error("no conflict");
    return encodeFraudProof(proof);
  };
  const good = fileOf(liar, liar.note(leavesOf(3, "other")));
  const broken = utf8Encode(
    utf8Decode(good)?.replace('"kind":"conflicting-checkpoints"', '"kind":"unmet-promise"') ?? "",
  );
  const more = fileOf(liar, liar.note(leavesOf(3, "another")));
  // What depends on time convicts by the clocks of whoever takes it.
  const { world } = smallLog(2);
  const { leaves, now } = world;
  const entry = {
    index: 1,
    entryBytes: leaves[1] ?? new Uint8Array(),
    proof: proveInclusion(1, 2, nodesOfLog(leaves)),
  };
  const dated = buildFalseTime(headOf(leaves, 2, addMs(now, -HOUR_MS)), entry, logSigner.vkey, POLICY, () => true);
  if (dated === undefined) throw new Error("no false time");
  const late = encodeFraudProof(dated);
  const files = [good, broken, fileOf(stranger, stranger.note(leavesOf(3, "other"))), more, late];
  const named = new Map(files.map((bytes) => [hexEncode(sha256(bytes)), bytes]));
  const listed = [...named.keys()].map((hash, at) => ({
    accused: at === 4 ? TEST_LOG : (at === 2 ? stranger : liar).origin,
    kind: at === 4 ? "false-time" : at === 1 ? "unmet-promise" : "conflicting-checkpoints",
    sha256: hash,
  }));
  peer.override = (path) => {
    const [, hash] = /^\/api\/v1\/fraud-proofs(?:\/(\w+)|\?limit=8)$/.exec(path) ?? [];
    if (hash !== undefined) return { status: 200, body: named.get(hash) ?? "" };
    return path.startsWith("/api/") ? { status: 200, body: JSON.stringify({ data: listed }) } : undefined;
  };
  try {
    const away = "http://127.0.0.1:1/log";
    const dishonest = { origin: TEST_LOG, vkey: logSigner.vkey, url: away };
    await watcher([peer.peer, { ...liar.peer, url: away }, dishonest]).run(worker, log.now);
    const { rows } = await worker.query<{ accused: string; bytes: Buffer }>(
      "SELECT accused, bytes FROM fraud_proof WHERE accused = ANY($1) ORDER BY seq",
      [[liar.origin, stranger.origin, TEST_LOG]],
    );
    expect(rows.map(({ accused, bytes }) => [accused, new Uint8Array(bytes)])).toEqual([
      [liar.origin, good],
      [TEST_LOG, late],
    ]);
  } finally {
    await liar.stop();
    await stranger.stop();
  }
});

test("a head of the memory can neither shrink nor be replaced or dropped, by anyone", async () => {
  await look();
  const owner = await log.connect("owner");
  for (const change of ["SET size = 299", "SET root = sha256('x')", "SET vkey = 'other'"]) {
    await expect(owner.query(`UPDATE peer_head ${change} WHERE origin = '${peer.origin}'`)).rejects.toThrow(
      "never goes back",
    );
  }
  await expect(owner.query("DELETE FROM peer_head")).rejects.toThrow("append-only");
  await watcher([]).run(worker, log.now);
  expect([await contact(), await knownSize()]).toEqual([undefined, 300]);
});

// The last: what is kept here is no proof that could be logged.
test("an index that told two people two things is convicted of that, and its log is watched on", async () => {
  expect(await look()).toBe("agrees");
  const bytes = utf8Encode(`two answers of ${peer.origin}`);
  await worker.query(
    `INSERT INTO fraud_proof (sha256, kind, accused, verdict, bytes, heads, received_at_ms, length)
     VALUES ($1, 'contradicting-answers', $2, 'equivocation', $3, '[]', $4, octet_length($3::bytea))`,
    [Buffer.from(sha256(bytes)), peer.origin, Buffer.from(bytes), log.now],
  );
  expect(await watcher().run(worker, log.now)).toEqual([{ origin: peer.origin, outcome: "agrees" }]);
});
