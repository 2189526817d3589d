import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { forkedAt, headOf, logSigner, smallLog } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { EXIT, type Io } from "../command.ts";
import { KEY_PURPOSES } from "../data-folder.ts";
import { rememberLog } from "../home.ts";
import { importLog } from "./import.ts";

const { leaves } = smallLog(3).world;
const head = headOf(leaves, leaves.length);
const archive = encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [headOf(leaves, 2), head] });

let folder: string;
let printed: string[];
const at = (name: string) => join(folder, name);
const io = (): Io => ({
  out: (line) => printed.push(line),
  err: () => undefined,
  readStdin: async () => new Uint8Array(),
  env: { TOUCHSTONE_HOME: at("home") },
  json: false,
  signal: new AbortController().signal,
});

const NAMES = { statement: "index statement", admin: "index admin" } as const;

function writeKey(purpose: string, name: string): void {
  const { did, thumbprint, seed } = testKey(name);
  const content = { v: 1, type: "touchstone-raw-key/v1", purpose, did, thumbprint, seed: base64UrlEncode(seed) };
  writeFileSync(at(`keys/${purpose}.json`), JSON.stringify(content));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-import-"));
  printed = [];
  mkdirSync(at("keys"));
  for (const purpose of KEY_PURPOSES)
    writeKey(purpose, purpose in NAMES ? NAMES[purpose as keyof typeof NAMES] : purpose);
  writeFileSync(at("log.archive"), archive);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (file = "log.archive", data = "data") =>
  importLog.run([at(file), "--data", at(data), "--keys", at("keys")], io());
const made = () => readdirSync(folder).filter((name) => name.startsWith("data"));

test("a lost index is made again from an archive and its keys: the folder holds the log, its genesis and its keys", async () => {
  expect(await run()).toBe(EXIT.ok);
  expect(made()).toEqual(["data"]);
  expect(JSON.parse(readFileSync(at("data/touchstone.json"), "utf8"))).toMatchObject({ origin: TEST_LOG });
  expect(JSON.parse(readFileSync(at("data/genesis.json"), "utf8"))).toMatchObject({ kind: "index.genesis" });
  expect(readFileSync(at("data/keys/log.json"))).toEqual(readFileSync(at("keys/log.json")));
  // What the witness cosigned is in no archive: it begins anew, under a key that nobody has trusted yet.
  expect(readFileSync(at("data/keys/witness.json"))).not.toEqual(readFileSync(at("keys/witness.json")));
  expect(printed.at(-1)).toContain("announces it in the log, by this folder's admin key");
  const journal = readFileSync(at("data/store/checkpoints"), "utf8").trim().split("\n");
  expect(journal.map((line) => JSON.parse(line).note)).toEqual([headOf(leaves, 2), head]);
  expect(printed.at(-1)).toContain(`holds ${leaves.length} entries, 2 checkpoints`);
  // Once there, it is never written over.
  await expect(run()).rejects.toThrow("is not empty");
});

test("what does not verify by the index's own key is not imported, and nothing is left behind", async () => {
  const spoiled = encodeArchive({ origin: TEST_LOG, leaves: forkedAt(leaves, 1), checkpointNotes: [head] });
  writeFileSync(at("spoiled.archive"), spoiled);
  expect(await run("spoiled.archive")).toBe(EXIT.tampered);
  expect(printed.at(-1)).toContain("Nothing was written.");
  writeFileSync(at("cut.archive"), archive.subarray(0, archive.length - 9));
  expect(await run("cut.archive")).toBe(EXIT.tampered);
  writeFileSync(at("other.txt"), "a letter");
  await expect(run("other.txt")).rejects.toThrow("not an archive");
  writeKey("log", "a thief");
  expect(await run()).toBe(EXIT.tampered);
  expect(made()).toEqual([]);
});

test("whoever runs it without being an administrator is told that one must name the new witness key, and needs no old one", async () => {
  writeKey("admin", "somebody who was an administrator");
  rmSync(at("keys/witness.json"));
  expect(await run()).toBe(EXIT.ok);
  expect(printed.at(-1)).toContain("touchstone index rotate witness");
});

test("a log that was seen longer does not go on from an older archive, unless its loss is accepted", async () => {
  const longer = smallLog(9).world.leaves;
  rememberLog(io().env, { origin: TEST_LOG, vkey: logSigner.vkey, checkpoint: headOf(longer, longer.length) });
  await expect(run()).rejects.toThrow("would sign a second history");
  expect(made()).toEqual([]);
  const accepted = [at("log.archive"), "--data", at("data"), "--keys", at("keys"), "--accept-loss"];
  expect(await importLog.run(accepted, io())).toBe(EXIT.ok);
});

test("a log goes on only by its own keys: a missing and a foreign one are named", async () => {
  writeKey("answer", "somebody else");
  await expect(run()).rejects.toThrow("answer key");
  rmSync(at("keys/promise.json"));
  await expect(run()).rejects.toThrow("promise.json is missing");
  expect(existsSync(at("data"))).toBe(false);
});
