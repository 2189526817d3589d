import { expect, test } from "vitest";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { naiveNodes } from "./naive-tree.ts";
import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  leafHash,
  nodeHash,
  nodesForInclusion,
  nodesOfRoot,
  rootFromNodes,
  splitOf,
  verifyConsistency,
  verifyInclusion,
} from "./tree.ts";

const LARGEST = Number.MAX_SAFE_INTEGER;

test("the empty tree's root is the hash of nothing", () => {
  expect(hexEncode(emptyRoot())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("the reference tree of eight leaves has the roots that other implementations publish", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const leaves = inputs.map((hex) => leafHash(hexDecode(hex) ?? new Uint8Array()));
  const rootOfFirst = (size: number) => hexEncode(rootFromNodes(size, naiveNodes(leaves.slice(0, size))));
  expect(rootOfFirst(3)).toBe("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
  expect(rootOfFirst(7)).toBe("ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
  expect(rootOfFirst(8)).toBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
});

test("a leaf cannot pass for a node: the two hashes start with different bytes", () => {
  const left = leafHash(utf8Encode("left"));
  const right = leafHash(utf8Encode("right"));
  const forged = new Uint8Array([...left, ...right]);
  expect(hexEncode(leafHash(forged))).not.toBe(hexEncode(nodeHash(left, right)));
});

test("the root is made of one complete subtree for each set bit of the size", () => {
  expect(nodesOfRoot(0)).toEqual([]);
  expect(nodesOfRoot(7)).toEqual([
    { level: 2, index: 0 },
    { level: 1, index: 2 },
    { level: 0, index: 6 },
  ]);
  expect(nodesOfRoot(LARGEST)).toHaveLength(53);
});

test("a tree divides at the largest power of two below its width, up to the largest safe size", () => {
  expect([2, 3, 4, 5, 8, 9].map(splitOf)).toEqual([1, 2, 2, 4, 4, 8]);
  expect(splitOf(LARGEST)).toBe(2 ** 52);
  expect(splitOf(2 ** 52)).toBe(2 ** 51);
});

test("a proof in the largest tree needs only as many hashes as the tree has levels", () => {
  expect(inclusionRanges(0, LARGEST)).toHaveLength(53);
  expect(nodesForInclusion(LARGEST - 1, LARGEST)).toHaveLength(52);
  expect(consistencyRanges(1, LARGEST)).toHaveLength(53);
});

test("asking for a proof of what is not there is a bug and throws", () => {
  expect(() => inclusionRanges(5, 5)).toThrow(RangeError);
  expect(() => inclusionRanges(-1, 5)).toThrow(RangeError);
  expect(() => inclusionRanges(0.5, 5)).toThrow(RangeError);
  expect(() => consistencyRanges(0, 5)).toThrow(RangeError);
  expect(() => consistencyRanges(6, 5)).toThrow(RangeError);
  expect(() => consistencyRanges(1, 2.5)).toThrow(RangeError);
  expect(() => consistencyRanges(1.5, 2)).toThrow(RangeError);
  expect(() => nodesOfRoot(2 ** 53)).toThrow(RangeError);
});

test("consistency from size 0 is refused even where every hash fits", () => {
  expect(verifyConsistency([], 0, 0, emptyRoot(), emptyRoot())).toBe(false);
  expect(verifyConsistency([], 0, 1, emptyRoot(), leafHash(utf8Encode("a")))).toBe(false);
});

test("verifying answers false for numbers that are no indices, and never throws", () => {
  const leaf = leafHash(utf8Encode("a"));
  for (const index of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1n]) {
    expect(verifyInclusion([], index, 1, leaf, leaf)).toBe(false);
    expect(verifyInclusion([], 0, index, leaf, leaf)).toBe(false);
    expect(verifyConsistency([], index, 1, leaf, leaf)).toBe(false);
    expect(verifyConsistency([], 1, index, leaf, leaf)).toBe(false);
  }
});

test("a leaf hash or a proof hash that is not 32 bytes is refused", () => {
  const leaf = leafHash(utf8Encode("a"));
  expect(verifyInclusion([], 0, 1, leaf.slice(0, 31), leaf.slice(0, 31))).toBe(false);
  expect(verifyInclusion([new Uint8Array()], 0, 2, leaf, leaf)).toBe(false);
});

test("a proof longer than the tree is high is refused, though its hashes lead to the roots", () => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((text) => leafHash(utf8Encode(text))) as [Hash, Hash, Hash, Hash];
  expect(verifyInclusion([b], 0, 1, a, nodeHash(b, a))).toBe(false);
  const [oldRoot, newRoot] = [nodeHash(d, nodeHash(c, a)), nodeHash(d, nodeHash(c, nodeHash(a, b)))];
  expect(verifyConsistency([a, b, c, d], 3, 4, oldRoot, newRoot)).toBe(false);
});
