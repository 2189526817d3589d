import fc from "fast-check";
import { expect, test } from "vitest";
import type { Hash } from "#lib/kernel/hash.ts";
import { append, emptyFrontier, frontierFromNodes, rootOf } from "./frontier.ts";
import { naiveNodes, naiveRoot } from "./naive-tree.ts";
import { leafHash } from "./tree.ts";

fc.configureGlobal({ seed: 6962 });

const leaves: Hash[] = Array.from({ length: 300 }, (_, i) => leafHash(Uint8Array.of(i % 256, i >> 8)));

test("growth in batches of any size gives the root that a naive computation gives", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { maxLength: 5 }), (batches) => {
      let frontier = emptyFrontier();
      for (const batch of batches) {
        frontier = append(frontier, leaves.slice(frontier.size, frontier.size + batch)).frontier;
        expect(rootOf(frontier)).toEqual(naiveRoot(leaves.slice(0, frontier.size)));
      }
    }),
  );
});

test("an append reports every subtree that it completes, once, with its hash, children before parents", () => {
  fc.assert(
    fc.property(fc.nat(150), fc.nat(150), (before, added) => {
      const start = append(emptyFrontier(), leaves.slice(0, before)).frontier;
      const { completed } = append(start, leaves.slice(before, before + added));
      const get = naiveNodes(leaves.slice(0, before + added));
      const seen = new Set<string>();
      for (const { node, hash } of completed) {
        expect(hash).toEqual(get(node));
        seen.add(`${node.level}/${node.index}`);
      }
      const expected = new Set<string>();
      for (let level = 0; 2 ** level <= before + added; level += 1) {
        const width = 2 ** level;
        for (let i = Math.floor(before / width); i < Math.floor((before + added) / width); i += 1) {
          expected.add(`${level}/${i}`);
        }
      }
      expect(seen).toEqual(expected);
      expect(completed).toHaveLength(expected.size);
      const placeOf = new Map(completed.map(({ node }, place) => [`${node.level}/${node.index}`, place]));
      for (const [place, { node }] of completed.entries()) {
        expect(placeOf.get(`${node.level + 1}/${Math.floor(node.index / 2)}`) ?? place + 1).toBeGreaterThan(place);
      }
    }),
  );
});

test("a frontier read back from stored nodes is the frontier that grew", () => {
  fc.assert(
    fc.property(fc.nat(leaves.length), (size) => {
      const tree = leaves.slice(0, size);
      expect(frontierFromNodes(size, naiveNodes(tree))).toEqual(append(emptyFrontier(), tree).frontier);
    }),
  );
});

test("appending leaves the frontier that it was given as it was", () => {
  const start = append(emptyFrontier(), leaves.slice(0, 7)).frontier;
  const before = structuredClone(start);
  append(start, leaves.slice(7, 20));
  expect(start).toEqual(before);
});

test("a frontier that lacks nodes is a bug and throws", () => {
  expect(() => append({ size: 1, nodes: [] }, leaves.slice(1, 2))).toThrow("lacks nodes");
});
