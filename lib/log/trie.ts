/**
 * The state root: a path-compressed binary trie over the aggregates (docs/protocol/state-root.md), and the chain of the
 * entries that touched one.
 *
 * A leaf's position is SHA-256 of its aggregate key, most significant bit first; leaf = SHA-256(0x10 || position ||
 * digest || chain head), node = SHA-256(0x11 || left || right). A branch stands only where two positions differ, so
 * the root depends on what is in the trie and not on the order in which it came. Empty root: 32 zero bytes.
 */

import { compareBytes, equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash, type Hash, sha256 } from "#lib/kernel/hash.ts";

/** What a leaf commits to. Position, digest and chain head travel together: a position alone would be nobody's word. */
export type LeafFacts = { readonly position: Hash; readonly digest: Uint8Array; readonly chainHead: Uint8Array };
export type TrieLeaf = LeafFacts & { readonly hash: Hash };

/** One step from a leaf towards the root: the sibling's hash and the side on which the sibling stands. */
export type TrieStep = { readonly side: "left" | "right"; readonly hash: Hash };

/** A leaf with its way to the root. */
export type TriePath = { readonly leaf: LeafFacts; readonly steps: readonly TrieStep[] };

/** The neighbours of a position that is not in the trie; both absent only when the trie is empty. */
export type AbsenceProof = { readonly before: TriePath | undefined; readonly after: TriePath | undefined };

type Branch = { readonly bit: number; left: Node; right: Node; hash: Hash | undefined };
type Node = TrieLeaf | Branch;

export const EMPTY_TRIE: Hash = asHash(new Uint8Array(32));

/** Head of the chain of entries that touched an aggregate before the first of them: 32 zero bytes. */
export const EMPTY_CHAIN: Hash = asHash(new Uint8Array(32));

/** The chain's head after one more entry: SHA-256(0x12 || head || leaf hash). 32 bytes. */
export function extendChain(head: Hash, leafHash: Hash): Hash {
  return sha256(Uint8Array.of(0x12), head, leafHash);
}

/** SHA-256 of the aggregate key's UTF-8: where the aggregate stands. */
export function positionOf(aggregateKey: string): Hash {
  return sha256(utf8Encode(aggregateKey));
}

/** The leaf of an aggregate: its digest and the head of the chain of entries that touched it. */
export function trieLeaf(aggregateKey: string, digest: Uint8Array, chainHead: Uint8Array): TrieLeaf {
  const facts = { position: positionOf(aggregateKey), digest, chainHead };
  return { ...facts, hash: leafHashOf(facts) };
}

function leafHashOf({ position, digest, chainHead }: LeafFacts): Hash {
  return sha256(Uint8Array.of(0x10), position, digest, chainHead);
}

/** A trie that grows in place. Putting costs O(log n); hashes are computed when the root is asked for. */
export class StateTrie {
  #root: Node | undefined;

  /** Adds the leaf, or replaces the one at its position. */
  put(leaf: TrieLeaf): void {
    if (this.#root === undefined) {
      this.#root = leaf;
      return;
    }
    const bit = firstDifference(nearest(this.#root, leaf.position).position, leaf.position);
    this.#root = putAt(this.#root, leaf, bit);
  }

  root(): Hash {
    return this.#root === undefined ? EMPTY_TRIE : hashOf(this.#root);
  }

  /** The leaf at this position with its way to the root, or undefined when nothing stands there. */
  provePresence(position: Hash): TriePath | undefined {
    const path = this.#root === undefined ? undefined : walk(this.#root, ({ bit }) => bitAt(position, bit));
    return path !== undefined && equalBytes(path.leaf.position, position) ? path : undefined;
  }

  /** The neighbours between which nothing stands; undefined when the position is taken. */
  proveAbsence(position: Hash): AbsenceProof | undefined {
    const root = this.#root;
    if (root === undefined) return { before: undefined, after: undefined };
    const difference = firstDifference(nearest(root, position).position, position);
    if (difference === undefined) return undefined;
    // Where the position leaves the trie, all that shares its bits lies on one side of it.
    const isAfter = bitAt(position, difference) === 1;
    const inner = (branch: Branch) => (branch.bit < difference ? bitAt(position, branch.bit) : isAfter ? 1 : 0);
    const near = walk(root, inner);
    const far = walkToNeighbour(root, position, difference, isAfter);
    return isAfter ? { before: near, after: far } : { before: far, after: near };
  }
}

/** Whether the leaf, hashed anew from what it commits to, leads to the root by its steps. Total. */
export function verifyPath({ leaf, steps }: TriePath, root: Uint8Array): boolean {
  let hash = leafHashOf(leaf);
  for (const step of steps) hash = step.side === "left" ? nodeHash(step.hash, hash) : nodeHash(hash, step.hash);
  return equalBytes(hash, root);
}

/** Whether the aggregate with this digest and chain head stands under the root. Total. */
export function verifyPresence(
  aggregate: { key: string; digest: Uint8Array; chainHead: Uint8Array },
  steps: readonly TrieStep[],
  root: Uint8Array,
): boolean {
  return verifyPath({ leaf: trieLeaf(aggregate.key, aggregate.digest, aggregate.chainHead), steps }, root);
}

/**
 * Whether no aggregate of this key stands under the root: two neighbours enclose its position and nothing lies between
 * them. Sound as far as the root is of a sorted trie, which every auditor's own root shows. Total.
 */
export function verifyAbsence(aggregateKey: string, { before, after }: AbsenceProof, root: Uint8Array): boolean {
  const position = positionOf(aggregateKey);
  if (before === undefined && after === undefined) return equalBytes(root, EMPTY_TRIE);
  for (const [path, sign] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (path === undefined) continue;
    if (!verifyPath(path, root) || Math.sign(compareBytes(path.leaf.position, position)) !== sign) return false;
  }
  return areNeighbours(before?.steps, after?.steps);
}

/**
 * From the root down the two ways are one until `before` goes left and `after` right; from there `before` keeps right
 * and `after` keeps left. A missing neighbour is the end of the trie.
 */
function areNeighbours(before: readonly TrieStep[] | undefined, after: readonly TrieStep[] | undefined): boolean {
  if (before === undefined) return (after ?? []).every((step) => step.side === "right");
  if (after === undefined) return before.every((step) => step.side === "left");
  const [down, up] = [before.toReversed(), after.toReversed()];
  const fork = down.findIndex((step, at) => step.side !== up[at]?.side);
  if (fork === -1 || down[fork]?.side !== "right" || up[fork]?.side !== "left") return false;
  const shared = down.slice(0, fork).every((step, at) => equalBytes(step.hash, up[at]?.hash ?? EMPTY_TRIE));
  return (
    shared &&
    down.slice(fork + 1).every((step) => step.side === "left") &&
    up.slice(fork + 1).every((step) => step.side === "right")
  );
}

function putAt(node: Node, leaf: TrieLeaf, bit: number | undefined): Node {
  if (!isBranch(node) || (bit !== undefined && node.bit > bit)) {
    if (bit === undefined) return leaf;
    const side = bitAt(leaf.position, bit);
    return { bit, left: side === 0 ? leaf : node, right: side === 0 ? node : leaf, hash: undefined };
  }
  if (bitAt(leaf.position, node.bit) === 0) node.left = putAt(node.left, leaf, bit);
  else node.right = putAt(node.right, leaf, bit);
  node.hash = undefined;
  return node;
}

/** The leaf that shares the most bits with the position. */
function nearest(root: Node, position: Hash): TrieLeaf {
  let node = root;
  while (isBranch(node)) node = bitAt(position, node.bit) === 0 ? node.left : node.right;
  return node;
}

function walk(root: Node, sideOf: (branch: Branch) => 0 | 1): TriePath {
  const steps: TrieStep[] = [];
  let node = root;
  while (isBranch(node)) {
    const side = sideOf(node);
    steps.unshift(side === 0 ? { side: "right", hash: hashOf(node.right) } : { side: "left", hash: hashOf(node.left) });
    node = side === 0 ? node.left : node.right;
  }
  return { leaf: node, steps };
}

/** The neighbour on the far side: turn at the last branch that leaves room there, then keep to the near edge. */
function walkToNeighbour(root: Node, position: Hash, difference: number, isAfter: boolean): TriePath | undefined {
  const towards = isAfter ? 1 : 0;
  let turn: number | undefined;
  let node = root;
  while (isBranch(node) && node.bit < difference) {
    const side = bitAt(position, node.bit);
    if (side !== towards) turn = node.bit;
    node = side === 0 ? node.left : node.right;
  }
  if (turn === undefined) return undefined;
  const at = turn;
  return walk(root, ({ bit }) => (bit < at ? bitAt(position, bit) : bit === at ? towards : towards === 1 ? 0 : 1));
}

function hashOf(node: Node): Hash {
  if (!isBranch(node)) return node.hash;
  node.hash ??= nodeHash(hashOf(node.left), hashOf(node.right));
  return node.hash;
}

function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(Uint8Array.of(0x11), left, right);
}

function isBranch(node: Node): node is Branch {
  return "bit" in node;
}

/** Bit of a position, 0 = most significant of the first byte. */
function bitAt(position: Hash, bit: number): 0 | 1 {
  return (((position[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 0 ? 0 : 1;
}

function firstDifference(a: Hash, b: Hash): number | undefined {
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) ^ (b[index] ?? 0);
    if (difference !== 0) return index * 8 + Math.clz32(difference) - 24;
  }
  return undefined;
}
