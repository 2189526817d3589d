/** From nodes of a tree to the tiles that hold them, and back: for readers of a log's static files. */
import type { Hash } from "#lib/kernel/hash.ts";
import { hashInTile, type TileAt, tileInTree, tileOfNode, tilePath } from "./tile.ts";
import type { GetNode, NodeAt } from "./tree.ts";

/** The tiles that hold these nodes, each once and as wide as it is in a tree of `size`. */
export function tilesOfNodes(nodes: readonly NodeAt[], size: number): TileAt[] {
  const tiles = new Map<string, TileAt>();
  for (const node of nodes) {
    const tile = tileInTree(tileOfNode(node).tile, size);
    tiles.set(tilePath(tile), tile);
  }
  return [...tiles.values()];
}

/**
 * Looks nodes up in the bytes of tiles, by {@link tilePath}. Throws RangeError for a node whose tile is not among them
 * or too short. Nothing is verified: what follows from the nodes must lead to a signed root.
 */
export function nodesFromTiles(tiles: ReadonlyMap<string, Uint8Array>, size: number): GetNode {
  return (node): Hash => {
    const path = tilePath(tileInTree(tileOfNode(node).tile, size));
    const bytes = tiles.get(path);
    if (bytes === undefined) throw new RangeError(`${path} is not at hand.`);
    return hashInTile(bytes, node);
  };
}
