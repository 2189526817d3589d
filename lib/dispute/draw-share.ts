/**
 * A side's shares of the draws of one case (docs/protocol/draw.md): a chain of hashes like the index's. The commitment is its
 * end, said before anybody can know what it decides; the share of a round is the value from which as many hashes lead there.
 * What one round shows says nothing of the next.
 */
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { HASH_BYTES, sha256 } from "#lib/kernel/hash.ts";

/** Rounds that a secret has a share for: more than a case has that is appealed and reopened as often as can be. */
export const SHARE_LINKS = 8;

/** SHA-256^8 of the 32 secret bytes, hex. */
export function commitOfShare(secret: Uint8Array): string {
  return hexEncode(chainOf(secret)[SHARE_LINKS] ?? secret);
}

/** The 32 bytes that a side shows in a round; undefined: the secret is of another commitment, or too short for that round. */
export function shareOfRound(secret: Uint8Array, commit: string, round: number): Uint8Array | undefined {
  const chain = chainOf(secret);
  const end = chain.findIndex((value) => hexEncode(value) === commit);
  return end < 1 || round < 1 ? undefined : chain[end - round];
}

/** Whether a share, hex, is that of the round: as many hashes lead to the commitment. Total. */
export function isShareOf(share: string, commit: string, round: number): boolean {
  let value = hexDecode(share);
  if (value?.length !== HASH_BYTES || !Number.isInteger(round) || round < 1 || round > MOST_ROUNDS) return false;
  for (let link = 0; link < round; link++) value = sha256(value);
  return hexEncode(value) === commit;
}

/** Of a statement's `round`. */
const MOST_ROUNDS = 99;

/** The secret, and what it becomes by one hash after the other. */
function chainOf(secret: Uint8Array): Uint8Array[] {
  const chain = [secret];
  for (let link = 0; link < SHARE_LINKS; link++) chain.push(sha256(chain[link] ?? secret));
  return chain;
}
