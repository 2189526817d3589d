/** Dice that anybody can throw again: of an agent from its seed and the round, of the laboratory from a number. */
import { type Hash, sha256, sha256Hex } from "#lib/kernel/hash.ts";

/** Numbers in [0, 1). */
export type Dice = () => number;

export const SEED_BYTES = 32;

/** Of every round in turn: seed, then its number. Nobody sees it but {@link uniformOf}, which writes all of it anew. */
const message = new Uint8Array(SEED_BYTES + 8);
const roundIn = new DataView(message.buffer, SEED_BYTES);

/**
 * u of round t: the first 53 bits of SHA-256(seed ‖ t as 8 bytes, big-endian), over 2^53. In [0, 1). Any round without those
 * before it. `seed` has 32 bytes, t is a whole number from 0. Total.
 */
export function uniformOf(seed: Uint8Array, t: number): number {
  message.set(seed);
  roundIn.setUint32(0, Math.floor(t / 2 ** 32));
  roundIn.setUint32(4, t);
  const hex = sha256Hex(message);
  let bits = 0;
  for (let at = 0; at < 13; at++) bits = bits * 16 + digitIn(hex, at);
  return (bits * 2 + (digitIn(hex, 13) >> 3)) / 2 ** 53;
}

/** Of lower-case hex. Read by hand: to cut the text and to have it parsed costs more than all the rest of a choice's dice. */
function digitIn(hex: string, at: number): number {
  const code = hex.charCodeAt(at);
  return code > 57 ? code - 87 : code - 48;
}

/** What is published of a seed before its first round: SHA-256. Messages of {@link uniformOf} are longer, so that none is this. */
export function seedHashOf(seed: Uint8Array): Hash {
  return sha256(seed);
}

/** Mulberry32: 32-bit whole numbers, output over 2^32. For worlds that are made up, never for what somebody could guess. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
