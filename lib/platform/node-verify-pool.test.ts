import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed, SELF_TEST, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { rawVerify } from "./node-ed25519.ts";
import { VerifyPool, type VerifyPoolOptions } from "./node-verify-pool.ts";
import { packChecks, type RawCheck, unpackChecks } from "./packed-checks.ts";

const pools: VerifyPool[] = [];

function poolOf(options: VerifyPoolOptions): VerifyPool {
  const pool = new VerifyPool(options);
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

const seed = sha256(utf8Encode("pool"));
const publicKey = publicKeyOfSeed(seed);
const signedBy = Array.from({ length: 8 }, (_, at): RawCheck => {
  const message = utf8Encode(`message ${at}`);
  return [signEd25519(seed, message), message, publicKey];
});

/** True ones, false ones, and bytes that are no signature or no key, in an order that a mix-up would change. */
function manyChecks(count: number): RawCheck[] {
  return Array.from({ length: count }, (_, at) => {
    const [signature, message, key] = signedBy[at % signedBy.length] ?? [new Uint8Array(), new Uint8Array(), publicKey];
    if (at % 7 === 3) return [signature, utf8Encode("another message"), key];
    if (at % 11 === 5) return [signature.subarray(0, at % 64), message, key];
    if (at % 13 === 6) return [signature, message, key.subarray(0, at % 32)];
    return [signature, message, key];
  });
}

const answersOf = (checks: readonly RawCheck[]) => checks.map((check) => rawVerify(...check));

test("checks come out of their buffer as they went in, whatever their lengths", () => {
  const checks = [...manyChecks(30), [new Uint8Array(), new Uint8Array(), new Uint8Array()] as RawCheck];
  expect(unpackChecks(packChecks(checks))).toEqual(checks);
  expect(unpackChecks(packChecks([]))).toEqual([]);
  expect(() => unpackChecks(packChecks(checks).subarray(0, 200))).toThrow(RangeError);
});

test("each check gets its own answer, the one that rawVerify gives, through several threads and batches at once", async () => {
  const pool = poolOf({ threads: 2 });
  const batches = [3, 17, 256, 100].map(manyChecks);
  const answers = await Promise.all(batches.map((checks) => pool.verifyAll(checks)));
  expect(answers).toEqual(batches.map(answersOf));
  expect(pool.size, "threads answered, not what stands in for them").toBe(2);
  expect(new Set(answers.flat())).toEqual(new Set([true, false]));
});

test("checks asked one by one in a turn are answered each by itself, few of them without a thread", async () => {
  const checks = manyChecks(64);
  const pool = poolOf({ threads: 2 });
  expect(await Promise.all(checks.slice(2, 4).map((check) => pool.verify(...check)))).toEqual([true, false]);
  expect(pool.size).toBe(0);
  expect(await Promise.all(checks.map((check) => pool.verify(...check)))).toEqual(answersOf(checks));
  expect(pool.size).toBe(2);
  const selfTest = SELF_TEST.map((vector) => pool.verify(vector.signature, vector.message, vector.publicKey));
  expect(await Promise.all(selfTest)).toEqual(SELF_TEST.map(({ valid }) => valid));
});

test("a thread that dies leaves no check unanswered and no answer wrong, and is replaced a few times only", async () => {
  const dying = "require('node:worker_threads').parentPort.once('message', () => process.exit(1))";
  const failing = "throw new Error('no thread')";
  for (const code of [dying, failing]) {
    const pool = poolOf({ threads: 2, file: new URL(`data:text/javascript,${encodeURIComponent(commonJs(code))}`) });
    for (let round = 0; round < 6; round += 1) {
      const checks = manyChecks(40);
      expect(await pool.verifyAll(checks)).toEqual(answersOf(checks));
    }
    const last = pool.verifyAll(signedBy);
    expect(pool.size, "no thread is made any more").toBe(0);
    expect(await last).toEqual(answersOf(signedBy));
  }
});

test("a thread that lives and does not answer is given up: what it owes is answered without it", async () => {
  const silent = "require('node:worker_threads').parentPort.on('message', () => undefined)";
  const busy = "require('node:worker_threads').parentPort.on('message', () => { for (;;); })";
  for (const code of [silent, busy]) {
    const file = new URL(`data:text/javascript,${encodeURIComponent(commonJs(code))}`);
    const pool = poolOf({ threads: 1, file, lateMs: 20 });
    const checks = manyChecks(200);
    const [whole, few] = await Promise.all([pool.verifyAll(checks), pool.verifyAll(signedBy)]);
    expect(whole).toEqual(answersOf(checks));
    expect(few).toEqual(answersOf(signedBy));
    for (let round = 0; round < 3; round += 1) await pool.verifyAll(signedBy);
    const last = pool.verifyAll(signedBy);
    expect(pool.size, "no thread is made any more").toBe(0);
    expect(await last).toEqual(answersOf(signedBy));
  }
});

test("a thread that answers one batch after another is kept, however long all of them take", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const slow = `const { parentPort } = require('node:worker_threads');
    const pause = new Int32Array(new SharedArrayBuffer(4));
    parentPort.on('message', () => { Atomics.wait(pause, 0, 0, 30); parentPort.postMessage(new Uint8Array(40).fill(1)); });`;
  const file = new URL(`data:text/javascript,${encodeURIComponent(commonJs(slow))}`);
  const pool = poolOf({ threads: 1, file, lateMs: 1000 });
  const checks = manyChecks(40);
  for (const answering of Array.from({ length: 6 }, () => pool.verifyAll(checks))) {
    // Only this thread calls all of them true.
    expect(await answering).toEqual(checks.map(() => true));
    vi.advanceTimersByTime(500);
  }
  expect(pool.size).toBe(1);
});

/** The thread's file is a module, which has no require of its own. */
function commonJs(code: string): string {
  return `import { createRequire } from "node:module"; const require = createRequire("file:///x.js"); ${code}`;
}

test("closing in the midst of a batch loses no answer, and a closed pool still answers", async () => {
  const pool = poolOf({ threads: 2 });
  const checks = manyChecks(500);
  const underWay = pool.verifyAll(checks);
  await pool.close();
  expect(await underWay).toEqual(answersOf(checks));
  expect(await pool.verifyAll(checks.slice(0, 20))).toEqual(answersOf(checks.slice(0, 20)));
});

test("a process ends by itself after its last answer, and not before", () => {
  const file = fileURLToPath(new URL("./node-verify-pool.ts", import.meta.url));
  const script = `import { verifyPool } from ${JSON.stringify(file)};
    const check = [new Uint8Array(64), new Uint8Array(3), new Uint8Array(32)];
    console.log((await verifyPool.verifyAll(Array.from({ length: 100 }, () => check))).length);`;
  const args = ["--input-type=module", "--eval", script];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 20_000 });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "100\n" });
});
