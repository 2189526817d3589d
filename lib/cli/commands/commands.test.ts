import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { leafHash, type NodeAt, proveInclusion } from "#lib/log/tree.ts";
import { headOf, promiseFor } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { EXIT, type Io, UsageError } from "../command.ts";
import { disclose } from "./disclose.ts";
import { keys } from "./keys.ts";
import { prove } from "./prove.ts";
import { verify } from "./verify.ts";

let home: string;
let printed: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "touchstone-cli-"));
  printed = [];
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function io(change: { json?: boolean; stdin?: Uint8Array; env?: Record<string, string> } = {}): Io {
  return {
    out: (line) => printed.push(line),
    err: () => undefined,
    readStdin: async () => change.stdin ?? new Uint8Array(),
    env: { TOUCHSTONE_HOME: home, ...change.env },
    json: change.json ?? false,
    signal: new AbortController().signal,
  };
}

const logSigner = ed25519NoteSigner(TEST_LOG, testKey("log").seed);

/** The receipt of the last entry of a small log. */
function receiptOf(world: TestWorld): Uint8Array {
  const grown = append(emptyFrontier(), world.leaves.map(leafHash));
  const nodes = new Map(grown.completed.map(({ node, hash }) => [`${node.level}/${node.index}`, hash]));
  const get = ({ level, index }: NodeAt) => nodes.get(`${level}/${index}`) ?? leafHash(new Uint8Array());
  const size = world.leaves.length;
  const checkpointNote = signNote(formatCheckpoint({ origin: TEST_LOG, size, root: rootOf(grown.frontier) }), [
    logSigner,
  ]);
  const entryBytes = world.leaves[size - 1] ?? new Uint8Array();
  return buildReceipt({ index: size - 1, entryBytes, proof: proveInclusion(size - 1, size, get), checkpointNote });
}

function registered(): Uint8Array {
  const world = TestWorld.founded();
  world.register(testKey("ada"));
  return receiptOf(world);
}

test("a true receipt verifies with the log's key, offline", async () => {
  const file = join(home, "ada.receipt.json");
  writeFileSync(file, registered());
  expect(await verify.run([file, "--key", logSigner.vkey], io())).toBe(EXIT.ok);
  expect(printed.at(-1)).toContain("Entry 1 stands in the log test.invalid/log");
});

test("without the log's key a receipt proves too little, and the command says so", async () => {
  expect(await verify.run(["-"], io({ stdin: registered(), json: true }))).toBe(EXIT.incomplete);
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ ok: true, index: 1, origin: TEST_LOG });
});

test("a receipt with any changed letter in its entry does not hold", async () => {
  const text = new TextDecoder().decode(registered());
  const changed = text.replace(/"entry":"(.{40})./, (_, before: string) => `"entry":"${before}Q`);
  expect(await verify.run(["-", "--key", logSigner.vkey], io({ stdin: utf8Encode(changed) }))).toBe(EXIT.tampered);
});

test("a receipt signed by another log's key does not hold", async () => {
  const stranger = ed25519NoteSigner(TEST_LOG, testKey("stranger").seed);
  expect(await verify.run(["-", "--key", stranger.vkey], io({ stdin: registered() }))).toBe(EXIT.tampered);
});

test("a promise holds by any of several keys that are given, and by those that an archive names", async () => {
  const world = TestWorld.founded();
  const body = { promiseKey: testKey("newer").did };
  world.say({ kind: "index.key", by: world.admin, subject: "index", body });
  const { leaves } = world;
  const log = join(home, "log.archive");
  writeFileSync(log, encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [headOf(leaves, leaves.length)] }));
  const stdin = utf8Encode(promiseFor("5f".repeat(32) as never, world.now));
  const check = (...args: string[]) => verify.run(["-", ...args], io({ stdin }));
  const [own, newer] = ["promise", "newer"].map((name) => {
    const { vkey } = ed25519NoteSigner(`${TEST_LOG}/promise`, testKey(name).seed);
    return ["--promise-key", vkey];
  });
  expect(await check()).toBe(EXIT.incomplete);
  expect(await check(...(newer ?? []))).toBe(EXIT.incomplete);
  expect(await check(...(newer ?? []), ...(own ?? []))).toBe(EXIT.ok);
  expect(await check("--log", log)).toBe(EXIT.incomplete);
  expect(await check("--log", log, "--key", logSigner.vkey)).toBe(EXIT.ok);
});

test("a new key rests in a file that only its owner reads, and is never replaced", async () => {
  expect(await keys.run(["new", "halden"], io())).toBe(EXIT.ok);
  expect(statSync(join(home, "keys/halden.json")).mode & 0o777).toBe(0o600);
  await expect(keys.run(["new", "halden"], io())).rejects.toThrow(UsageError);
  await keys.run(["list"], io({ json: true }));
  expect(JSON.parse(printed.at(-1) ?? "")).toMatchObject([
    { label: "halden", purpose: "disclosure", encrypted: false },
  ]);
});

test("with a passphrase the seed is not in the file, and the key still signs", async () => {
  const env = { TOUCHSTONE_PASSPHRASE: "correct horse battery staple" };
  await keys.run(["import", "halden", "-", "--purpose", "token"], io({ env, stdin: utf8Encode("07".repeat(32)) }));
  const file = readFileSync(join(home, "keys/halden.json"), "utf8");
  expect(file).not.toContain("seed");
  await expect(keys.run(["export", "halden"], io())).rejects.toThrow("TOUCHSTONE_PASSPHRASE");
  expect(await keys.run(["export", "halden"], io({ env }))).toBe(EXIT.ok);
});

test("the proof that touchstone prove prints is the one that the fold accepts", async () => {
  await keys.run(["new", "halden", "--purpose", "token"], io());
  const ada = testKey("ada");
  await prove.run(["--log", TEST_LOG, "--operator", ada.did, "--key", "halden"], io());
  const world = TestWorld.founded();
  world.register(ada);
  const body = { kind: "instance", name: "Halden", proofs: [JSON.parse(printed.at(-1) ?? "")] };
  expect(world.say({ kind: "provider.register", by: ada, subject: "new", body }).effect).toEqual({
    status: "effective",
  });
});

test("a wrong command line is told what it should be", async () => {
  await expect(prove.run(["--log", TEST_LOG, "--operator", "ada", "--key", "x"], io())).rejects.toThrow("--operator");
  const wrong = ["--log", TEST_LOG, "--operator", testKey("ada").did, "--key", "halden", "--provider", "prv_1"];
  await expect(prove.run(wrong, io())).rejects.toThrow("--provider");
  await expect(verify.run([], io())).rejects.toThrow(UsageError);
});

test("each type's example is what the command accepts, and each broken rule is named with its place", async () => {
  for (const name of Object.keys(DISCLOSURES)) {
    printed = [];
    expect(await disclose.run([name, "--example"], io())).toBe(EXIT.ok);
    const stdin = utf8Encode(printed.join(""));
    expect(await disclose.run([name, "-", "--dry-run"], io({ stdin })), name).toBe(EXIT.ok);
  }
  const stdin = utf8Encode('{"lines":[{"service":"s","unit":"call","pricePer1000":0.5,"currency":"EUR"}],"colour":1}');
  const refused = disclose.run(["fees", "-", "--dry-run"], io({ stdin }));
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(
    /\/lines\/0\/pricePer1000 {2}[\s\S]*\/lines\/0\/from {2}[\s\S]*\/colour {2}There is no field "colour" here/,
  );
});
