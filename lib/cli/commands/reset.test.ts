import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXIT, type Io } from "../command.ts";
import { takeLock } from "../process-lock.mjs";
import { runTouchstone } from "../touchstone.ts";

let parent = "";
let data = "";
let said: string[] = [];
const io: Io = {
  out: (line) => void said.push(line),
  err: (line) => void said.push(line),
  readStdin: async () => new Uint8Array(),
  env: {},
  json: false,
  signal: new AbortController().signal,
};
const reset = (...args: string[]): Promise<number> => runTouchstone(["reset", "--data", data, ...args], io);

beforeEach(() => {
  said = [];
  parent = mkdtempSync(path.join(tmpdir(), "reset-"));
  data = path.join(parent, "data");
  mkdirSync(path.join(data, "keys"), { recursive: true });
  writeFileSync(path.join(data, "touchstone.json"), '{"formatVersion":0}');
});
afterEach(() => rmSync(parent, { recursive: true }));

test("reset deletes a data folder of any build when told --yes", async () => {
  expect(await reset("--yes")).toBe(EXIT.ok);
  expect(existsSync(data)).toBe(false);
});

test("reset says that an outside database stays", async () => {
  const args = ["reset", "--data", data, "--yes"];
  expect(await runTouchstone(args, { ...io, env: { DATABASE_URL: "postgres://db.example/touchstone" } })).toBe(EXIT.ok);
  expect(said.join()).toContain("The database of DATABASE_URL stays");
});

test("reset without --yes deletes nothing and says how", async () => {
  expect(await reset()).not.toBe(EXIT.ok);
  expect(said.join()).toMatch(/Nothing was deleted.*--yes/);
  expect(existsSync(data)).toBe(true);
});

test("reset refuses a folder that is in use", async () => {
  const lock = takeLock(path.join(data, "lock"));
  if (!lock.ok) throw new Error("refused");
  expect(await reset("--yes")).not.toBe(EXIT.ok);
  expect(said.join()).toMatch(new RegExp(`in use by process ${process.pid}`));
  expect(existsSync(data)).toBe(true);
});

test("reset refuses a folder that is not one of ours", async () => {
  rmSync(data, { recursive: true });
  mkdirSync(data);
  writeFileSync(path.join(data, "thesis.txt"), "do not lose");
  expect(await reset("--yes")).not.toBe(EXIT.ok);
  expect(existsSync(path.join(data, "thesis.txt"))).toBe(true);
});

test("an unknown command names the ones that exist", async () => {
  expect(await runTouchstone(["resett"], io)).toBe(EXIT.usage);
  expect(said.join()).toMatch(/no command "resett".*\breset\b/s);
});

test("an unknown option answers with the usage", async () => {
  expect(await reset("--force")).toBe(EXIT.usage);
  expect(said.join()).toMatch(/touchstone reset \[--data DIR\]/);
});
