/**
 * The sum tree of liabilities: a Merkle tree in which each node also carries the sum below it, so that a user who finds
 * the own balance in it knows that the total counts it (docs/protocol/solvency.md). Numbers are big-endian.
 *
 * leaf    = SHA-256(0x00 ‖ SHA-256(provider id) ‖ u64 epoch ‖ SHA-256(u32 length ‖ accountId ‖ nonce32) ‖ u64 balance)
 * node    = SHA-256(0x01 ‖ L ‖ u64 Lsum ‖ R ‖ u64 Rsum)
 * padding = SHA-256(0x02 ‖ u64 epoch), with sum 0
 */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { HASH_BYTES, sha256 } from "#lib/kernel/hash.ts";

/** A node: its hash (32 bytes) and the sum of the balances below it. */
export type SumNode = { readonly hash: Uint8Array; readonly sum: bigint };

export const NONCE_BYTES = 32;
/** Leaves of the largest tree: 2^32. */
export const MAX_HEIGHT = 32;

const U64_BYTES = 8;
const LEAF_BYTES = 1 + HASH_BYTES + U64_BYTES + HASH_BYTES + U64_BYTES;
const NODE_BYTES = 1 + 2 * (HASH_BYTES + U64_BYTES);

/** What all leaves of one tree share. */
export type TreeName = { readonly provider: string; readonly epoch: number };

/**
 * SHA-256(u32 length ‖ accountId ‖ nonce32): which account a leaf is of, for who knows both. `nonce` has 32 bytes.
 * Throws RangeError on a lone surrogate.
 */
export function accountHash(accountId: string, nonce: Uint8Array): Uint8Array {
  const name = utf8Encode(accountId);
  const bytes = new Uint8Array(4 + name.length + NONCE_BYTES);
  new DataView(bytes.buffer).setUint32(0, name.length);
  bytes.set(name, 4);
  bytes.set(nonce, 4 + name.length);
  return sha256(bytes);
}

/** Makes the leaves of one tree from account hashes; the provider is hashed once. Balances must be amounts. */
export function leafHasher({ provider, epoch }: TreeName) {
  const bytes = new Uint8Array(LEAF_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(sha256(utf8Encode(provider)), 1);
  view.setBigUint64(1 + HASH_BYTES, BigInt(epoch));
  return (account: Uint8Array, balance: bigint): Uint8Array => {
    bytes.set(account, 1 + HASH_BYTES + U64_BYTES);
    view.setBigUint64(LEAF_BYTES - U64_BYTES, balance);
    return sha256(bytes);
  };
}

/** Makes the hash of a node from its two children. Sums must be amounts. */
export function nodeHasher() {
  const bytes = new Uint8Array(NODE_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x01;
  return (left: SumNode, right: SumNode): Uint8Array => {
    bytes.set(left.hash, 1);
    view.setBigUint64(1 + HASH_BYTES, left.sum);
    bytes.set(right.hash, 1 + HASH_BYTES + U64_BYTES);
    view.setBigUint64(NODE_BYTES - U64_BYTES, right.sum);
    return sha256(bytes);
  };
}

/** The leaf that fills a tree up to a power of two: SHA-256(0x02 ‖ u64 epoch), sum 0. */
export function paddingLeaf(epoch: number): SumNode {
  const bytes = new Uint8Array(1 + U64_BYTES);
  bytes[0] = 0x02;
  new DataView(bytes.buffer).setBigUint64(1, BigInt(epoch));
  return { hash: sha256(bytes), sum: 0n };
}

/** Levels above the leaves: the smallest h with 2^h ≥ `leafCount`. `leafCount` ≥ 1. */
export function heightOf(leafCount: number): number {
  let height = 0;
  while (2 ** height < leafCount) height += 1;
  return height;
}
