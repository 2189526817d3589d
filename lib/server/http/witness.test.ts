import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { PeerView } from "#lib/contract/peers.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { cosignatureVerifier } from "#lib/log/cosignature.ts";
import { naiveConsistency } from "#lib/log/naive-tree.ts";
import { formatAddCheckpoint, readWitnessAnswer } from "#lib/log/witness-protocol.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase, makeTestDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import { leavesOf, TestPeer } from "#lib/server/jobs/test-peer.ts";
import { PeerWatcher } from "#lib/server/jobs/watch-peers.ts";
import { raiseEpoch } from "#lib/server/sequencer/leadership.ts";
import { diskFiles } from "#lib/server/sequencer/store/store-files.ts";
import { KEYS, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { answerWitnessRequests } from "#lib/server/sequencer/witnesses/answer-witness-requests.ts";
import { restoreWitnessed } from "#lib/server/sequencer/witnesses/witness-memory.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
const ORIGINS = ["grows", "forks", "races", "shrinks", "noise"].map((name) => `${name}.example/log`);
let site: TestSite;
let peers: TestPeer[];
let peer: TestPeer;
let turn = 0;

beforeAll(async () => {
  peers = await Promise.all(ORIGINS.map((origin) => TestPeer.start(origin)));
  site = await startTestSite(database, { witnessed: peers.map((each) => each.peer) });
});
/** Each test is another log. */
beforeEach(() => {
  peer = peers[turn % peers.length] ?? peer;
  turn += 1;
});
afterEach(() => expect(site.context.follower.peek()?.head.health ?? "ok").toBe("ok"));
afterAll(async () => {
  await Promise.all(peers.map((each) => each.stop()));
  await site.close();
});

function bodyOf(old: readonly Hash[], next: readonly Hash[], oldSize = old.length): string {
  const proof = oldSize === 0 || oldSize >= next.length ? [] : naiveConsistency(oldSize, next);
  return formatAddCheckpoint({ oldSize, proof, checkpointNote: peer.note([...next]) });
}

async function ask(body: string | Uint8Array, address = "192.0.2.1") {
  const response = await fetch(`${site.url}/witness/add-checkpoint`, {
    method: "POST",
    headers: { "x-forwarded-for": address },
    body: Buffer.from(typeof body === "string" ? utf8Encode(body) : body),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const mediaType = response.headers.get("content-type") ?? "";
  return { status: response.status, mediaType, body: bytes, text: Buffer.from(bytes).toString("utf8") };
}

const lastNote = async (origin: string) =>
  await fetch(`${site.url}/witness/${hexEncode(sha256(utf8Encode(origin)))}/checkpoint`);

test("a log that grows is cosigned head by head under the published key, and anyone reads what was cosigned last", async () => {
  const witness = cosignatureVerifier(site.context.publicKeys.vkeys.witness);
  if (witness === undefined) throw new Error("not a witness's key");
  expect((await lastNote(peer.origin)).status).toBe(404);
  for (const [old, next] of [
    [0, 3],
    [3, 3],
    [3, 300],
  ] as const) {
    const answer = await ask(bodyOf(leavesOf(old), leavesOf(next)));
    const reply = readWitnessAnswer(answer, peer.note(leavesOf(next)), witness);
    expect(reply, answer.text).toMatchObject({ outcome: "cosigned", timeSeconds: Math.floor(site.now / 1000) });
  }
  const last = await lastNote(peer.origin);
  expect(last.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const opened = openCheckpoint(await last.text(), peer.signer.vkey, [witness]);
  expect(opened).toMatchObject({ ok: true, value: { checkpoint: { size: 300 }, cosigned: [{ witness }] } });
});

test("another root for a cosigned size is refused, kept, and becomes a proof that needs no answer of the log", async () => {
  await ask(bodyOf([], leavesOf(9)));
  const before = await (await lastNote(peer.origin)).text();
  expect(await ask(bodyOf(leavesOf(9), leavesOf(9, "other")))).toMatchObject({ status: 409, text: "other-root\n" });
  expect(await ask(bodyOf([], leavesOf(9, "third")))).toMatchObject({ status: 409, mediaType: "text/x.tlog.size" });
  expect(await (await lastNote(peer.origin)).text()).toBe(before);
  const silent = { ...peer.peer, url: "http://127.0.0.1:1/log" };
  const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
  const watcher = new PeerWatcher({ peers: [silent], get: boundedGet(), signer, random: (n) => new Uint8Array(n) });
  await watcher.run(await site.log.connect("worker"), site.now);
  const { data } = (await (await fetch(`${site.url}/api/v1/peers`)).json()) as { data: PeerView[] };
  expect(data).toMatchObject([{ state: "forked", cosigned: { size: 9 } }]);
  const file = await fetch(`${site.url}/api/v1/fraud-proofs/${data[0]?.fraud_proofs[0]?.sha256}`);
  const finding = verifyFraudProof(new Uint8Array(await file.arrayBuffer()), { logVkey: peer.signer.vkey });
  expect(finding.verdict).toBe("equivocation");
  // Whoever was convicted is nobody's log any more.
  expect((await ask(bodyOf(leavesOf(9), leavesOf(10)))).status).toBe(404);
});

test("of many heads at once that exclude each other, exactly one is cosigned", async () => {
  const branches = Array.from({ length: 8 }, (_, at) => leavesOf(5, `branch ${at}`));
  const answers = await Promise.all(branches.map((leaves) => ask(bodyOf([], leaves))));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
});

test("with yesterday's database this index still refuses what contradicts today's cosignature", async () => {
  expect((await ask(bodyOf([], leavesOf(20)))).status).toBe(200);
  const yesterday = await makeTestDatabase();
  const log = site.log.over(yesterday);
  try {
    const sql = await log.connect("seq");
    const { epoch } = await raiseEpoch(sql);
    await restoreWitnessed(sql, epoch, site.log.files);
    const web = await log.connect("web");
    const signer = witnessSignerOf(`${testOrigin()}/witness`, KEYS.witness.seed);
    const surroundings = { files: site.log.files, clock: () => site.now, log: site.context.logger };
    const answers = async (health: string) => {
      await sql.query("UPDATE log_head SET health = $1", [health]);
      await web.query("INSERT INTO witness_request (body, received_at_ms) VALUES ($1, 9e15)", [
        Buffer.from(bodyOf([], leavesOf(20, "other"))),
      ]);
      expect(await answerWitnessRequests(sql, epoch, { logs: [peer.peer], signer }, surroundings)).toBe(1);
      const { rows } = await web.query("SELECT status, answer FROM witness_request ORDER BY id DESC LIMIT 1");
      return rows[0];
    };
    // A clock that its own witnesses refute must not date anybody's head.
    expect(await answers("clock")).toEqual({ status: 503, answer: "clock\n" });
    expect(await answers("behind")).toEqual({ status: 409, answer: "20\n" });
    // A second store that was lost and made anew learns from the database.
    const folder = await mkdtemp(path.join(tmpdir(), "touchstone-store-"));
    await restoreWitnessed(sql, epoch, await diskFiles(folder));
    expect(await readdir(path.join(folder, "witnessed"))).toHaveLength(
      (await sql.query("SELECT 1 FROM witnessed_log")).rowCount ?? 0,
    );
    await rm(folder, { recursive: true });
  } finally {
    await log.closeConnections();
    await yesterday.drop();
  }
});

test("every other request has the status of the protocol, whatever its bytes, and floods are cut off", async () => {
  expect((await ask(bodyOf([], leavesOf(7)))).status).toBe(200);
  const good = bodyOf(leavesOf(7), leavesOf(12));
  const stranger = good.replaceAll("noise.example", "other.example");
  const forged = `${good.slice(0, -12)}AAAA${good.slice(-8)}`;
  const unproven = formatAddCheckpoint({ oldSize: 7, proof: [], checkpointNote: peer.note(leavesOf(12)) });
  const cases: [string | Uint8Array, number][] = [
    [stranger, 404],
    [forged, 403],
    [bodyOf([], leavesOf(2), 3), 400],
    [unproven, 422],
    ["", 400],
    [new Uint8Array([0xff, 0xfe, 0x0a, 0x0a]), 400],
    [`old 7\n${"x".repeat(70_000)}`, 413],
  ];
  for (const [body, status] of cases) expect((await ask(body)).status, String(body).slice(0, 40)).toBe(status);
  const bytes = utf8Encode(good);
  for (let round = 0; round < 90; round += 1) {
    const broken = bytes.slice(0, round % 3 === 0 ? 1 + ((round * 7) % (bytes.length - 1)) : bytes.length);
    for (let flip = 0; flip < 1 + (round % 4); flip += 1) {
      const at = (round * 31 + flip * 97) % broken.length;
      // Never the byte that stood there.
      broken[at] = ((broken[at] ?? 0) ^ (1 + ((round * 53 + flip) % 255))) & 0xff;
    }
    expect([400, 403, 404, 409, 422]).toContain((await ask(broken, `198.51.100.${round}`)).status);
  }
  // All but one of the requests that an address has in a minute; over HTTP they would only take longer.
  for (let spent = 1; spent < 300; spent += 1) await site.context.limiter.spend("witness", "203.0.113.9", 300);
  expect([(await ask("x", "203.0.113.9")).status, (await ask("x", "203.0.113.9")).status]).toEqual([400, 429]);
  expect((await ask(good)).status).toBe(200);
});
