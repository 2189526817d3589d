/** The readers against the definitions: what they answer from tiles and rows is what the pure functions give for the leaves. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { concatBytes } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { encodeEntryBundle } from "#lib/log/tile.ts";
import {
  type NodeAt,
  nodeHash,
  nodesForConsistency,
  nodesForInclusion,
  nodesOfRoot,
  proveConsistency,
  proveInclusion,
  rootFromNodes,
  verifyConsistency,
  verifyInclusion,
} from "#lib/log/tree.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { registration, settle, TestLog } from "#lib/server/sequencer/test-log.ts";
import { Lru } from "./lru.ts";
import { readCheckpointAt, readCheckpointCovering, readLatestCheckpoint } from "./read-checkpoint.ts";
import { newTileCache, readNodes } from "./read-nodes.ts";
import { readEntryBundle, readTile } from "./read-tile.ts";
import type { Sql } from "./sql.ts";

const SIZE = 600;
let database: TestDatabase;
let log: TestLog;
let sql: Sql;
let leaves: Uint8Array[];
let hashes: Hash[];

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  const sequencer = await log.lead();
  for (let from = 1; from < SIZE; from += 100) {
    await log.submit(
      Array.from({ length: Math.min(100, SIZE - from) }, (_, at) => registration(`reader ${from + at}`)),
    );
    await settle(sequencer);
  }
  const client = await log.connect("web");
  sql = client;
  const { rows } = await client.query<{ leaf: Buffer; leaf_hash: Buffer }>(
    "SELECT leaf, leaf_hash FROM log_entry ORDER BY index",
  );
  leaves = rows.map((row) => row.leaf);
  hashes = rows.map((row) => new Uint8Array(row.leaf_hash) as Hash);
});

afterAll(async () => {
  await log.close();
  await database.drop();
});

/** A node straight from the leaves. */
function nodeFromLeaves({ level, index }: NodeAt): Hash {
  if (level === 0) return hashes[index] ?? neverHash();
  return nodeHash(
    nodeFromLeaves({ level: level - 1, index: index * 2 }),
    nodeFromLeaves({ level: level - 1, index: index * 2 + 1 }),
  );
}

function neverHash(): never {
  throw new Error("no such leaf");
}

describe("nodes", () => {
  test("every root and proof that a reader builds from tiles is the one that the leaves give", async () => {
    const cache = newTileCache();
    for (const size of [1, 2, 255, 256, 257, 511, 512, 513, SIZE]) {
      const root = rootFromNodes(size, nodeFromLeaves);
      expect(rootFromNodes(size, await readNodes(sql, nodesOfRoot(size), SIZE, cache))).toEqual(root);
      for (const index of [0, Math.floor(size / 2), size - 1]) {
        const proof = proveInclusion(index, size, await readNodes(sql, nodesForInclusion(index, size), SIZE, cache));
        expect(verifyInclusion(proof, index, size, hashes[index] ?? neverHash(), root)).toBe(true);
      }
      const to = rootFromNodes(SIZE, nodeFromLeaves);
      const proof = proveConsistency(size, SIZE, await readNodes(sql, nodesForConsistency(size, SIZE), SIZE, cache));
      expect(verifyConsistency(proof, size, SIZE, root, to)).toBe(true);
    }
  });

  test("full tiles come from the cache the second time", async () => {
    const cache = newTileCache();
    let queries = 0;
    const counted: Sql = {
      query: async (text, values) => {
        queries += 1;
        return await sql.query(text, values);
      },
    };
    const nodes = nodesForInclusion(3, 256);
    const first = nodes.map(await readNodes(counted, nodes, SIZE, cache));
    const second = nodes.map(await readNodes(counted, nodes, SIZE, cache));
    expect(second).toEqual(first);
    expect(queries).toBe(1);
  });
});

describe("tiles and bundles", () => {
  test.each([
    [0, 0, 256],
    [0, 1, 256],
    [0, 2, 88],
    [0, 2, 5],
    [0, 0, 7],
  ])("tile %i/%i of width %i holds the leaf hashes", async (level, number, width) => {
    const expected = concatBytes(...hashes.slice(number * 256, number * 256 + width));
    const bytes = await readTile(sql, { level, number, width }, SIZE);
    expect(Buffer.from(bytes ?? []).equals(expected)).toBe(true);
  });

  test("a tile above level 0 holds the roots of the full tiles below", async () => {
    const bytes = await readTile(sql, { level: 1, number: 0, width: 2 }, SIZE);
    const expected = concatBytes(nodeFromLeaves({ level: 8, index: 0 }), nodeFromLeaves({ level: 8, index: 1 }));
    expect(Buffer.from(bytes ?? []).equals(expected)).toBe(true);
  });

  test.each([
    [0, 256],
    [2, 88],
    [2, 1],
  ])("bundle %i of width %i holds the entries", async (number, width) => {
    const bytes = await readEntryBundle(sql, { number, width }, SIZE, new Lru(1 << 20, (bundle) => bundle.length));
    expect(Buffer.from(bytes ?? []).equals(encodeEntryBundle(leaves.slice(number * 256, number * 256 + width)))).toBe(
      true,
    );
  });

  test("nothing beyond the published size is served, though it is stored", async () => {
    expect(await readTile(sql, { level: 0, number: 2, width: 88 }, 599)).toBeUndefined();
    expect(await readTile(sql, { level: 0, number: 1, width: 256 }, 511)).toBeUndefined();
    expect(await readTile(sql, { level: 1, number: 0, width: 2 }, 511)).toBeUndefined();
    expect(await readEntryBundle(sql, { number: 1, width: 256 }, 511)).toBeUndefined();
    expect(await readEntryBundle(sql, { number: 2, width: 89 }, SIZE)).toBeUndefined();
  });
});

test("an entry's checkpoint is the smallest that covers it", async () => {
  expect((await readCheckpointCovering(sql, 0))?.size).toBe(101);
  expect((await readCheckpointCovering(sql, 100))?.size).toBe(101);
  expect((await readCheckpointCovering(sql, 101))?.size).toBe(201);
  expect(await readCheckpointCovering(sql, SIZE)).toBeUndefined();
  expect((await readCheckpointAt(sql, 201))?.root).toEqual(rootFromNodes(201, nodeFromLeaves));
  expect(await readCheckpointAt(sql, 202)).toBeUndefined();
  expect((await readLatestCheckpoint(sql))?.size).toBe(SIZE);
});

test("the cache drops what was used longest ago, by weight", () => {
  const lru = new Lru<string, Uint8Array>(10, (bytes) => bytes.length);
  lru.set("a", new Uint8Array(4));
  lru.set("b", new Uint8Array(4));
  expect(lru.get("a")).toBeDefined();
  lru.set("c", new Uint8Array(4));
  expect([lru.get("a"), lru.get("b"), lru.get("c")].map((bytes) => bytes !== undefined)).toEqual([true, false, true]);
  lru.set("a", new Uint8Array(9));
  expect(lru.get("c")).toBeUndefined();
});
