import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { problemSchema } from "#lib/contract/common.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { addMs, DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote, signNote } from "#lib/log/note.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { noteSignerOf, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { logFraudProofs } from "#lib/server/jobs/log-fraud-proofs.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { KEYS, registration, settle, signed, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { UnmetSearch, withoutLog } from "#lib/state/fraud/seek-unmet.ts";
import { headOf, logSigner, POLICY, promiseFor, seconds, smallLog, witnessAt } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG } from "#lib/state/testing/world.ts";
import { indexOf, peerOf } from "#lib/state/view.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
const origin = testOrigin();
const logKey = noteSignerOf(KEYS.log, origin);
/** Two of the three watchers that the operator of the index trusts, as of the other log. */
const watchersAt = (at: Instant) => ["w1", "w2"].map((name) => witnessAt(name, seconds(at)));
const policy: WitnessPolicy = { ...POLICY, logs: [{ vkey: logKey.vkey }] };

let site: TestSite;
let sequencer: Sequencer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "touchstone-policy-"));
  const file = path.join(folder, "policy");
  await writeFile(file, formatWitnessPolicy(policy));
  site = await startTestSite(database, { env: { TOUCHSTONE_WITNESS_POLICY: file } });
  // From here on each step of the sequencer is the test's own.
  await site.stopSequencer();
  sequencer = await site.log.lead();
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

async function late() {
  const response = await fetch(`${site.url}/api/v1/promises/late`);
  return ENDPOINTS.getLatePromises.answers[200].schema.parse(await response.json()).data;
}

function handIn(bytes: Uint8Array): Promise<Response> {
  return fetch(`${site.url}/api/v1/fraud-proofs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(bytes),
  });
}

/** Submitted, promised, and taken out of the inbox by the owner of the database: hidden. */
async function promiseAndHide(label: string): Promise<string> {
  const statement = registration(label);
  await site.log.submit([statement]);
  site.now = addMs(site.now, 2 * SECOND_MS);
  await sequencer.promiseBacklog(0);
  const owner = await site.log.connect("owner");
  const hash = Buffer.from(statement.hash, "hex");
  await owner.query("DELETE FROM inbox WHERE statement_hash = $1", [hash]);
  const { rows } = await owner.query<{ note: string }>("SELECT note FROM promise WHERE statement_hash = $1", [hash]);
  return rows[0]?.note ?? "";
}

async function servedLeaves(): Promise<Uint8Array[]> {
  const { rows } = await (await site.log.connect("web")).query<{ leaf: Buffer }>(
    "SELECT leaf FROM log_entry ORDER BY index",
  );
  return rows.map(({ leaf }) => new Uint8Array(leaf));
}

/** Today's checkpoint, as the watchers cosign it at that time. */
async function headSeenAt(at: Instant): Promise<string> {
  const note = await (await fetch(`${site.url}/log/checkpoint`)).text();
  return signNote(parseNote(note)?.text ?? "", [logKey, ...watchersAt(at)]);
}

function proofOf(promise: string, checkpoint: string, leaves: readonly Uint8Array[]): Uint8Array {
  const search = UnmetSearch.begin({ promise, checkpoint, logVkey: logKey.vkey, policy, raw: rawVerify });
  if (!search.ok) throw new Error(search.error.detail);
  search.value.push(leaves);
  const answer = search.value.finish();
  if (answer.outcome !== "proven") throw new Error(answer.outcome);
  return answer.bytes;
}

async function workerLogs(): Promise<void> {
  const signer = { origin, thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
  const worker = await site.log.connect("worker");
  await sequencer.heartbeat();
  await logFraudProofs(worker, signer, (length) => new Uint8Array(randomBytes(length)), site.now);
  await settle(sequencer);
  await site.context.follower.refresh();
  site.context.forms.forget();
}

test("a promise is late after a minute, overdue after a day, and shows as such also while the sequencer is away", async () => {
  expect(await late()).toEqual({ given: 0, late: 0, open: 0, overdue: 0, oldest_waiting: null, latest: [] });
  const kept = registration("kept late");
  await site.log.submit([kept]);
  site.now = addMs(site.now, 2 * SECOND_MS);
  await sequencer.promiseBacklog(0);
  expect(await late()).toMatchObject({ given: 1, late: 0, oldest_waiting: expect.any(String) });
  site.now = addMs(site.now, MINUTE_MS);
  expect(await late()).toMatchObject({ late: 1, open: 1, overdue: 0 });
  await settle(sequencer);
  expect(await late()).toMatchObject({ late: 1, open: 0, oldest_waiting: null, latest: [{ index: 1 }] });
});

test("promised and never logged: the proof is taken by the accused itself, logged, and counted against it", async () => {
  const promise = await promiseAndHide("hidden");
  site.now = addMs(site.now, DAY_MS + MINUTE_MS);
  expect(await late()).toMatchObject({ late: 2, open: 1, overdue: 1, latest: [{ index: null }, { index: 1 }] });
  const bytes = proofOf(promise, await headSeenAt(site.now), await servedLeaves());
  expect((await handIn(bytes)).status).toBe(201);
  // The same without the log in it: the index has the log.
  const short = withoutLog(bytes) ?? new Uint8Array();
  expect((await handIn(short)).status).toBe(201);
  await workerLogs();
  const accusations = await site.context.forms.ask((view) => indexOf(view)?.accusations);
  expect(accusations).toMatchObject({ count: 2, last: { kind: "unmet-promise" } });
});

test("an index that kept its promise, or was not given the time, is not convicted", async () => {
  const promise = await promiseAndHide("too early");
  const checkpoint = await headSeenAt(addMs(site.now, MINUTE_MS));
  const begun = UnmetSearch.begin({ promise, checkpoint, logVkey: logKey.vkey, policy });
  expect(begun).toMatchObject({ ok: false, error: { code: "policy-not-met" } });
  const early = JSON.stringify({
    archive: null,
    checkpoint,
    kind: "unmet-promise",
    origin,
    promise,
    type: "touchstone-fraud/v1",
  });
  const response = await handIn(utf8Encode(early));
  expect([response.status, problemSchema.parse(await response.json()).errors[0]?.detail]).toEqual([
    422,
    expect.stringMatching(/^time-over: not-over/),
  ]);
});

test("a promise that was kept is answered without reading the log, and a log too long for that is nobody's fault", async () => {
  const kept = registration("kept in the end");
  await site.log.submit([kept]);
  site.now = addMs(site.now, 2 * SECOND_MS);
  await sequencer.promiseBacklog(0);
  await settle(sequencer);
  const { rows } = await (await site.log.connect("web")).query<{ note: string }>(
    "SELECT note FROM promise WHERE statement_hash = $1",
    [Buffer.from(kept.hash, "hex")],
  );
  const at = addMs(site.now, 2 * DAY_MS);
  const given = { kind: "unmet-promise", origin, promise: rows[0]?.note ?? "", archive: null } as const;
  const long = formatCheckpoint({ origin, size: 40_001, root: asHash(new Uint8Array(32)) });
  const cases: [string, number, string, RegExp][] = [
    [await headSeenAt(at), 422, "unproven", /^absence: included/],
    [signNote(long, [logKey, ...watchersAt(at)]), 413, "too-large", /first 40001 entries.*touchstone verify --log/],
  ];
  // Neither needs a thread: it may be busy with others.
  const judge = vi.spyOn(site.context.fraudJudge, "judge");
  for (const [checkpoint, status, code, detail] of cases) {
    const response = await handIn(encodeFraudProof({ ...given, checkpoint }));
    const problem = problemSchema.parse(await response.json());
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(problem.errors[0]?.detail ?? problem.detail).toMatch(detail);
  }
  expect(judge).not.toHaveBeenCalled();
});

test("another index convicts a log that it has observed, and none that it has not", async () => {
  const { world } = smallLog(3);
  const { leaves } = world;
  const promise = promiseFor("5f".repeat(32) as never, world.now);
  const checkpoint = headOf(leaves, leaves.length, addMs(world.now, 2 * DAY_MS));
  const search = UnmetSearch.begin({ promise, checkpoint, logVkey: logSigner.vkey, policy: POLICY });
  if (!search.ok) throw new Error(search.error.detail);
  search.value.push(leaves);
  const answer = search.value.finish();
  if (answer.outcome !== "proven") throw new Error(answer.outcome);
  const unknown = await handIn(answer.bytes);
  expect(problemSchema.parse(await unknown.json()).errors[0]?.detail).toMatch(/^head: log-key-needed/);

  const observation = signed(KEYS.statement, "observe", {
    kind: "peer.observation",
    subject: "none",
    issuedAt: new Date(site.now).toISOString(),
    body: { origin: TEST_LOG, vkey: logSigner.vkey, checkpoint: headOf(leaves, 2) },
  });
  await site.log.submit([observation]);
  await settle(sequencer);
  await site.context.follower.refresh();
  site.context.forms.forget();
  const without = await handIn(withoutLog(answer.bytes) ?? new Uint8Array());
  expect([without.status, problemSchema.parse(await without.json()).detail]).toEqual([
    413,
    expect.stringContaining("does not hold that log"),
  ]);
  expect((await handIn(answer.bytes)).status).toBe(201);
  await workerLogs();
  const peer = await site.context.forms.ask((view) => peerOf(view, TEST_LOG));
  expect(peer?.accusations).toMatchObject({ count: 1, last: { kind: "unmet-promise" } });
});
