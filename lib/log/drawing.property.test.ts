import fc from "fast-check";
import { expect, test } from "vitest";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { type DrawnNode, drawConsistency, drawInclusion, endsInRoots, type ProofDrawing } from "./drawing.ts";
import { naiveNodes, naiveRoot } from "./naive-tree.ts";
import { inclusionRanges, leafHash, proveConsistency, proveInclusion } from "./tree.ts";

fc.configureGlobal({ seed: 6962 });

const leaves: Hash[] = Array.from({ length: 70 }, (_, i) => leafHash(Uint8Array.of(i)));
const treeAndLeaf = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));

/** What any drawing keeps: on the grid, no two in one place, children joined under their own range. */
function expectSound({ nodes, columns, rows }: ProofDrawing): void {
  const places = new Set(nodes.map(({ x, y }) => `${x} ${y}`));
  expect(places.size).toBe(nodes.length);
  const givens = nodes.filter(({ joins }) => joins.length === 0);
  expect(givens.map(({ x }) => x).toSorted((a, b) => a - b)).toEqual(Array.from({ length: columns }, (_, i) => i));
  for (const [place, node] of nodes.entries()) {
    expect(node.x >= 0 && node.x < columns && node.y >= 0 && node.y < rows).toBe(true);
    if (node.joins.length === 0) continue;
    const [left, right] = node.joins.map((at) => nodes[at]) as [DrawnNode, DrawnNode];
    expect(Math.max(...node.joins)).toBeLessThan(place);
    expect([left.from, left.to, right.to]).toEqual([node.from, right.from, node.to]);
    expect(left.x).toBeLessThan(right.x);
    expect(node.x).toBe((left.x + right.x) / 2);
  }
}

test("an inclusion drawing is the path from the leaf to the root, with every given hash joined once", () => {
  fc.assert(
    fc.property(treeAndLeaf, ({ size, index }) => {
      const tree = leaves.slice(0, size);
      const proof = proveInclusion(index, size, naiveNodes(tree));
      const drawing = drawInclusion(index, size, leaves[index] as Hash, proof);
      if (drawing === undefined) throw new Error("not drawn");
      expectSound(drawing);
      expect(endsInRoots(drawing, naiveRoot(tree))).toBe(true);
      expect(endsInRoots(drawing, sha256())).toBe(false);
      expect(drawing.nodes.filter(({ role }) => role === "given").map(({ hash }) => hash)).toEqual(proof);
      for (const { from, to, hash } of drawing.nodes) expect(hash).toEqual(naiveRoot(tree.slice(from, to)));
      expect(drawing.nodes.at(-1)).toMatchObject({ role: "root", from: 0, to: size, y: 0 });
      expect(drawing.nodes[0]).toMatchObject({ from: index, to: index + 1, level: 0, y: drawing.rows - 1 });
    }),
  );
});

test("a consistency drawing leads the same hashes to the old root and to the new one", () => {
  fc.assert(
    fc.property(treeAndLeaf, ({ size, index }) => {
      const [from, tree] = [index + 1, leaves.slice(0, size)];
      const oldRoot = naiveRoot(tree.slice(0, from));
      const proof = proveConsistency(from, size, naiveNodes(tree));
      const drawing = drawConsistency(from, size, oldRoot, proof);
      if (drawing === undefined) throw new Error("not drawn");
      expectSound(drawing);
      expect(endsInRoots(drawing, naiveRoot(tree), oldRoot) || from === size).toBe(true);
      for (const node of drawing.nodes) expect(node.hash).toEqual(naiveRoot(tree.slice(node.from, node.to)));
    }),
  );
});

test("a log of 2^40 entries draws in a few dozen nodes, at whole or fractional places of a small grid", () => {
  const size = 2 ** 40 - 12_345;
  for (const index of [0, 1, 2 ** 39, size - 1]) {
    const proof = inclusionRanges(index, size).map(({ from }) => sha256(Uint8Array.of(from % 251)));
    const drawing = drawInclusion(index, size, sha256(), proof);
    if (drawing === undefined) throw new Error("not drawn");
    expect(drawing.nodes).toHaveLength(2 * proof.length + 1);
    expect(drawing.nodes.at(-1)).toMatchObject({ level: 40, role: "root" });
    expect(drawing.rows).toBe(proof.length + 1);
  }
});

test("a proof of the wrong length, or for a leaf that is not there, is not drawn", () => {
  const leaf = leaves[0] as Hash;
  expect(drawInclusion(0, 4, leaf, [leaf])).toBeUndefined();
  expect(drawInclusion(4, 4, leaf, [])).toBeUndefined();
  expect(drawInclusion(-1, 4, leaf, [])).toBeUndefined();
  expect(drawConsistency(0, 4, leaf, [])).toBeUndefined();
  expect(drawConsistency(5, 4, leaf, [])).toBeUndefined();
  expect(drawConsistency(2, 4, leaf, [])).toBeUndefined();
});

test("a tree of one leaf is drawn as its root alone", () => {
  const leaf = leaves[0] as Hash;
  expect(drawInclusion(0, 1, leaf, [])).toEqual({
    nodes: [{ from: 0, to: 1, level: 0, role: "root", hash: leaf, x: 0, y: 0, joins: [] }],
    columns: 1,
    rows: 1,
  });
});
