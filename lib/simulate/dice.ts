/** Throws of dice from a source of random bytes: with a seeded source the same world comes every time. */
import type { Random } from "#lib/kernel/clock.ts";

export type Dice = {
  /** From 0 to below 1, on 2^53 steps. */
  readonly uniform: () => number;
  /** A whole number from 0 to sides − 1. */
  readonly roll: (sides: number) => number;
  readonly isTrue: (probability: number) => boolean;
  /** Throws RangeError for no choices. */
  readonly pick: <T>(choices: readonly T[]) => T;
  /** Waiting time with this mean. */
  readonly exponential: (mean: number) => number;
  /** How often something happens that happens `mean` times on average (Knuth; for small means). */
  readonly poisson: (mean: number) => number;
  /** At least `least`, heavy-tailed: the share above x falls as x^(−tail). */
  readonly pareto: (least: number, tail: number) => number;
};

const HELD_BYTES = 4096;

export function diceOf(random: Random): Dice {
  let held: DataView = new DataView(new ArrayBuffer(0));
  let at = 0;
  const word = (): number => {
    if (at + 4 > held.byteLength) {
      const bytes = random(HELD_BYTES);
      held = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      at = 0;
    }
    at += 4;
    return held.getUint32(at - 4);
  };
  const uniform = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const roll = (sides: number): number => Math.floor(uniform() * sides);
  const exponential = (mean: number): number => -mean * Math.log(1 - uniform());
  return {
    uniform,
    roll,
    isTrue: (probability) => uniform() < probability,
    pick<T>(choices: readonly T[]): T {
      if (choices.length === 0) throw new RangeError("Nothing to pick from.");
      return choices[roll(choices.length)] as T;
    },
    exponential,
    poisson(mean) {
      const limit = Math.exp(-mean);
      let product = uniform();
      let count = 0;
      for (; product > limit; count += 1) product *= uniform();
      return count;
    },
    pareto: (least, tail) => least / (1 - uniform()) ** (1 / tail),
  };
}

/** A source of bytes that are the same for the same seed: sfc32 (Chris Doty-Humphrey, PractRand). Not for secrets. */
export function seededRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 16; warm++) next();
  return (bytes) => {
    const filled = new DataView(new ArrayBuffer(Math.ceil(bytes / 4) * 4));
    for (let at = 0; at < filled.byteLength; at += 4) filled.setUint32(at, next());
    return new Uint8Array(filled.buffer, 0, bytes);
  };
}
