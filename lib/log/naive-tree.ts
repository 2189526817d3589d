/**
 * The tree as RFC 6962 section 2.1 defines it, by recursion over lists of leaf hashes and nothing else. The oracle that
 * the tests hold the real functions against; far too slow for a log.
 */
import type { Hash } from "#lib/kernel/hash.ts";
import { emptyRoot, type GetNode, nodeHash } from "./tree.ts";

/** MTH(D[n]), from leaf hashes. */
export function naiveRoot(leafHashes: readonly Hash[]): Hash {
  const [first] = leafHashes;
  if (first === undefined) return emptyRoot();
  if (leafHashes.length === 1) return first;
  const k = naiveSplit(leafHashes.length);
  return nodeHash(naiveRoot(leafHashes.slice(0, k)), naiveRoot(leafHashes.slice(k)));
}

/** PATH(m, D[n]). */
export function naiveInclusion(m: number, leafHashes: readonly Hash[]): Hash[] {
  if (leafHashes.length <= 1) return [];
  const k = naiveSplit(leafHashes.length);
  return m < k
    ? [...naiveInclusion(m, leafHashes.slice(0, k)), naiveRoot(leafHashes.slice(k))]
    : [...naiveInclusion(m - k, leafHashes.slice(k)), naiveRoot(leafHashes.slice(0, k))];
}

/** PROOF(m, D[n]) = SUBPROOF(m, D[n], true). */
export function naiveConsistency(m: number, leafHashes: readonly Hash[], isOldTree = true): Hash[] {
  if (m === leafHashes.length) return isOldTree ? [] : [naiveRoot(leafHashes)];
  const k = naiveSplit(leafHashes.length);
  return m <= k
    ? [...naiveConsistency(m, leafHashes.slice(0, k), isOldTree), naiveRoot(leafHashes.slice(k))]
    : [...naiveConsistency(m - k, leafHashes.slice(k), false), naiveRoot(leafHashes.slice(0, k))];
}

/** Complete subtrees of a list of leaf hashes. */
export function naiveNodes(leafHashes: readonly Hash[]): GetNode {
  return ({ level, index }) => {
    const width = 2 ** level;
    if ((index + 1) * width > leafHashes.length) throw new RangeError(`Node ${level}/${index} is not complete.`);
    return naiveRoot(leafHashes.slice(index * width, (index + 1) * width));
  };
}

function naiveSplit(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
