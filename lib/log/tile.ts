/**
 * Tiles of height 8 (C2SP tlog-tiles): tile (level L, number N) holds up to 256 hashes of the complete subtrees of
 * 256^L leaves, from subtree N·256 on. Paths are relative to the log's URL and have no leading slash.
 */
import { concatBytes } from "#lib/kernel/bytes.ts";
import { asHash, HASH_BYTES, type Hash } from "#lib/kernel/hash.ts";
import { type NodeAt, nodeHash } from "./tree.ts";

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree that one tile spans. */
export const TILE_HEIGHT = 8;
/** Longest entry that a bundle can carry, in bytes. */
export const MAX_ENTRY_BYTES = 65_535;

const MAX_TILE_LEVEL = 63;

/** A hash tile: `level` 0–63, `width` 1–256 hashes. */
export type TileAt = { readonly level: number; readonly number: number; readonly width: number };
/** An entry bundle: the entries of the level-0 tile of the same number. */
export type EntryBundleAt = { readonly number: number; readonly width: number };

/** `tile/<L>/<N>[.p/<W>]`, N in groups of three digits, all but the last with an x: `tile/0/x001/x234/067`. */
export function tilePath(tile: TileAt): string {
  return `tile/${tile.level}/${numberPath(tile)}`;
}

/** `tile/entries/<N>[.p/<W>]`. */
export function entriesTilePath(bundle: EntryBundleAt): string {
  return `tile/entries/${numberPath(bundle)}`;
}

/** The tile of a path, or undefined unless the path is exactly what {@link tilePath} writes. */
export function parseTilePath(path: string): TileAt | undefined {
  const match = /^tile\/(\d{1,2})\/(.+)$/.exec(path);
  const bundle = match === null ? undefined : parseNumberPath(match[2] ?? "");
  if (bundle === undefined) return undefined;
  const tile = { level: Number(match?.[1]), ...bundle };
  return tile.level <= MAX_TILE_LEVEL && tilePath(tile) === path ? tile : undefined;
}

/** The bundle of a path, or undefined unless the path is exactly what {@link entriesTilePath} writes. */
export function parseEntriesTilePath(path: string): EntryBundleAt | undefined {
  const prefix = "tile/entries/";
  const bundle = path.startsWith(prefix) ? parseNumberPath(path.slice(prefix.length)) : undefined;
  return bundle !== undefined && entriesTilePath(bundle) === path ? bundle : undefined;
}

/** Hash tiles that are full at `newSize` and were not at `oldSize`, level by level from 0. */
export function fullTilesBetween(oldSize: number, newSize: number): TileAt[] {
  const tiles: TileAt[] = [];
  for (let level = 0, span = TILE_WIDTH; span <= newSize; level += 1, span *= TILE_WIDTH) {
    for (let number = Math.floor(oldSize / span); number < Math.floor(newSize / span); number += 1) {
      tiles.push({ level, number, width: TILE_WIDTH });
    }
  }
  return tiles;
}

/** Partial hash tiles of a tree of `size`, from level 0 up; at most one on each level. */
export function partialTilesOfSize(size: number): TileAt[] {
  const tiles: TileAt[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, number: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
}

/** All hash tiles of a tree of `size`: the full ones, then the partial ones. About size/255 of them. */
export function tilesOfSize(size: number): TileAt[] {
  return [...fullTilesBetween(0, size), ...partialTilesOfSize(size)];
}

/**
 * Entry bundles of a tree of `size`, in order; the last may be partial. Walked, not listed: a size that a stranger claims
 * costs nothing before its bundles are there.
 */
export function* entryBundlesOfSize(size: number): Generator<EntryBundleAt> {
  for (let start = 0; start < size; start += TILE_WIDTH)
    yield { number: start / TILE_WIDTH, width: Math.min(TILE_WIDTH, size - start) };
}

/** The narrowest tile that holds a node, and the place in it of the node's first hash (0–255). */
export function tileOfNode(node: NodeAt): { tile: TileAt; offset: number } {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const hashes = 2 ** (node.level % TILE_HEIGHT);
  const start = node.index * hashes;
  const offset = start % TILE_WIDTH;
  return { tile: { level, number: Math.floor(start / TILE_WIDTH), width: offset + hashes }, offset };
}

/** The same tile as wide as it is in a tree of `size`: the one that a server of that size has. */
export function tileInTree(tile: TileAt, size: number): TileAt {
  const hashes = Math.floor(size / TILE_WIDTH ** tile.level);
  return { ...tile, width: Math.min(TILE_WIDTH, hashes - tile.number * TILE_WIDTH) };
}

/**
 * Hash of a node from the bytes of its tile (width × 32 bytes, any width that covers the node); levels between those of
 * tiles are recomputed. Throws RangeError when the bytes end before the node does: check the length when reading.
 */
export function hashInTile(tileBytes: Uint8Array, node: NodeAt): Hash {
  const { tile, offset } = tileOfNode(node);
  if (tileBytes.length < tile.width * HASH_BYTES) {
    throw new RangeError(`Node ${node.level}/${node.index} needs ${tile.width} hashes of its tile.`);
  }
  return hashOfTileSlice(tileBytes, offset, tile.width);
}

/** Hash of the subtree that a full tile stands for, which is one hash of a tile on the next level. 32 bytes. */
export function rootOfFullTile(tileBytes: Uint8Array): Hash {
  if (tileBytes.length !== TILE_WIDTH * HASH_BYTES) throw new RangeError("Not a full tile.");
  return hashOfTileSlice(tileBytes, 0, TILE_WIDTH);
}

/** Hash over the hashes from ≤ i < to of a tile; their number is a power of two. */
function hashOfTileSlice(tileBytes: Uint8Array, from: number, to: number): Hash {
  if (to - from === 1) return asHash(tileBytes.slice(from * HASH_BYTES, to * HASH_BYTES));
  const middle = (from + to) / 2;
  return nodeHash(hashOfTileSlice(tileBytes, from, middle), hashOfTileSlice(tileBytes, middle, to));
}

/**
 * Entry bundle: each entry after its length as big-endian uint16. Throws RangeError for more than 256 entries or one
 * longer than 65,535 bytes.
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new RangeError(`A bundle holds ${TILE_WIDTH} entries, not ${entries.length}.`);
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`An entry has at most ${MAX_ENTRY_BYTES} bytes.`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** Entries of a bundle; undefined when a length runs past the end or there are more than 256 entries. */
export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    const high = bundle[at];
    const low = bundle[at + 1];
    if (high === undefined || low === undefined || entries.length === TILE_WIDTH) return undefined;
    const start = at + 2;
    at = start + high * 256 + low;
    if (at > bundle.length) return undefined;
    entries.push(bundle.slice(start, at));
  }
  return entries;
}

function numberPath({ number, width }: EntryBundleAt): string {
  const groups = [threeDigits(number % 1000)];
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${threeDigits(rest % 1000)}`);
  }
  return groups.join("/") + (width === TILE_WIDTH ? "" : `.p/${width}`);
}

/** Lenient about form: the callers compare with what they would have written. */
function parseNumberPath(path: string): EntryBundleAt | undefined {
  const match = /^((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const number = Number((match[1] ?? "").replaceAll(/[x/]/g, ""));
  const width = match[2] === undefined ? TILE_WIDTH : Number(match[2]);
  const isTile = Number.isSafeInteger(number) && width >= 1 && width <= TILE_WIDTH;
  return isTile ? { number, width } : undefined;
}

const threeDigits = (n: number): string => String(n).padStart(3, "0");
