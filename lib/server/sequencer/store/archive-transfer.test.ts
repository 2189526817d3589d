import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hexDecode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, MINUTE_MS } from "#lib/kernel/instant.ts";
import { decodeArchive } from "#lib/log/archive.ts";
import { leafHash } from "#lib/log/tree.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { headOf, logSigner } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { exportStore } from "./export-store.ts";
import { importArchive } from "./import-archive.ts";
import { SecondStore, type StoredEntry } from "./second-store.ts";
import { diskFiles, type StoreFiles } from "./store-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "touchstone-transfer-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (name: string) => SecondStore.open(await diskFiles(path.join(folder, name)));

/** 260 entries, over two bundles; entry 7 brings a public part, entry 9 a private one. */
const PARTS = new Map([7, 9].map((at) => [at, { bytes: utf8Encode(`part ${at}`), nonce: sha256(Uint8Array.of(at)) }]));
const world = TestWorld.founded();
for (let at = 1; at < 260; at += 1) {
  world.now = addMs(world.now, MINUTE_MS);
  const by = testKey(`participant ${at}`);
  const part = PARTS.get(at);
  const visibility = at === 7 ? ("public" as const) : ("parties" as const);
  const parts = part && [{ commit: commitOf(part), bytes: part.bytes.length, mediaType: "text/plain", visibility }];
  const change = parts === undefined ? {} : { parts };
  world.say({ kind: "participant.register", by, subject: by.did, body: { displayName: "N" }, change });
}
const { leaves } = world;
const NOTES = [1, 40, 256, 260].map((size) => ({ size, note: headOf(leaves, size), signedAtMs: 7 }));

async function grown(): Promise<SecondStore> {
  const store = await open("store");
  const entries = leaves.map((bytes, index): StoredEntry => {
    const part = PARTS.get(index);
    const parts = part === undefined ? [] : [{ ...part, commit: hexDecode(commitOf(part)) ?? bytes, position: 0 }];
    return { index, bytes, leafHash: leafHash(bytes), parts };
  });
  await store.advance(await store.stage(entries));
  await store.recordCheckpoints(NOTES);
  return store;
}

async function exported(store: SecondStore, isWhole: boolean): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  await exportStore(store, { isWhole, write: async (bytes) => void pieces.push(bytes) });
  return concatBytes(...pieces);
}

test("a store that goes through an archive comes back with every entry, every checkpoint and every part", async () => {
  const store = await grown();
  const bytes = await exported(store, true);
  const known = () => ({ key: { from: "given", vkey: logSigner.vkey } as const });
  expect(verifyFile(bytes, { known })).toMatchObject({ verdict: "verified" });
  const file = path.join(folder, "log.archive");
  await writeFile(file, bytes);

  const restored = await open("restored");
  expect(await importArchive(file, restored, logSigner.vkey)).toEqual({ size: 260, checkpoints: 4, parts: 2 });
  expect(restored.head).toMatchObject({ size: store.head.size, root: store.head.root });
  for (const number of [0, 1]) {
    expect(await restored.readEntries(number)).toEqual(await store.readEntries(number));
    expect(await restored.readParts(number)).toEqual(await store.readParts(number));
  }
  const notes = async (of: SecondStore) => (await of.allCheckpoints()).map(({ size, note }) => ({ size, note }));
  expect(await notes(restored)).toEqual(await notes(store));
  await expect(importArchive(file, restored, logSigner.vkey)).rejects.toThrow("not empty");
  expect(await exported(restored, true)).toEqual(bytes);
});

test("a public export holds no private part, and no nonce of one", async () => {
  const frames = decodeArchive(await exported(await grown(), false));
  const parts = (frames.ok ? frames.value : []).flatMap((frame) => (frame.type === "part" ? [frame.part.bytes] : []));
  expect(parts.map((part) => Buffer.from(part).toString())).toEqual(["part 7"]);
});

test.each(["before", "after"] as const)(
  "an import whose k-th file operation fails, %s it was done, ends there, and none that ended so is taken for a whole one",
  async (when) => {
    const file = path.join(folder, "log.archive");
    await writeFile(file, await exported(await grown(), true));
    for (let k = 1; ; k += 1) {
      let calls = 0;
      const fail = async <T>(work: () => Promise<T>): Promise<T> => {
        calls += 1;
        if (calls !== k) return await work();
        if (when === "after") await work();
        throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      };
      const name = `${when} ${k}`;
      const disk = await diskFiles(path.join(folder, name));
      const files = new Proxy(disk, {
        get:
          (target, operation: keyof StoreFiles) =>
          (...args: never[]) =>
            fail(() => (target[operation] as (...given: never[]) => Promise<unknown>)(...args)),
      });
      const run = async () => await importArchive(file, await SecondStore.open(files), logSigner.vkey);
      const done = await run().catch((error: unknown) => error);
      if (calls < k) {
        expect(done).toEqual({ size: 260, checkpoints: 4, parts: 2 });
        expect(k).toBeGreaterThan(20);
        return;
      }
      expect(done).toMatchObject({ health: "disk-full" });
      // What is left is no store, an empty one, or one that nothing is imported over.
      const left = await open(name).catch(() => undefined);
      if (left !== undefined && left.head.size > 0)
        await expect(importArchive(file, left, logSigner.vkey)).rejects.toThrow("not empty");
    }
  },
);
