import { appendFile, chmod, mkdtemp, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asHash, sha256 } from "#lib/kernel/hash.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { encodeEntryBundle } from "#lib/log/tile.ts";
import { leafHash } from "#lib/log/tree.ts";
import { Fenced } from "../signing-refused.ts";
import { SecondStore, type StoredEntry } from "./second-store.ts";
import { diskFiles, type StoreFiles } from "./store-files.ts";

let folder: string;
let files: StoreFiles;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "touchstone-store-"));
  files = await diskFiles(folder);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const encoder = new TextEncoder();

function entry(index: number, withPart = false): StoredEntry {
  const bytes = encoder.encode(`entry ${index} `.repeat(1 + (index % 5)));
  const part = { bytes: encoder.encode(`part ${index}`), nonce: new Uint8Array(32).fill(index % 256), position: 0 };
  const commit = sha256(Uint8Array.of(2), part.nonce, part.bytes);
  return { index, bytes, leafHash: leafHash(bytes), parts: withPart ? [{ ...part, commit }] : [] };
}

const range = (from: number, to: number, withPart = false) =>
  Array.from({ length: to - from }, (_, at) => entry(from + at, withPart));

const rootOfSize = (size: number) =>
  rootOf(
    append(
      emptyFrontier(),
      range(0, size).map((one) => one.leafHash),
    ).frontier,
  );

async function grow(store: SecondStore, to: number): Promise<void> {
  await store.advance(await store.stage(range(store.head.size, to)));
}

test("what was stored is read again after a restart, at every size around full tiles", async () => {
  let store = await SecondStore.open(files);
  for (const size of [1, 3, 255, 256, 257, 300, 512, 1100]) {
    await grow(store, size);
    store = await SecondStore.open(files);
    expect(store.head).toMatchObject({ size, root: rootOfSize(size) });
  }
  const stored = [];
  for (let number = 0; number < 5; number += 1) stored.push(...((await store.readEntries(number)) ?? []));
  expect(stored.map((bytes) => Buffer.from(bytes).toString())).toEqual(
    range(0, 1100).map((one) => Buffer.from(one.bytes).toString()),
  );
});

test("a full bundle's file is byte for byte the bundle of the tile format", async () => {
  const store = await SecondStore.open(files);
  await grow(store, 100);
  await grow(store, 300);
  const file = await files.read("tile/entries/000");
  expect(Buffer.from(file ?? []).equals(encodeEntryBundle(range(0, 256).map((one) => one.bytes)))).toBe(true);
});

test("entries that were staged by a writer that died do not count, and are written over", async () => {
  const first = await SecondStore.open(files);
  await grow(first, 10);
  await first.stage([
    { ...entry(10), bytes: encoder.encode("other".repeat(50)), leafHash: leafHash(encoder.encode("other".repeat(50))) },
  ]);
  const second = await SecondStore.open(files);
  expect(second.head.size).toBe(10);
  await grow(second, 12);
  const third = await SecondStore.open(files);
  expect(third.head).toMatchObject({ size: 12, root: rootOfSize(12) });
});

test("of two writers that hold the same head one moves it, the other is fenced", async () => {
  const one = await SecondStore.open(files);
  await grow(one, 5);
  const [left, right] = [await SecondStore.open(files), await SecondStore.open(files)];
  const stagedLeft = await left.stage(range(5, 7));
  const stagedRight = await right.stage(range(5, 9));
  const outcomes = await Promise.allSettled([left.advance(stagedLeft), right.advance(stagedRight)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find((outcome) => outcome.status === "rejected")).toMatchObject({ reason: expect.any(Fenced) });
});

test("a writer that slept through many heads is fenced, also where its generation was cleared away", async () => {
  const first = await SecondStore.open(files);
  await grow(first, 1);
  const sleeper = await SecondStore.open(files);
  const staged = await sleeper.stage(range(1, 2));
  for (let size = 2; size < 12; size += 1) await grow(first, size);
  expect(await readdir(path.join(folder, "head"))).not.toContain("000000000002");
  await expect(sleeper.advance(staged)).rejects.toThrow(Fenced);
  expect((await SecondStore.open(files)).head.size).toBe(11);
});

test.each([
  ["a tile cut short", () => truncate(path.join(folder, "tile/0/001"), 33), /tile 0\/1 is too short|root/],
  ["a bundle cut short", () => truncate(path.join(folder, "tile/entries/001"), 5), /bundle 1 lacks entries/],
  ["a head that is not one", () => appendFile(path.join(folder, "head/000000000001"), "x"), /head cannot be read/],
])("%s is refused at the start", async (_, damage, message) => {
  await grow(await SecondStore.open(files), 300);
  await damage();
  await expect(SecondStore.open(files)).rejects.toMatchObject({
    health: "tampered",
    message: expect.stringMatching(message),
  });
});

test("a line that a crash tore hides no other line of the journal or of the parts", async () => {
  const first = await SecondStore.open(files);
  await first.advance(await first.stage(range(0, 2, true)));
  await first.recordCheckpoints([{ size: 2, note: "note of 2", signedAtMs: 1 }]);
  await appendFile(path.join(folder, "checkpoints"), '{"note":"torn');
  await appendFile(path.join(folder, "parts/000"), '{"bytes":"AA');
  const second = await SecondStore.open(files);
  expect(await second.lastCheckpoint()).toEqual({ size: 2, note: "note of 2", signedAtMs: 1 });
  await second.advance(await second.stage(range(2, 3, true)));
  await second.recordCheckpoints([{ size: 3, note: "note of 3", signedAtMs: 2 }]);
  expect((await second.allCheckpoints()).map(({ size }) => size)).toEqual([2, 3]);
  expect([...(await second.readParts(0)).values()].map((part) => part.entry)).toEqual([0, 1, 2]);
});

test("nobody but its owner can read the store", async () => {
  await chmod(folder, 0o700);
  const store = await SecondStore.open(files);
  await store.advance(await store.stage(range(0, 2, true)));
  for (const file of ["parts/000", "tile/entries/000", "tile/0/000", "head/000000000001"]) {
    expect((await stat(path.join(folder, file))).mode & 0o077).toBe(0);
  }
});

test("a root is never taken from memory: the head's root is of 32 bytes that the tiles give", async () => {
  const store = await SecondStore.open(files);
  await grow(store, 9);
  const staged = await store.stage(range(9, 11));
  await store.advance({ ...staged, root: asHash(new Uint8Array(32)) });
  await expect(SecondStore.open(files)).rejects.toMatchObject({ health: "tampered" });
});
