/**
 * The frontier (compact range): the complete subtrees that make the root, which is all that appending needs. Its length
 * is the number of set bits of the size, so the cost of an append does not depend on the age of the log.
 */
import type { Hash } from "#lib/kernel/hash.ts";
import { foldNodes, type GetNode, type NodeAt, nodeHash, nodesOfRoot } from "./tree.ts";

/** `nodes` are the hashes of the complete subtrees of a tree of `size` leaves, left to right (largest first). */
export type Frontier = { readonly size: number; readonly nodes: readonly Hash[] };

/** A complete subtree that an append finished. */
export type CompletedNode = { readonly node: NodeAt; readonly hash: Hash };

/** Frontier of the tree without leaves. */
export function emptyFrontier(): Frontier {
  return { size: 0, nodes: [] };
}

/** Frontier of an existing tree, from stored nodes: what a sequencer reads when it starts. */
export function frontierFromNodes(size: number, get: GetNode): Frontier {
  return { size, nodes: nodesOfRoot(size).map(get) };
}

/**
 * Appends leaf hashes. `completed` lists every complete subtree that came into being, leaves (level 0) included,
 * children before parents: exactly the new nodes of the tiles. Does not change the frontier that it is given.
 */
export function append(
  frontier: Frontier,
  leafHashes: readonly Hash[],
): { frontier: Frontier; completed: CompletedNode[] } {
  const nodes = [...frontier.nodes];
  const completed: CompletedNode[] = [];
  let size = frontier.size;
  for (const leaf of leafHashes) {
    let hash = leaf;
    let node: NodeAt = { level: 0, index: size };
    completed.push({ node, hash });
    // As in adding one to a binary number: every trailing one-bit of the size is a subtree that now has its sibling.
    while (node.index % 2 === 1) {
      const left = nodes.pop();
      if (left === undefined) throw new Error(`A frontier of size ${frontier.size} lacks nodes.`);
      hash = nodeHash(left, hash);
      node = { level: node.level + 1, index: (node.index - 1) / 2 };
      completed.push({ node, hash });
    }
    nodes.push(hash);
    size += 1;
  }
  return { frontier: { size, nodes }, completed };
}

/** Root hash of the tree that the frontier stands for. 32 bytes. */
export function rootOf(frontier: Frontier): Hash {
  return foldNodes(frontier.nodes);
}
