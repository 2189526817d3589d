import { expect, test } from "vitest";
import {
  decodeEntryBundle,
  encodeEntryBundle,
  entriesTilePath,
  entryBundlesOfSize,
  fullTilesBetween,
  hashInTile,
  MAX_ENTRY_BYTES,
  parseEntriesTilePath,
  parseTilePath,
  partialTilesOfSize,
  rootOfFullTile,
  tileInTree,
  tileOfNode,
  tilePath,
  tilesOfSize,
} from "./tile.ts";

test("paths are those of the tiles specification", () => {
  expect(tilePath({ level: 0, number: 1_234_067, width: 256 })).toBe("tile/0/x001/x234/067");
  expect(tilePath({ level: 2, number: 0, width: 1 })).toBe("tile/2/000.p/1");
  expect(entriesTilePath({ number: 273, width: 112 })).toBe("tile/entries/273.p/112");
  expect(parseTilePath("tile/1/x001/000.p/255")).toEqual({ level: 1, number: 1000, width: 255 });
  expect(parseEntriesTilePath("tile/entries/x001/000")).toEqual({ number: 1000, width: 256 });
});

test("only the one spelling of a path is accepted", () => {
  const refused = [
    "",
    "tile/0/0",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/x001",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000.p/",
    "tile/0/000/",
    "/tile/0/000",
    "tile/entries/000",
    "tile/0/../000",
    "tile/0/x009/x007/x199/x254/x740/992",
    "tile/0/x001/x000/x000/x000/x000/x000/000",
  ];
  for (const path of refused) expect.soft(parseTilePath(path), path).toBeUndefined();
  for (const path of ["tile/0/000", "tile/entries/0", "tile/entries/000.p/256", "tile/entries/x000/001"]) {
    expect.soft(parseEntriesTilePath(path), path).toBeUndefined();
  }
});

test("a tree of 256 leaves is one full tile and one hash above it", () => {
  expect(tilesOfSize(256)).toEqual([
    { level: 0, number: 0, width: 256 },
    { level: 1, number: 0, width: 1 },
  ]);
  expect(tilesOfSize(0)).toEqual([]);
  expect(partialTilesOfSize(255)).toEqual([{ level: 0, number: 0, width: 255 }]);
});

test("growth lists each tile that became full, on every level", () => {
  expect(fullTilesBetween(255, 256)).toEqual([{ level: 0, number: 0, width: 256 }]);
  expect(fullTilesBetween(256, 511)).toEqual([]);
  expect(fullTilesBetween(65_535, 65_536)).toEqual([
    { level: 0, number: 255, width: 256 },
    { level: 1, number: 0, width: 256 },
  ]);
});

test("entry bundles follow the leaves: full ones, then the rest", () => {
  expect([...entryBundlesOfSize(0)]).toEqual([]);
  expect([...entryBundlesOfSize(257)]).toEqual([
    { number: 0, width: 256 },
    { number: 1, width: 1 },
  ]);
});

test("a node lies in the tile of its level and is as wide as its leaves there", () => {
  expect(tileOfNode({ level: 0, index: 300 })).toEqual({ tile: { level: 0, number: 1, width: 45 }, offset: 44 });
  expect(tileOfNode({ level: 7, index: 1 })).toEqual({ tile: { level: 0, number: 0, width: 256 }, offset: 128 });
  expect(tileOfNode({ level: 8, index: 5 })).toEqual({ tile: { level: 1, number: 0, width: 6 }, offset: 5 });
  expect(tileInTree({ level: 0, number: 1, width: 45 }, 400)).toEqual({ level: 0, number: 1, width: 144 });
  expect(tileInTree({ level: 0, number: 0, width: 45 }, 400)).toEqual({ level: 0, number: 0, width: 256 });
});

test("asking a tile for a node that it is too short for is a bug and throws", () => {
  expect(() => hashInTile(new Uint8Array(44 * 32), { level: 0, index: 300 })).toThrow(RangeError);
  expect(() => rootOfFullTile(new Uint8Array(255 * 32))).toThrow(RangeError);
});

test("a bundle is each entry after its length in two bytes, most significant first", () => {
  const bundle = encodeEntryBundle([Uint8Array.of(7), new Uint8Array(), new Uint8Array(258)]);
  expect([...bundle.slice(0, 7)]).toEqual([0, 1, 7, 0, 0, 1, 2]);
  expect(decodeEntryBundle(bundle)).toEqual([Uint8Array.of(7), new Uint8Array(), new Uint8Array(258)]);
});

test("a bundle cut anywhere inside an entry is refused", () => {
  const bundle = encodeEntryBundle([Uint8Array.of(1, 2, 3)]);
  for (let end = 1; end < bundle.length; end += 1) expect(decodeEntryBundle(bundle.slice(0, end))).toBeUndefined();
});

test("a bundle holds at most 256 entries of at most 65,535 bytes", () => {
  expect(decodeEntryBundle(new Uint8Array(256 * 2))).toHaveLength(256);
  expect(decodeEntryBundle(new Uint8Array(257 * 2))).toBeUndefined();
  expect(() => encodeEntryBundle(Array.from({ length: 257 }, () => new Uint8Array()))).toThrow(RangeError);
  expect(decodeEntryBundle(encodeEntryBundle([new Uint8Array(MAX_ENTRY_BYTES)]))?.[0]).toHaveLength(MAX_ENTRY_BYTES);
  expect(() => encodeEntryBundle([new Uint8Array(MAX_ENTRY_BYTES + 1)])).toThrow(RangeError);
});
