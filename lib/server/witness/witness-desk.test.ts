import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import { leafHash, type NodeAt, nodeHash, proveConsistency } from "#lib/log/tree.ts";
import { formatAddCheckpoint, MAX_ADD_CHECKPOINT_BYTES } from "#lib/log/witness-protocol.ts";
import { KEYS } from "#lib/server/sequencer/test-log.ts";
import { openFileStore } from "./file-store.ts";
import { policyOf, startTestWitness, type TestWitness } from "./test-witness.ts";
import { makeWitnessDesk, originHashOf } from "./witness-desk.ts";
import { witnessSignerOf } from "./witness-signer.ts";

const ORIGIN = "log.example/desk";
const signer = ed25519NoteSigner(ORIGIN, KEYS.log.seed);
const leaves = Array.from({ length: 9 }, (_, at) => leafHash(utf8Encode(`leaf ${at}`)));

function nodeOf({ level, index }: NodeAt): (typeof leaves)[number] {
  if (level === 0) return leaves[index] ?? leafHash(utf8Encode(""));
  return nodeHash(nodeOf({ level: level - 1, index: index * 2 }), nodeOf({ level: level - 1, index: index * 2 + 1 }));
}

function noteOf(size: number, of = leaves): string {
  const root = rootOf(append(emptyFrontier(), of.slice(0, size)).frontier);
  return signNote(formatCheckpoint({ origin: ORIGIN, size, root }), [signer]);
}

function bodyOf(oldSize: number, size: number): string {
  const proof = oldSize === 0 ? [] : proveConsistency(oldSize, size, nodeOf);
  return formatAddCheckpoint({ oldSize, proof, checkpointNote: noteOf(size) });
}

let folder: string;
let witness: TestWitness;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "touchstone-witness-"));
  witness = await startTestWitness("w1.demo.invalid/desk", signer.vkey, { folder });
});
afterAll(async () => {
  await witness.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (body: string | Uint8Array<ArrayBuffer>) =>
  await fetch(`${witness.entry.url}/add-checkpoint`, { method: "POST", body });

test("a witness answers each request as tlog-witness says, over HTTP", async () => {
  expect((await ask("nonsense")).status).toBe(400);
  expect((await ask(bodyOf(0, 3))).status).toBe(200);
  const stale = await ask(bodyOf(1, 5));
  expect([stale.status, stale.headers.get("content-type"), await stale.text()]).toEqual([
    409,
    "text/x.tlog.size",
    "3\n",
  ]);
  const cosigned = await ask(bodyOf(3, 5));
  expect(cosigned.status).toBe(200);
  const opened = openWitnessedCheckpoint(
    noteOf(5) + (await cosigned.text()),
    signer.vkey,
    policyOf(signer.vkey, [witness.entry]),
  );
  expect(opened).toMatchObject({ ok: true, value: { isQuorumMet: true, independent: 0, cosigned: [{}] } });
  const other = noteOf(5, leaves.toReversed());
  expect((await ask(formatAddCheckpoint({ oldSize: 5, proof: [], checkpointNote: other }))).status).toBe(409);
  const proof = proveConsistency(5, 7, nodeOf).toReversed();
  expect((await ask(formatAddCheckpoint({ oldSize: 5, proof, checkpointNote: noteOf(7) }))).status).toBe(422);
  const stranger = ed25519NoteSigner(ORIGIN, KEYS.promise.seed);
  const forged = signNote(formatCheckpoint({ origin: ORIGIN, size: 1, root: rootOf(emptyFrontier()) }), [stranger]);
  expect((await ask(formatAddCheckpoint({ oldSize: 0, proof: [], checkpointNote: forged }))).status).toBe(403);
  const unknown = ed25519NoteSigner("other.example", KEYS.log.seed);
  const others = signNote(formatCheckpoint({ origin: "other.example", size: 0, root: rootOf(emptyFrontier()) }), [
    unknown,
  ]);
  expect((await ask(formatAddCheckpoint({ oldSize: 0, proof: [], checkpointNote: others }))).status).toBe(404);
});

test("its last head is read by the hash of the origin, with its line", async () => {
  const read = await fetch(`${witness.entry.url}/${originHashOf(ORIGIN)}/checkpoint`);
  const policy = policyOf(signer.vkey, [witness.entry]);
  const opened = openWitnessedCheckpoint(await read.text(), signer.vkey, policy);
  expect(opened).toMatchObject({ ok: true, value: { checkpoint: { size: 5 }, isQuorumMet: true } });
  expect((await fetch(`${witness.entry.url}/${originHashOf("nobody")}/checkpoint`)).status).toBe(404);
  expect((await fetch(`${witness.entry.url}/add-checkpoint`)).status).toBe(405);
});

test("a body that no request needs is refused before it is held in memory, however it comes", async () => {
  expect((await ask(new Uint8Array(MAX_ADD_CHECKPOINT_BYTES + 1))).status).toBe(400);
  // Without a length, in chunks: only what arrives tells.
  const status = await new Promise<number>((resolve, reject) => {
    const post = request(`${witness.entry.url}/add-checkpoint`, { method: "POST" }, (response) => {
      resolve(response.statusCode ?? 0);
      post.destroy();
    });
    post.on("error", reject);
    for (let sent = 0; sent <= MAX_ADD_CHECKPOINT_BYTES; sent += 8_192) post.write(Buffer.alloc(8_192, "x"));
  });
  expect(status).toBe(400);
});

test("what it cosigned it knows after a restart, and a damaged memory is no fresh start", async () => {
  const again = await openFileStore(folder);
  expect(await again.read(ORIGIN)).toMatchObject({ size: 5 });
  const damaged = await mkdtemp(path.join(folder, "damaged-"));
  const name = `${originHashOf(ORIGIN)}.json`;
  const kept = await readFile(path.join(folder, name), "utf8");
  // A smaller size would let it cosign another history from there on.
  for (const text of ["{}", "", kept.replace('"size":5', '"size":4'), kept.slice(0, -1)]) {
    await writeFile(path.join(damaged, name), text);
    await expect((await openFileStore(damaged)).read(ORIGIN)).rejects.toThrow("damaged");
  }
});

test("of requests that race for one head, none is cosigned twice from the same old head", async () => {
  const store = await openFileStore(await mkdtemp(path.join(folder, "race-")));
  const swaps: number[] = [];
  const desk = makeWitnessDesk({
    logVkeyOf: () => signer.vkey,
    origins: () => [ORIGIN],
    signer: witnessSignerOf("w1.demo.invalid/race", KEYS.witness.seed),
    store: {
      read: store.read,
      swap: async (origin, expected, next) => {
        const done = await store.swap(origin, expected, next);
        if (done) swaps.push(next.size);
        return done;
      },
    },
    clock: () => 0 as never,
  });
  const sizes = [2, 4, 6, 8];
  const answers = await Promise.all(sizes.map((size) => desk.addCheckpoint(utf8Encode(bodyOf(0, size)))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(sizes.length - 1);
  expect(swaps).toHaveLength(1);
});

test("nothing is cosigned when the head cannot be stored", async () => {
  const desk = makeWitnessDesk({
    logVkeyOf: () => signer.vkey,
    origins: () => [ORIGIN],
    signer: witnessSignerOf("w1.demo.invalid/disk", KEYS.witness.seed),
    store: { read: async () => undefined, swap: () => Promise.reject(new Error("disk full")) },
    clock: () => 0 as never,
  });
  await expect(desk.addCheckpoint(utf8Encode(bodyOf(0, 2)))).rejects.toThrow("disk full");
});
