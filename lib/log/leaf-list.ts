/** A Merkle tree (RFC 6962) over a list that is at hand as a whole: batches of rows and of exchanges. */
import type { Hash } from "#lib/kernel/hash.ts";
import { append, emptyFrontier, rootOf } from "./frontier.ts";
import { type NodeAt, proveInclusion } from "./tree.ts";

export function rootOfLeaves(leaves: readonly Hash[]): Hash {
  return rootOf(append(emptyFrontier(), [...leaves]).frontier);
}

/** Inclusion proof of one leaf. Throws RangeError for a position that is not there. */
export function proveLeaf(leaves: readonly Hash[], position: number): Hash[] {
  const { completed } = append(emptyFrontier(), [...leaves]);
  const name = ({ level, index }: NodeAt) => `${level}/${index}`;
  const nodes = new Map(completed.map(({ node, hash }) => [name(node), hash]));
  return proveInclusion(position, leaves.length, (node) => {
    const hash = nodes.get(name(node));
    if (hash === undefined) throw new RangeError(`No node ${name(node)} in a tree of ${leaves.length} leaves.`);
    return hash;
  });
}
