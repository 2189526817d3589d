import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { dataFolderAt } from "../data-folder.ts";
import { examineDataFolder } from "../doctor/data-folder.ts";
import { examineKeysInForce } from "../doctor/keys-in-force.ts";
import { found } from "../up/founding.ts";

let parent = "";
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

const OPTIONS = { origin: undefined, policy: undefined, admin: undefined };
/** Bytes 0, 1, 2, … and so on: every key differs. */
function counter(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ & 0xff);
}

function founded() {
  const folder = dataFolderAt(path.join(parent, "data"));
  found(folder, OPTIONS, { clock: () => asInstant(Date.UTC(2026, 10, 22)), random: counter() });
  return folder;
}

const stateOf = (folder: ReturnType<typeof founded>, name: string) =>
  examineDataFolder(folder).find((line) => line.name === name);

test("a freshly founded folder is well", () => {
  expect(examineDataFolder(founded()).map((line) => line.state)).toEqual(["ok", "ok", "ok", "ok"]);
});

test("a key that others can read is found, with the command that repairs it", () => {
  const folder = founded();
  chmodSync(folder.key("log"), 0o644);
  expect(stateOf(folder, "rights")).toMatchObject({ state: "fail", advice: expect.stringContaining("chmod 600") });
});

test("a lost and a swapped key are named", () => {
  const folder = founded();
  rmSync(folder.key("answer"));
  writeFileSync(folder.key("witness"), "{}");
  expect(stateOf(folder, "keys")).toMatchObject({ state: "fail", detail: "witness unreadable, answer missing" });
});

test("a key file that cannot be read is a line, and takes no other from what the log says of keys", async () => {
  const folder = founded();
  const keys = Object.fromEntries(
    ["log", "promise", "witness", "statement", "answer"].map((purpose) => [purpose, `did of ${purpose}`]),
  );
  writeFileSync(folder.key("witness"), "{}");
  const client = { query: async () => ({ rows: [{ keys }] }) } as unknown as pg.Client;
  const [line] = await examineKeysInForce(client, folder);
  expect(line).toMatchObject({ state: "fail", detail: expect.stringMatching(/^log \(.*file holds did:key:/) });
  expect(line?.detail).toContain("witness (the log names did of witness, the file cannot be read)");
});

test("a folder of another build is named", () => {
  const folder = founded();
  writeFileSync(folder.description, '{"formatVersion":0}');
  expect(stateOf(folder, "data folder")).toMatchObject({
    state: "fail",
    detail: expect.stringContaining("another build"),
  });
});

test("a folder that does not exist is no fault", () => {
  mkdirSync(path.join(parent, "elsewhere"));
  expect(examineDataFolder(dataFolderAt(path.join(parent, "none"))).map((line) => line.state)).toEqual(["ok"]);
});
