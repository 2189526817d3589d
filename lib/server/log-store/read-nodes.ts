/**
 * Node hashes for proofs, from full tiles, and where a tile is not full yet from what it is derived of: leaf hashes on
 * level 0, roots of the full tiles one level down above. One query per call, none when all tiles are cached.
 */
import type { Hash } from "#lib/kernel/hash.ts";
import { hashInTile, TILE_HEIGHT, TILE_WIDTH, tileOfNode } from "#lib/log/tile.ts";
import { type GetNode, type NodeAt, nodeHash } from "#lib/log/tree.ts";
import { Lru } from "./lru.ts";
import { hashOfColumn, type Sql } from "./sql.ts";

/** Full hash tiles by `level/number`. They never change, so processes may keep them as long as they have room. */
export type TileCache = Lru<string, Uint8Array>;

export function newTileCache(maxBytes = 8 * 1024 * 1024): TileCache {
  return new Lru(maxBytes, (tile) => tile.length);
}

/** A node below the size that was asked for is not there: somebody has taken a row away. */
export class MissingNode extends Error {
  override readonly name = "MissingNode";

  constructor({ level, index }: NodeAt) {
    super(`Entry ${index * 2 ** level}: the hash of node ${level}/${index} is not stored.`);
  }
}

const keyOf = (level: number, index: number): string => `${level}/${index}`;

type Row = { source: "tile" | "child" | "leaf"; level: number; number: string; bytes: Buffer };

const NODES_SQL = `
  SELECT 'tile' AS source, t.level, t.number, t.hashes AS bytes
    FROM unnest($1::int[], $2::bigint[]) AS wanted(level, number) JOIN log_tile t USING (level, number)
  UNION ALL
  SELECT 'child', t.level, t.number, t.root
    FROM unnest($3::int[], $4::bigint[]) AS wanted(level, number) JOIN log_tile t USING (level, number)
  UNION ALL
  SELECT 'leaf', 0, e.index, e.leaf_hash FROM unnest($5::bigint[]) AS wanted(index) JOIN log_entry e USING (index)`;

/**
 * Loads the hashes of `nodes` in the log of at least `size` entries (which says what tiles are full). The getter
 * throws for a node that was not asked for or is not stored.
 */
export async function readNodes(
  sql: Sql,
  nodes: readonly NodeAt[],
  size: number,
  cache: TileCache | undefined,
): Promise<GetNode> {
  const tiles = new Map<string, Uint8Array>();
  const wantedTiles = new Map<string, { level: number; number: number }>();
  const wantedChildren = new Map<string, { level: number; number: number }>();
  const wantedLeaves = new Set<number>();
  for (const node of nodes) {
    const { tile, offset } = tileOfNode(node);
    const key = keyOf(tile.level, tile.number);
    if ((tile.number + 1) * TILE_WIDTH ** (tile.level + 1) <= size) {
      const cached = cache?.get(key);
      if (cached === undefined) wantedTiles.set(key, { level: tile.level, number: tile.number });
      else tiles.set(key, cached);
      continue;
    }
    for (let at = offset; at < tile.width; at += 1) {
      const hashIndex = tile.number * TILE_WIDTH + at;
      if (tile.level === 0) wantedLeaves.add(hashIndex);
      else wantedChildren.set(keyOf(tile.level - 1, hashIndex), { level: tile.level - 1, number: hashIndex });
    }
  }

  const hashes = new Map<string, Hash>();
  if (wantedTiles.size + wantedChildren.size + wantedLeaves.size > 0) {
    const full = [...wantedTiles.values()];
    const children = [...wantedChildren.values()];
    const { rows } = await sql.query<Row>(NODES_SQL, [
      full.map((tile) => tile.level),
      full.map((tile) => tile.number),
      children.map((tile) => tile.level),
      children.map((tile) => tile.number),
      [...wantedLeaves],
    ]);
    for (const row of rows) {
      if (row.source === "tile") {
        const tile = new Uint8Array(row.bytes);
        tiles.set(keyOf(row.level, Number(row.number)), tile);
        cache?.set(keyOf(row.level, Number(row.number)), tile);
      } else {
        const level = row.source === "leaf" ? 0 : (row.level + 1) * TILE_HEIGHT;
        hashes.set(keyOf(level, Number(row.number)), hashOfColumn(row.bytes));
      }
    }
  }
  return (node) => hashOf(node, tiles, hashes);
}

function hashOf(node: NodeAt, tiles: Map<string, Uint8Array>, hashes: Map<string, Hash>): Hash {
  const { tile } = tileOfNode(node);
  const bytes = tiles.get(keyOf(tile.level, tile.number));
  if (bytes !== undefined) return hashInTile(bytes, node);
  const stored = hashes.get(keyOf(node.level, node.index));
  if (stored !== undefined) return stored;
  if (node.level % TILE_HEIGHT === 0) throw new MissingNode(node);
  const left = hashOf({ level: node.level - 1, index: node.index * 2 }, tiles, hashes);
  return nodeHash(left, hashOf({ level: node.level - 1, index: node.index * 2 + 1 }, tiles, hashes));
}
