import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { addMs, DAY_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { encodeEntryBundle } from "#lib/log/tile.ts";
import { formatWitnessPolicy, policyWithoutWitnesses } from "#lib/log/witness-policy.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import {
  headOf,
  logSigner,
  POLICY,
  promiseFor,
  promiseVkey,
  receiptIn,
  smallLog,
  TRUST,
} from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { EXIT, type Io, UsageError } from "../command.ts";
import { RemoteIndex } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";
import { promises } from "./promises.ts";

const { world } = smallLog(4);
const statement = signStatement(
  world.compose({
    kind: "participant.register",
    by: testKey("p"),
    subject: testKey("p").did,
    body: { displayName: "P" },
  }),
  testKey("p").seed,
);
const parsed = parseStatement(statement);
if (!parsed.ok) throw new Error(parsed.error.detail);
const { hash } = parsed.value;
const withIt = [...world.leaves, encodeEntry(world.now, statement)];
const kept = withIt.length;

/** What the index does today; each test sets it. */
let serves: { leaves: readonly Uint8Array[]; checkpoint: string; receipt: Uint8Array | undefined; promise: string };
let server: Server;
let url: string;
let home: string;
let printed: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "";
    const give = (body: Uint8Array | string, status = 200) => void response.writeHead(status).end(body);
    if (request.method === "POST") return give(JSON.stringify({ promise: serves.promise }), 202);
    if (path === "/.well-known/touchstone.json") return give(JSON.stringify(describe()));
    if (path === "/log/checkpoint") return give(serves.checkpoint);
    if (path.startsWith("/log/tile/entries/")) return give(encodeEntryBundle(serves.leaves));
    if (path === `/api/v1/statements/${hash}/receipt?format=file` && serves.receipt) return give(serves.receipt);
    return give("{}", 404);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => void server.close());

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: world.now });
  home = mkdtempSync(join(tmpdir(), "touchstone-cli-"));
  printed = [];
  serves = {
    leaves: world.leaves,
    checkpoint: headOf(world.leaves, world.leaves.length),
    receipt: undefined,
    promise: promiseFor(hash, world.now),
  };
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(home, { recursive: true, force: true });
});

function describe() {
  const { did } = identityOfSeed(testKey("index").seed);
  return {
    type: "touchstone-index/v1",
    origin: TEST_LOG,
    name: "Test index",
    log_url: `${url}log`,
    api_url: `${url}api/v1`,
    witness_url: null,
    vkeys: { log: logSigner.vkey, promise: promiseVkey, witness: logSigner.vkey },
    answer_key: did,
    statement_key: did,
    genesis_hash: "0".repeat(64),
    verifier_sha256: null,
    fold_version: 0,
    clock: "system",
    now: new Date().toISOString(),
    software: { version: "0", commit: "unknown" },
  };
}

function io(): Io {
  return {
    out: (line) => printed.push(line),
    err: () => undefined,
    readStdin: async () => new Uint8Array(),
    env: { TOUCHSTONE_HOME: home },
    json: false,
    signal: new AbortController().signal,
  };
}

const send = () => sendStatement(new RemoteIndex(url, io()), statement, io());
const passTime = (ms: number) => vi.setSystemTime(addMs(world.now, ms));
const filesIn = (folder: string) => readdirSync(join(home, folder)).sort();
const overdue = (): Instant => addMs(world.now, DAY_MS + MINUTE_MS);

function policyFile(policy = POLICY): string {
  const path = join(home, "policy");
  writeFileSync(path, formatWitnessPolicy(policy));
  return path;
}

test("a promise is kept with its address, listed, and exchanged for a receipt that verifies", async () => {
  expect(await send()).toHaveProperty("kept.promise.statementHash", hash);
  expect(filesIn("promises")).toEqual([`${hash}.json`, `${hash}.promise`]);
  expect(await promises.run(["list"], io())).toBe(EXIT.ok);
  expect(printed.at(-1)).toContain("to be recorded by");
  expect(await promises.run(["check"], io())).toBe(EXIT.ok);
  expect(filesIn("promises")).toHaveLength(2);
  serves.receipt = buildReceipt(receiptIn(withIt, kept - 1, kept, headOf(withIt, kept)));
  expect(await promises.run(["check"], io())).toBe(EXIT.ok);
  expect([filesIn("promises"), filesIn("receipts")]).toEqual([
    [],
    [`entry-${kept - 1}-${hash.slice(0, 8)}.receipt.json`],
  ]);
});

test("a receipt that does not hold takes no promise's place", async () => {
  await send();
  serves.receipt = buildReceipt(receiptIn(withIt, 1, kept, headOf(withIt, kept)));
  expect(await promises.run(["check"], io())).toBe(EXIT.tampered);
  expect(printed.at(-1)).toContain("another statement");
  expect(filesIn("promises")).toHaveLength(2);
});

test("late is said from a minute on, and nobody is convicted before a watcher of one's own saw the day end", async () => {
  await send();
  passTime(2 * MINUTE_MS);
  expect(await promises.run(["check"], io())).toBe(EXIT.incomplete);
  expect(printed.at(-1)).toContain("Late since");
  vi.setSystemTime(overdue());
  expect(await promises.run(["check"], io())).toBe(EXIT.policyNotMet);
  expect(await promises.run(["check", "--witness-policy", policyFile()], io())).toBe(EXIT.policyNotMet);
  const alone = policyFile(policyWithoutWitnesses(logSigner.vkey));
  serves.checkpoint = headOf(world.leaves, world.leaves.length, overdue());
  expect(await promises.run(["check", "--witness-policy", alone], io())).toBe(EXIT.policyNotMet);
});

test("promised and never logged: the proof is written, and a stranger's verifier convicts by it", async () => {
  await send();
  vi.setSystemTime(overdue());
  serves.checkpoint = headOf(world.leaves, world.leaves.length, overdue());
  const args = ["check", "--witness-policy", policyFile(), "--out", home];
  expect(await promises.run(args, io())).toBe(EXIT.tampered);
  const bytes = readFileSync(join(home, `unmet-promise-${hash.slice(0, 8)}.fraud.json`));
  expect(verifyFraudProof(new Uint8Array(bytes), TRUST)).toMatchObject({ ok: true, verdict: "tampered" });
  expect(filesIn("promises")).toHaveLength(2);
});

test("an index that cannot be reached changes nothing, and a promise is dropped only when it is named", async () => {
  await send();
  expect(await promises.run(["check", "--url", "http://127.0.0.1:1/"], io())).toBe(EXIT.incomplete);
  await expect(promises.run(["drop", "ffff"], io())).rejects.toThrow(UsageError);
  expect(await promises.run(["drop", hash.slice(0, 12)], io())).toBe(EXIT.ok);
  expect(filesIn("promises")).toEqual([]);
});

test("a promise that its key did not sign, or of another statement, is not kept as one", async () => {
  serves.promise = promiseFor("ab".repeat(32) as typeof hash, world.now);
  await expect(send()).rejects.toThrow("did not sign for this statement");
  serves.promise = "";
  await expect(send()).rejects.toThrow("did not sign for this statement");
});
