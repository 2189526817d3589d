import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, equalBytes } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { append, emptyFrontier } from "./frontier.ts";
import {
  decodeEntryBundle,
  encodeEntryBundle,
  entriesTilePath,
  fullTilesBetween,
  hashInTile,
  parseEntriesTilePath,
  parseTilePath,
  partialTilesOfSize,
  rootOfFullTile,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileAt,
  tileInTree,
  tileOfNode,
  tilePath,
  tilesOfSize,
} from "./tile.ts";
import { leafHash, type NodeAt, nodesForInclusion, proveInclusion, rootFromNodes, verifyInclusion } from "./tree.ts";

fc.configureGlobal({ seed: 6962 });

const SIZE = 66_000;
const nodes = new Map<string, Hash>();
const leaves: Hash[] = Array.from({ length: SIZE }, (_, i) =>
  leafHash(Uint8Array.of(i & 255, (i >> 8) & 255, i >> 16)),
);
for (const { node, hash } of append(emptyFrontier(), leaves).completed) nodes.set(`${node.level}/${node.index}`, hash);

function hashOf({ level, index }: NodeAt): Hash {
  const hash = nodes.get(`${level}/${index}`);
  if (hash === undefined) throw new Error(`no node ${level}/${index}`);
  return hash;
}

function tileBytes({ level, number, width }: TileAt): Uint8Array {
  const hashes = Array.from({ length: width }, (_, i) =>
    hashOf({ level: level * TILE_HEIGHT, index: number * TILE_WIDTH + i }),
  );
  return concatBytes(...hashes);
}

const anyNode = fc
  .nat(16)
  .chain((level) => fc.record({ level: fc.constant(level), index: fc.nat(Math.floor(SIZE / 2 ** level) - 1) }));

test("every node of the tree recomputes from the one tile that holds it, however wide the tile is", () => {
  fc.assert(
    fc.property(anyNode, (node) => {
      const { tile } = tileOfNode(node);
      expect(hashInTile(tileBytes(tile), node)).toEqual(hashOf(node));
      const wide = tileInTree(tile, SIZE);
      expect(wide.width).toBeGreaterThanOrEqual(tile.width);
      expect(hashInTile(tileBytes(wide), node)).toEqual(hashOf(node));
    }),
  );
});

test("every full tile recomputes to its hash on the level above", () => {
  for (const tile of fullTilesBetween(0, SIZE)) {
    const parent = { level: (tile.level + 1) * TILE_HEIGHT, index: tile.number };
    expect(equalBytes(rootOfFullTile(tileBytes(tile)), hashOf(parent))).toBe(true);
  }
});

test("tiles alone prove every leaf of every size that they were published for", () => {
  const anyLeaf = fc
    .integer({ min: 1, max: SIZE })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
  fc.assert(
    fc.property(anyLeaf, ({ size, index }) => {
      const published = new Set(tilesOfSize(size).map(tilePath));
      const get = (node: NodeAt): Hash => {
        const tile = tileInTree(tileOfNode(node).tile, size);
        expect(published).toContain(tilePath(tile));
        return hashInTile(tileBytes(tile), node);
      };
      const proof = proveInclusion(index, size, get);
      expect(nodesForInclusion(index, size).length).toBeGreaterThanOrEqual(proof.length);
      expect(verifyInclusion(proof, index, size, leaves[index] as Hash, rootFromNodes(size, get))).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test("full tiles of successive growths, and the partial ones of the end, are all tiles of the end", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200_000), { minLength: 1, maxLength: 4 }), (raw) => {
      const sizes = [0, ...raw].sort((a, b) => a - b);
      const end = sizes.at(-1) ?? 0;
      const grown = sizes.flatMap((size, i) => fullTilesBetween(sizes[i - 1] ?? 0, size));
      const paths = [...grown, ...partialTilesOfSize(end)].map(tilePath);
      expect(new Set(paths)).toEqual(new Set(tilesOfSize(end).map(tilePath)));
      expect(new Set(paths).size).toBe(paths.length);
    }),
    { numRuns: 30 },
  );
});

test("a tile's path and the tile are the same thing", () => {
  const tile = fc.record({
    level: fc.nat(63),
    number: fc.maxSafeNat(),
    width: fc.integer({ min: 1, max: TILE_WIDTH }),
  });
  fc.assert(
    fc.property(tile, ({ level, number, width }) => {
      expect(parseTilePath(tilePath({ level, number, width }))).toEqual({ level, number, width });
      expect(parseEntriesTilePath(entriesTilePath({ number, width }))).toEqual({ number, width });
    }),
  );
});

test("a bundle gives back the entries that were put in", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (entries) => {
      expect(decodeEntryBundle(encodeEntryBundle(entries))).toEqual(entries);
    }),
  );
});
