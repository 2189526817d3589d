/** How a browser reads a log over HTTP: heads, consistency proofs, tiles. Nothing is believed here. */
import type { ConsistencyProofView } from "#lib/contract/log.ts";
import { base64Decode } from "#lib/kernel/base.ts";
import { HASH_BYTES } from "#lib/kernel/hash.ts";
import { hashInTile, type TileAt, tileInTree, tileOfNode, tilePath } from "#lib/log/tile.ts";
import type { GetNode, NodeAt } from "#lib/log/tree.ts";
import { ApiProblem, findJson } from "../request-json.ts";

export type LogReader = {
  /** The newest signed note. Rejects without a network. */
  readonly checkpoint: () => Promise<string>;
  /** Undefined when the log gives none. Rejects when it cannot answer now. */
  readonly consistency: (from: number, to: number) => Promise<Uint8Array[] | undefined>;
  /** As long as one process of an honest site may know less than another. */
  readonly pause: () => Promise<void>;
  /** These nodes of the tree of `size` leaves, from its tiles; undefined when a tile is not served whole. */
  readonly nodes: (wanted: readonly NodeAt[], size: number) => Promise<GetNode | undefined>;
};

/** Every process of a site reads the head anew at least once a second. */
const CATCH_UP_MS = 2_000;

/** A text file of this site. Errors: TypeError without a network, Error with the status otherwise. */
export async function getText(path: string): Promise<string> {
  const answer = await fetch(path, { headers: { accept: "text/plain" } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer.text();
}

/** The key that this site serves for its log. */
export async function servedKey(): Promise<string> {
  return (await getText("/log/vkey")).trim();
}

/** The log of the site that this page came from. */
export const siteLog: LogReader = {
  checkpoint: () => getText("/log/checkpoint"),
  pause: () => new Promise((resolve) => setTimeout(resolve, CATCH_UP_MS)),
  consistency: async (from, to) => {
    const view = await findJson<ConsistencyProofView>(`/api/v1/log/consistency?from=${from}&to=${to}`).catch(unproven);
    const hashes = view?.proof.map((hash) => base64Decode(hash));
    return hashes?.every((hash) => hash !== undefined) ? hashes.filter((hash) => hash !== undefined) : undefined;
  },
  nodes: async (wanted, size) => {
    const tiles = new Map<string, Uint8Array>();
    for (const node of wanted) {
      const tile = tileInTree(tileOfNode(node).tile, size);
      if (tiles.has(keyOf(tile))) continue;
      const bytes = await getTile(tile);
      if (bytes === undefined) return undefined;
      tiles.set(keyOf(tile), bytes);
    }
    return (node) => hashInTile(tiles.get(keyOf(tileOfNode(node).tile)) ?? new Uint8Array(), node);
  },
};

/** A refusal is no proof; a network that is away, or a site that cannot answer now, is another matter. */
function unproven(error: unknown): undefined {
  if (error instanceof ApiProblem && error.status !== 429 && error.status < 500) return undefined;
  throw error;
}

const keyOf = ({ level, number }: TileAt) => `${level}/${number}`;

async function getTile(tile: TileAt): Promise<Uint8Array | undefined> {
  const answer = await fetch(`/log/${tilePath(tile)}`);
  if (!answer.ok) return undefined;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length === tile.width * HASH_BYTES ? bytes : undefined;
}
