/**
 * The Merkle tree of RFC 6962 section 2.1: leaf SHA-256(0x00 ‖ entry), node SHA-256(0x01 ‖ left ‖ right).
 *
 * The functions never read storage. `nodesFor…` says which complete subtrees a computation needs, the caller loads them
 * (from tiles, a database, a cache), and `prove…` or `rootFromNodes` asks for them through {@link GetNode}.
 * Indices and sizes are safe integers; the two `verify…` functions also take bigint, since other logs may be larger.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { HASH_BYTES, type Hash, sha256 } from "#lib/kernel/hash.ts";

/** The complete subtree of 2^level leaves that starts at leaf index·2^level. */
export type NodeAt = { readonly level: number; readonly index: number };

/** Looks up the hash of a complete subtree that is known to be in the tree. Throws when it is not there. */
export type GetNode = (node: NodeAt) => Hash;

/** The leaves from ≤ i < to. */
export type LeafRange = { readonly from: number; readonly to: number };

const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = Uint8Array.of(0x01);

/** SHA-256(0x00 ‖ entry), 32 bytes. RFC 6962 section 2.1. Total. */
export function leafHash(entryBytes: Uint8Array): Hash {
  return sha256(LEAF_PREFIX, entryBytes);
}

/** SHA-256(0x01 ‖ left ‖ right), 32 bytes. RFC 6962 section 2.1. Total. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  return sha256(NODE_PREFIX, left, right);
}

/** Root of the tree without leaves: SHA-256 of nothing. RFC 6962 section 2.1. */
export function emptyRoot(): Hash {
  return sha256();
}

/** The complete subtrees whose hashes make the root, left to right (largest first): one per set bit of `size`. */
export function nodesOfRoot(size: number): NodeAt[] {
  assertSize(size);
  return nodesOfRange({ from: 0, to: size });
}

/** Root hash of the tree of `size` leaves. 32 bytes. */
export function rootFromNodes(size: number, get: GetNode): Hash {
  assertSize(size);
  return size === 0 ? emptyRoot() : hashOfRange({ from: 0, to: size }, get);
}

/**
 * The subtrees that an inclusion proof lists, from the leaf's sibling up to the root's child: PATH(m, D[n]) of RFC 6962
 * section 2.1.1. The last of them on the right edge may be incomplete. Throws RangeError unless index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  assertSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`No leaf ${index} in a tree of ${size}.`);
  }
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The complete subtrees needed to prove leaf `index` in a tree of `size`. Throws RangeError unless index < size. */
export function nodesForInclusion(index: number, size: number): NodeAt[] {
  return inclusionRanges(index, size).flatMap(nodesOfRange);
}

/** Inclusion proof, leaf's sibling first. RFC 6962 section 2.1.1. Throws RangeError unless index < size. */
export function proveInclusion(index: number, size: number, get: GetNode): Hash[] {
  return inclusionRanges(index, size).map((range) => hashOfRange(range, get));
}

/**
 * Is `leaf` (a leaf hash) at `index` of the tree of `size` leaves with this root? RFC 9162 section 2.1.3.2.
 * Total: false for any proof that is too short, too long, or holds something that is not a 32-byte hash.
 */
export function verifyInclusion(
  proof: readonly Uint8Array[],
  index: number | bigint,
  size: number | bigint,
  leaf: Uint8Array,
  root: Uint8Array,
): boolean {
  const leafIndex = countOf(index);
  const leaves = countOf(size);
  if (leafIndex === undefined || leaves === undefined || leafIndex >= leaves) return false;
  if (!isHash(leaf) || !proof.every(isHash)) return false;

  let node = leafIndex;
  let last = leaves - 1n;
  let hash: Uint8Array = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      // On the right edge a node without sibling stands for its parent: climb to where it is a right child.
      while (!isOdd(node) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(hash, root);
}

/**
 * The subtrees that a consistency proof lists: SUBPROOF(m, D[n], true) of RFC 6962 section 2.1.2.
 * Empty when the sizes are equal. Throws RangeError unless 1 ≤ from ≤ to: nothing can be proved about an empty tree.
 */
export function consistencyRanges(fromSize: number, toSize: number): LeafRange[] {
  assertSize(fromSize);
  assertSize(toSize);
  if (fromSize < 1 || fromSize > toSize) {
    throw new RangeError(`No consistency proof from size ${fromSize} to size ${toSize}.`);
  }
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = toSize;
  while (to !== fromSize) {
    const middle = from + splitOf(to - from);
    if (fromSize <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // A subtree that starts at leaf 0 is the old tree itself, whose root the verifier has.
  if (from > 0) ranges.push({ from, to });
  return ranges.reverse();
}

/** The complete subtrees needed for a consistency proof. Throws RangeError unless 1 ≤ from ≤ to. */
export function nodesForConsistency(fromSize: number, toSize: number): NodeAt[] {
  return consistencyRanges(fromSize, toSize).flatMap(nodesOfRange);
}

/** Consistency proof. RFC 6962 section 2.1.2. Throws RangeError unless 1 ≤ from ≤ to. */
export function proveConsistency(fromSize: number, toSize: number, get: GetNode): Hash[] {
  return consistencyRanges(fromSize, toSize).map((range) => hashOfRange(range, get));
}

/**
 * Is the tree of `fromSize` with root `rootFrom` a prefix of the tree of `toSize` with root `rootTo`?
 * RFC 9162 section 2.1.4.2. Total; false for fromSize = 0, since an empty tree says nothing about what follows.
 */
export function verifyConsistency(
  proof: readonly Uint8Array[],
  fromSize: number | bigint,
  toSize: number | bigint,
  rootFrom: Uint8Array,
  rootTo: Uint8Array,
): boolean {
  const first = countOf(fromSize);
  const second = countOf(toSize);
  if (first === undefined || second === undefined || first < 1n || first > second) return false;
  if (first === second) return proof.length === 0 && equalBytes(rootFrom, rootTo);
  if (![rootFrom, rootTo, ...proof].every(isHash)) return false;

  // The old tree's size is a power of two: the proof leaves out its root, since the verifier has it.
  const path = (first & (first - 1n)) === 0n ? [rootFrom, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined) return false;

  let node = first - 1n;
  let last = second - 1n;
  while (isOdd(node)) {
    node >>= 1n;
    last >>= 1n;
  }
  let oldHash = start;
  let newHash = start;
  for (const sibling of rest) {
    if (last === 0n) return false;
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (!isOdd(node) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(oldHash, rootFrom) && equalBytes(newHash, rootTo);
}

/** Where RFC 6962 divides a tree of `width` ≥ 2 leaves: the largest power of two below `width`. */
export function splitOf(width: number): number {
  // Doubling, not Math.log2: the logarithm of 2^53 − 1 rounds to 53.
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

/** Complete subtrees that cover a range of the decomposition (its start is aligned to its width), left to right. */
function nodesOfRange({ from, to }: LeafRange): NodeAt[] {
  const nodes: NodeAt[] = [];
  let start = from;
  while (start < to) {
    let width = 1;
    let level = 0;
    while (width * 2 <= to - start) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

function hashOfRange(range: LeafRange, get: GetNode): Hash {
  return foldNodes(nodesOfRange(range).map(get));
}

/** Hash of a tree made of complete subtrees, left to right: each is the left child of all that follows it. */
export function foldNodes(hashes: readonly Hash[]): Hash {
  return hashes.length === 0 ? emptyRoot() : hashes.reduceRight((right, left) => nodeHash(left, right));
}

function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`Not a tree size: ${size}.`);
}

function countOf(value: number | bigint): bigint | undefined {
  if (typeof value === "bigint") return value < 0n ? undefined : value;
  return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
}

const isOdd = (value: bigint): boolean => (value & 1n) === 1n;
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
