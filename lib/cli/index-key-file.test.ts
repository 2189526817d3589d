import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { readIndexKey, writeIndexKey } from "./index-key-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "index-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, "log.json");
const key = identityOfSeed(new Uint8Array(32).fill(7));

test("a key file is read as it was written, and only its owner can read it", () => {
  writeIndexKey(file, "log", key);
  expect(readIndexKey(file, "log")).toEqual(key);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test("a file of another purpose, of two keys, cut short or of no JSON is no key; one that is not there is an error", () => {
  const text = readFileSync(file, "utf8");
  const read = (changed: string) => {
    writeFileSync(file, changed);
    return readIndexKey(file, "log");
  };
  expect(read(text)).toEqual(key);
  const other = identityOfSeed(new Uint8Array(32).fill(8));
  const broken = [text.replace('"log"', '"promise"'), text.replace(key.did, other.did), text.slice(0, -9), "", "{}"];
  expect(broken.map(read)).toEqual(broken.map(() => undefined));
  expect(() => readIndexKey(path.join(folder, "absent.json"), "log")).toThrow("ENOENT");
});
