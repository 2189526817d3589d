/**
 * Geometry of a proof's drawing: which nodes, where, and what joins what. Pure numbers on a grid whose unit is one
 * column by one row (y grows downward, as in SVG), so that a component only has to scale and draw.
 *
 * A proof in a log of 2^40 entries still has only some forty nodes: every column is a subtree that the proof names.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { consistencyRanges, inclusionRanges, type LeafRange, nodeHash, splitOf } from "./tree.ts";

/**
 * `leaf`: the entry. `given`: a hash that the proof lists. `computed`: a hash that the reader computes from its two
 * children. `root` and `old-root`: where the computation must end.
 */
export type NodeRole = "leaf" | "given" | "computed" | "root" | "old-root";

/** A subtree over the leaves from ≤ i < to. `level` is its height; `joins` are the children's places in the list. */
export type DrawnNode = LeafRange & {
  readonly level: number;
  readonly role: NodeRole;
  readonly hash: Hash;
  readonly x: number;
  readonly y: number;
  readonly joins: readonly [] | readonly [left: number, right: number];
};

/** Nodes stand at 0 ≤ x < columns and 0 ≤ y < rows; children come before parents. */
export type ProofDrawing = { readonly nodes: readonly DrawnNode[]; readonly columns: number; readonly rows: number };

/**
 * Path from the leaf (bottom) to the root (top, y = 0) with the sibling that the proof gives at each step beside it.
 * The first node is the leaf, the last the root as computed: compare its hash with the checkpoint's.
 * Undefined when the proof has not the length that index and size demand.
 */
export function drawInclusion(
  index: number,
  size: number,
  leaf: Hash,
  proof: readonly Hash[],
): ProofDrawing | undefined {
  if (!isLeafOf(index, size)) return undefined;
  const siblings = inclusionRanges(index, size);
  if (siblings.length !== proof.length) return undefined;
  const leafRange = { from: index, to: index + 1 };
  const columns = [leafRange, ...siblings].sort((a, b) => a.from - b.from);
  const columnOf = (range: LeafRange) => columns.findIndex(({ from }) => from === range.from);

  const steps = siblings.length;
  const nodes: DrawnNode[] = [];
  const start = { ...leafRange, level: 0, hash: leaf, x: columnOf(leafRange), y: steps };
  nodes.push({ ...start, role: steps === 0 ? "root" : "leaf", joins: [] });
  let below = 0;
  for (const [step, range] of siblings.entries()) {
    const child = nodes[below];
    const hash = proof[step];
    if (child === undefined || hash === undefined) return undefined;
    const given = placed(range, "given", hash, columnOf(range), child.y);
    const besides = nodes.push(given) - 1;
    const isLeft = given.from < child.from;
    const joins = isLeft ? ([besides, below] as const) : ([below, besides] as const);
    below = nodes.push(joined(nodes, joins, step === steps - 1 ? "root" : "computed", child.y - 1)) - 1;
  }
  return { nodes, columns: columns.length, rows: steps + 1 };
}

/**
 * The subtrees that the proof gives in one row; the new tree grows up from them to the new root (y = 0), the old tree
 * down to the old root. Undefined when the proof has not the length that the two sizes demand.
 */
export function drawConsistency(
  fromSize: number,
  toSize: number,
  rootFrom: Hash,
  proof: readonly Hash[],
): ProofDrawing | undefined {
  if (!isLeafOf(fromSize - 1, toSize)) return undefined;
  const ranges = consistencyRanges(fromSize, toSize);
  if (ranges.length !== proof.length) return undefined;
  // When the old tree is a subtree of the new one the proof leaves its root out: the reader has it.
  const isOldRootColumn = !ranges.some(({ from }) => from === 0);
  const columns: Column[] = ranges.map((range, i) => ({ range, hash: proof[i] as Hash, role: "given" as const }));
  if (isOldRootColumn) columns.push({ range: { from: 0, to: fromSize }, hash: rootFrom, role: "old-root" });
  columns.sort((a, b) => a.range.from - b.range.from);

  const nodes = columns.map(({ range, hash, role }, x) => placed(range, role, hash, x, 0));
  grow(nodes, { from: 0, to: toSize }, "root", -1);
  if (!isOldRootColumn) grow(nodes, { from: 0, to: fromSize }, "old-root", 1);
  const top = Math.min(...nodes.map(({ y }) => y));
  const bottom = Math.max(...nodes.map(({ y }) => y));
  return {
    nodes: nodes.map((node) => ({ ...node, y: node.y - top })),
    columns: columns.length,
    rows: bottom - top + 1,
  };
}

/** Does the drawing end in these roots? For consistency give the old root too. */
export function endsInRoots(drawing: ProofDrawing, root: Hash, oldRoot?: Hash): boolean {
  const ends = (role: NodeRole, hash: Hash) => drawing.nodes.some((n) => n.role === role && equalBytes(n.hash, hash));
  return ends("root", root) && (oldRoot === undefined || ends("old-root", oldRoot) || equalBytes(root, oldRoot));
}

type Column = { readonly range: LeafRange; readonly hash: Hash; readonly role: NodeRole };

/**
 * Adds the nodes above (direction −1) or below (+1) the columns that make the range, children first; answers the place
 * of the range's own node.
 */
function grow(nodes: DrawnNode[], range: LeafRange, role: NodeRole, direction: 1 | -1): number {
  const column = nodes.findIndex(({ from, to, joins }) => joins.length === 0 && from === range.from && to === range.to);
  if (column >= 0) return column;
  const middle = range.from + splitOf(range.to - range.from);
  const left = grow(nodes, { from: range.from, to: middle }, "computed", direction);
  const right = grow(nodes, { from: middle, to: range.to }, "computed", direction);
  const distance = Math.max(Math.abs(nodes[left]?.y ?? 0), Math.abs(nodes[right]?.y ?? 0)) + 1;
  return nodes.push(joined(nodes, [left, right], role, distance * direction)) - 1;
}

function placed(range: LeafRange, role: NodeRole, hash: Hash, x: number, y: number): DrawnNode {
  return { ...range, level: heightOf(range), role, hash, x, y, joins: [] };
}

/** The parent of two nodes of the list, in the middle between them. */
function joined(
  nodes: readonly DrawnNode[],
  joins: readonly [left: number, right: number],
  role: NodeRole,
  y: number,
): DrawnNode {
  const [left, right] = [nodes[joins[0]], nodes[joins[1]]];
  if (left === undefined || right === undefined) throw new Error("A drawn node joins what is not drawn.");
  const range = { from: left.from, to: right.to };
  const hash = nodeHash(left.hash, right.hash);
  return { ...range, level: heightOf(range), role, hash, x: (left.x + right.x) / 2, y, joins };
}

/** Height of the tree over a range: 0 for one leaf, else one more than that of its larger half. */
function heightOf({ from, to }: LeafRange): number {
  let height = 0;
  for (let width = 1; width < to - from; width *= 2) height += 1;
  return height;
}

function isLeafOf(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}
