import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hash } from "#lib/kernel/hash.ts";
import { naiveConsistency, naiveInclusion, naiveNodes, naiveRoot } from "./naive-tree.ts";
import {
  leafHash,
  type NodeAt,
  nodesForConsistency,
  nodesForInclusion,
  nodesOfRoot,
  proveConsistency,
  proveInclusion,
  rootFromNodes,
  verifyConsistency,
  verifyInclusion,
} from "./tree.ts";

fc.configureGlobal({ seed: 6962 });

const leaves: Hash[] = Array.from({ length: 130 }, (_, i) => leafHash(Uint8Array.of(i)));

/** A tree of 1 to 130 leaves and one of them. */
const treeAndLeaf = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const twoSizes = fc
  .tuple(fc.integer({ min: 1, max: leaves.length }), fc.integer({ min: 1, max: leaves.length }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  const at = Math.floor(bit / 8);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 8));
  return flipped;
}

/** A lookup that fails unless the node was announced. */
function onlyAnnounced(announced: readonly NodeAt[], size: number) {
  const get = naiveNodes(leaves.slice(0, size));
  return (node: NodeAt): Hash => {
    expect(announced).toContainEqual(node);
    return get(node);
  };
}

test("roots and proofs are those of RFC 6962's own definitions", () => {
  fc.assert(
    fc.property(treeAndLeaf, ({ size, index }) => {
      const tree = leaves.slice(0, size);
      const get = naiveNodes(tree);
      expect(rootFromNodes(size, get)).toEqual(naiveRoot(tree));
      expect(proveInclusion(index, size, get)).toEqual(naiveInclusion(index, tree));
      expect(proveConsistency(index + 1, size, get)).toEqual(naiveConsistency(index + 1, tree));
    }),
  );
});

test("proving asks only for nodes that were announced", () => {
  fc.assert(
    fc.property(treeAndLeaf, ({ size, index }) => {
      rootFromNodes(size, onlyAnnounced(nodesOfRoot(size), size));
      proveInclusion(index, size, onlyAnnounced(nodesForInclusion(index, size), size));
      proveConsistency(index + 1, size, onlyAnnounced(nodesForConsistency(index + 1, size), size));
    }),
  );
});

test("every proof that is made verifies, with numbers and with bigints", () => {
  fc.assert(
    fc.property(treeAndLeaf, ({ size, index }) => {
      const tree = leaves.slice(0, size);
      const get = naiveNodes(tree);
      const root = naiveRoot(tree);
      const leaf = leaves[index] as Hash;
      const proof = proveInclusion(index, size, get);
      expect(verifyInclusion(proof, index, size, leaf, root)).toBe(true);
      expect(verifyInclusion(proof, BigInt(index), BigInt(size), leaf, root)).toBe(true);
      const growth = proveConsistency(index + 1, size, get);
      expect(verifyConsistency(growth, index + 1, size, naiveRoot(tree.slice(0, index + 1)), root)).toBe(true);
    }),
  );
});

test("flipping any bit of an inclusion proof makes it fail", () => {
  fc.assert(
    fc.property(treeAndLeaf, fc.nat(), fc.nat(255), ({ size, index }, pick, bit) => {
      const tree = leaves.slice(0, size);
      const proof: Uint8Array[] = proveInclusion(index, size, naiveNodes(tree));
      fc.pre(proof.length > 0);
      const at = pick % proof.length;
      const spoiled = proof.with(at, flipBit(proof[at] as Uint8Array, bit));
      expect(verifyInclusion(spoiled, index, size, leaves[index] as Hash, naiveRoot(tree))).toBe(false);
    }),
  );
});

test("a proof holds for no other leaf, no other index, no other root, and no other length", () => {
  fc.assert(
    fc.property(treeAndLeaf, fc.nat(255), fc.nat(leaves.length - 1), ({ size, index }, bit, other) => {
      const tree = leaves.slice(0, size);
      const root = naiveRoot(tree);
      const leaf = leaves[index] as Hash;
      const proof = proveInclusion(index, size, naiveNodes(tree));
      expect(verifyInclusion(proof, index, size, flipBit(leaf, bit), root)).toBe(false);
      expect(verifyInclusion(proof, index, size, leaf, flipBit(root, bit))).toBe(false);
      expect(verifyInclusion([...proof, leaf], index, size, leaf, root)).toBe(false);
      expect(verifyInclusion(proof.slice(0, -1), index, size, leaf, root)).toBe(proof.length === 0);
      expect(verifyInclusion(proof, other, size, leaf, root)).toBe(other === index);
    }),
  );
});

test("flipping any bit of a consistency proof or of a root makes it fail", () => {
  fc.assert(
    fc.property(twoSizes, fc.nat(), fc.nat(255), ({ from, to }, pick, bit) => {
      const tree = leaves.slice(0, to);
      const [oldRoot, newRoot] = [naiveRoot(tree.slice(0, from)), naiveRoot(tree)];
      const proof: Uint8Array[] = proveConsistency(from, to, naiveNodes(tree));
      expect(verifyConsistency(proof, from, to, flipBit(oldRoot, bit), newRoot)).toBe(false);
      expect(verifyConsistency(proof, from, to, oldRoot, flipBit(newRoot, bit))).toBe(false);
      expect(verifyConsistency([...proof, oldRoot], from, to, oldRoot, newRoot)).toBe(false);
      if (proof.length === 0) return;
      const at = pick % proof.length;
      const spoiled = proof.with(at, flipBit(proof[at] as Uint8Array, bit));
      expect(verifyConsistency(spoiled, from, to, oldRoot, newRoot)).toBe(false);
      expect(verifyConsistency(proof.slice(1), from, to, oldRoot, newRoot)).toBe(false);
    }),
  );
});
