/** Tile and bundle bytes as C2SP tlog-tiles serves them. Full ones are stored or cached, partial ones derived. */
import { concatBytes } from "#lib/kernel/bytes.ts";
import { type EntryBundleAt, encodeEntryBundle, TILE_WIDTH, type TileAt } from "#lib/log/tile.ts";
import type { Lru } from "./lru.ts";
import type { Sql } from "./sql.ts";

const HASH_BYTES = 32;

/**
 * Hash tile bytes (width × 32), or undefined when the tile is not in the log of `publishedSize` entries. A partial
 * width of a tile that is full by now is still answered: it is a prefix.
 */
export async function readTile(sql: Sql, tile: TileAt, publishedSize: number): Promise<Uint8Array | undefined> {
  const from = tile.number * TILE_WIDTH;
  if (from + tile.width > Math.floor(publishedSize / TILE_WIDTH ** tile.level)) return undefined;
  const full = await sql.query<{ hashes: Buffer }>("SELECT hashes FROM log_tile WHERE level = $1 AND number = $2", [
    tile.level,
    tile.number,
  ]);
  const stored = full.rows[0];
  if (stored !== undefined) return stored.hashes.subarray(0, tile.width * HASH_BYTES);
  const { rows } =
    tile.level === 0
      ? await sql.query<{ hash: Buffer }>(
          "SELECT leaf_hash AS hash FROM log_entry WHERE index >= $1 AND index < $2 ORDER BY index",
          [from, from + tile.width],
        )
      : await sql.query<{ hash: Buffer }>(
          "SELECT root AS hash FROM log_tile WHERE level = $3 AND number >= $1 AND number < $2 ORDER BY number",
          [from, from + tile.width, tile.level - 1],
        );
  return rows.length === tile.width ? concatBytes(...rows.map((row) => row.hash)) : undefined;
}

/** Entry bundle bytes, or undefined when not all its entries are in the log of `publishedSize` entries. */
export async function readEntryBundle(
  sql: Sql,
  bundle: EntryBundleAt,
  publishedSize: number,
  cache?: Lru<number, Uint8Array>,
): Promise<Uint8Array | undefined> {
  const from = bundle.number * TILE_WIDTH;
  if (from + bundle.width > publishedSize) return undefined;
  const cached = bundle.width === TILE_WIDTH ? cache?.get(bundle.number) : undefined;
  if (cached !== undefined) return cached;
  const { rows } = await sql.query<{ leaf: Buffer }>(
    "SELECT leaf FROM log_entry WHERE index >= $1 AND index < $2 ORDER BY index",
    [from, from + bundle.width],
  );
  if (rows.length !== bundle.width) return undefined;
  const bytes = encodeEntryBundle(rows.map((row) => row.leaf));
  if (bundle.width === TILE_WIDTH) cache?.set(bundle.number, bytes);
  return bytes;
}
