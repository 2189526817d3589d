/**
 * The chain of preimages by which an index has no choice in a draw (docs/protocol/draw.md). Its end is public before any
 * case is filed: end = SHA-256^N(start). P_k is the value from which k hashes lead to the end, one for each day, so that
 * the preimage of a day shows those of all days before and none of those after.
 */
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { HASH_BYTES, sha256 } from "#lib/kernel/hash.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { dayOf, instantOf } from "./clocks.ts";

/** Days that a chain lasts: almost 100 years. */
export const CHAIN_LINKS = 36_500;

/** From when on a draw is due: the midnight until which shares are taken, and not on the day that brought the chain. */
export function drawDueAt(sharesBy: string, chainSince: string): string {
  const earliest = (dayOf(instantOf(chainSince)) + 1) * DAY_MS;
  return formatInstant(asInstant(Math.max(instantOf(sharesBy), earliest)));
}

/** Which preimage a draw takes: days from the one on which the chain's end was logged to the one on which it is due. */
export function drawEpoch(dueAt: string, chainSince: string): number {
  return dayOf(instantOf(dueAt)) - dayOf(instantOf(chainSince));
}

/** Whether k hashes lead from the preimage to the chain's end, both hex; k from 1 to {@link CHAIN_LINKS}. Total. */
export function isPreimage(preimage: string, epoch: number, end: string): boolean {
  const bytes = hexDecode(preimage);
  if (bytes?.length !== HASH_BYTES || !Number.isInteger(epoch) || epoch < 1 || epoch > CHAIN_LINKS) return false;
  return hexEncode(hashedTimes(bytes, epoch)) === end;
}

/** The end of the chain that begins with these 32 bytes. Hex. */
export function chainEnd(start: Uint8Array): string {
  return hexEncode(hashedTimes(start, CHAIN_LINKS));
}

/** P_k of that chain, hex. Throws RangeError outside the chain. */
export function preimageOf(start: Uint8Array, epoch: number): string {
  if (!Number.isInteger(epoch) || epoch < 1 || epoch > CHAIN_LINKS) throw new RangeError(`no such link: ${epoch}`);
  return hexEncode(hashedTimes(start, CHAIN_LINKS - epoch));
}

function hashedTimes(bytes: Uint8Array, times: number): Uint8Array {
  let value = bytes;
  for (let n = 0; n < times; n++) value = sha256(value);
  return value;
}
