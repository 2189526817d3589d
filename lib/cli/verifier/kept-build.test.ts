import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptOrBuilt } from "./kept-build.ts";

let root: string;
let builds: number;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "touchstone-kept-"));
  builds = 0;
  write("source.txt", "one");
  write("unread.txt", "one");
});
afterEach(() => rmSync(root, { recursive: true }));

/** As a file that was there long before. */
function write(name: string, text: string): void {
  writeFileSync(path.join(root, name), text);
  utimesSync(path.join(root, name), 1, 1);
}

async function built(during: () => void = () => undefined, isAnew = false): Promise<string | undefined> {
  const texts = await keptOrBuilt({
    ...{ root, isAnew },
    stamp: "out/stamp.json",
    build: async (onInput) => {
      builds += 1;
      onInput(path.join(root, "source.txt"));
      onInput("\0made/by/the/bundler");
      const text = readFileSync(path.join(root, "source.txt"), "utf8");
      during();
      return { "out/made.txt": `made of ${text}` };
    },
  });
  return texts["out/made.txt"];
}

test("it is built once, and again when a source that was read is another", async () => {
  expect([await built(), await built(), builds]).toEqual(["made of one", "made of one", 1]);
  write("unread.txt", "two");
  expect([await built(), builds]).toEqual(["made of one", 1]);
  // With the date that it had.
  write("source.txt", "two");
  expect([await built(), await built(), builds]).toEqual(["made of two", "made of two", 2]);
  expect(readFileSync(path.join(root, "out/made.txt"), "utf8")).toBe("made of two");
  expect([await built(undefined, true), builds]).toEqual(["made of two", 3]);
});

test("what somebody changed in what was written is made again, and so is what is gone", async () => {
  await built();
  write("out/made.txt", "made of lies");
  expect([await built(), builds]).toEqual(["made of one", 2]);
  rmSync(path.join(root, "out/made.txt"));
  expect([await built(), builds]).toEqual(["made of one", 3]);
  write("out/stamp.json", "{");
  expect([await built(), builds]).toEqual(["made of one", 4]);
});

test("a source that is written while it is built is not taken for the one that was read", async () => {
  await built(() => writeFileSync(path.join(root, "source.txt"), "two"));
  expect([await built(), builds]).toEqual(["made of two", 2]);
});
