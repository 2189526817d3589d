/** The log's half of an audit: every leaf fetched, the tree rebuilt from them, every statement read and checked, folded. */
import { concatBytes, equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { HASH_BYTES, type Hash } from "#lib/kernel/hash.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { TILE_HEIGHT, tilesOfSize } from "#lib/log/tile.ts";
import { leafHash, type NodeAt } from "#lib/log/tree.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { type AuditedEntry, Replay } from "#lib/state/audit.ts";
import { checkStatements, checkStateRoots } from "#lib/state/check-replay.ts";
import type { StateRootClaim } from "#lib/state/check-state-root.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { VerifyAhead } from "./verify-ahead.ts";

export type ReplayedLog = {
  checks: Check[];
  /** Of every leaf, also those at fault. */
  leafHashes: Hash[];
  replay: Replay;
  /** Every state root of the index, recomputed. */
  claims: readonly StateRootClaim[];
  entries: AuditedEntry[];
  rememberedRoot: Hash | undefined;
};

/**
 * `remembered` is the size of a head seen before; the root at that size comes back to be compared. Signatures are
 * checked on all cores; when one does not hold, the log is read once more to name its entry.
 */
export async function replayLog(
  remote: RemoteIndex,
  checkpoint: Checkpoint,
  remembered: number | undefined,
  onProgress: (done: number) => void,
): Promise<ReplayedLog> {
  const ahead = new VerifyAhead();
  const replayed = await replayOnce(remote, checkpoint, remembered, onProgress, ahead);
  if (await ahead.settle()) return replayed;
  return await replayOnce(remote, checkpoint, remembered, onProgress, undefined);
}

async function replayOnce(
  remote: RemoteIndex,
  checkpoint: Checkpoint,
  remembered: number | undefined,
  onProgress: (done: number) => void,
  ahead: VerifyAhead | undefined,
): Promise<ReplayedLog> {
  const replay = new Replay(checkpoint.origin as Origin, ahead?.raw ?? rawVerify);
  const entries: AuditedEntry[] = [];
  const leafHashes: Hash[] = [];
  const nodes = new Map<string, Hash>();
  let frontier = emptyFrontier();
  let rememberedRoot = remembered === 0 ? rootOf(frontier) : undefined;
  for await (const leaves of remote.leaves(checkpoint.size)) {
    for (const leaf of leaves) {
      const hash = leafHash(leaf);
      leafHashes.push(hash);
      const grown = append(frontier, [hash]);
      frontier = grown.frontier;
      for (const done of grown.completed)
        if (done.node.level % TILE_HEIGHT === 0) nodes.set(nameOf(done.node), done.hash);
      if (frontier.size === remembered) rememberedRoot = rootOf(frontier);
      const entry = replay.push(leaf, hash);
      if (entry !== undefined) entries.push(entry);
    }
    await ahead?.turn();
    onProgress(frontier.size);
  }
  const claims = await allClaims(remote, checkpoint, replay);
  const root: Check = equalBytes(rootOf(frontier), checkpoint.root)
    ? { name: "root", outcome: "pass", detail: `${checkpoint.size} leaves give the signed root` }
    : { name: "root", outcome: "fail", reason: "wrong-root", detail: "The served leaves do not give the signed root." };
  return {
    checks: [
      root,
      await checkTiles(remote, checkpoint.size, nodes),
      checkStatements(replay),
      checkStateRoots({ claims }),
    ],
    leafHashes,
    claims,
    replay,
    entries,
    rememberedRoot,
  };
}

/** A claim that came long after its size is passed by the first replay: a second one keeps the facts at those sizes. */
async function allClaims(remote: RemoteIndex, { origin, size }: Checkpoint, first: Replay) {
  const overtaken = first.claims.filter(({ reason }) => reason === "overtaken");
  if (overtaken.length === 0) return first.claims;
  // Their signatures are those of the first replay.
  const second = new Replay(origin as Origin, () => true, { rootsAt: overtaken.map((claim) => claim.size) });
  for await (const leaves of remote.leaves(size)) for (const leaf of leaves) second.push(leaf);
  return second.claims;
}

async function checkTiles(remote: RemoteIndex, size: number, nodes: ReadonlyMap<string, Hash>): Promise<Check> {
  for (const tile of tilesOfSize(size)) {
    const first = tile.number * 2 ** TILE_HEIGHT;
    const own = Array.from({ length: tile.width }, (_, at) =>
      nodes.get(nameOf({ level: tile.level * TILE_HEIGHT, index: first + at })),
    );
    const hashes = own.filter((hash) => hash !== undefined);
    const served = await remote.tile(tile);
    if (hashes.length === tile.width && equalBytes(served, concatBytes(...hashes))) continue;
    const place = `Tile ${tile.level}/${tile.number} (width ${tile.width}) does not follow from the leaves`;
    const at = hashes.findIndex((hash, i) => !equalBytes(hash, served.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)));
    // Of a tile further up, the hash at fault stands for 256 entries or more.
    const span = 2 ** (tile.level * TILE_HEIGHT);
    const [from, to] = [(first + at) * span, (first + at + 1) * span - 1];
    const named = at < 0 ? "its length" : span === 1 ? `Entry ${from}` : `entries ${from} to ${to}`;
    return { name: "tiles", outcome: "fail", reason: "wrong-tile", detail: `${place}: ${named}.` };
  }
  return { name: "tiles", outcome: "pass" };
}

function nameOf({ level, index }: NodeAt): string {
  return `${level}/${index}`;
}
