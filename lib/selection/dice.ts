/** Dice that anybody can throw again: of an agent from its seed and the round, of the laboratory from a number. */
import { type Hash, sha256 } from "#lib/kernel/hash.ts";

/** Numbers in [0, 1). */
export type Dice = () => number;

export const SEED_BYTES = 32;

/**
 * u of round t: the first 53 bits of SHA-256(seed ‖ t as 8 bytes, big-endian), over 2^53. In [0, 1). Any round without those
 * before it. `seed` has 32 bytes, t is a whole number from 0. Total.
 */
export function uniformOf(seed: Uint8Array, t: number): number {
  const message = new Uint8Array(SEED_BYTES + 8);
  message.set(seed);
  // Above 2^32 the number has no bits that `>>>` sees.
  let rest = t;
  for (let at = SEED_BYTES + 7; at >= SEED_BYTES; at--) {
    message[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  const hash = sha256(message);
  let high = 0;
  for (let at = 0; at < 6; at++) high = high * 256 + (hash[at] ?? 0);
  return (high * 32 + ((hash[6] ?? 0) >> 3)) / 2 ** 53;
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
