/**
 * The hash by which an exchange is fixed in the log before anybody sees it: at once and for many at a time, so that later
 * nobody can say that it was made up after a key was lost (docs/protocol/evidence.md, "Time").
 */
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { proveLeaf, rootOfLeaves } from "#lib/log/leaf-list.ts";
import { leafHash, verifyInclusion } from "#lib/log/tree.ts";
import type { ExchangeCommitBody } from "#lib/statement/evidence-bodies.ts";
import type { Exchange } from "./exchange.ts";

/** SHA-256 of the canonical exchange. 32 bytes. Its nonces keep others from guessing what a hash is of. */
export function exchangeHashOf(exchange: Exchange): Hash {
  return sha256(canonicalBytes(exchange as unknown as JsonObject));
}

/** Where an exchange stands in a batch. */
export type BatchPlace = { readonly position: number; readonly proof: readonly Uint8Array[] };

/** The body that fixes these exchanges. Throws RangeError for none. */
export function commitBodyOf(hashes: readonly Hash[]): ExchangeCommitBody {
  const [first] = hashes;
  if (first === undefined) throw new RangeError("there is nothing to fix");
  const hash = hashes.length === 1 ? first : rootOfLeaves(hashes.map(leafHash));
  return { hash: hexEncode(hash), count: hashes.length };
}

/** Throws RangeError for a position that is not there. */
export function placeInBatch(hashes: readonly Hash[], position: number): BatchPlace {
  return { position, proof: proveLeaf(hashes.map(leafHash), position) };
}

/** Whether the commitment covers the exchange; `place` where it fixed several. Total. */
export function covers({ hash, count }: ExchangeCommitBody, exchange: Hash, place: BatchPlace | undefined): boolean {
  const fixed = hexDecode(hash);
  if (fixed === undefined) return false;
  if (count === 1) return equalBytes(fixed, exchange);
  return place !== undefined && verifyInclusion(place.proof, place.position, count, leafHash(exchange), fixed);
}
