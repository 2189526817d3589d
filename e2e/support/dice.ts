/** Seeded numbers for faults: the same seed kills the same processes in the same order. */
export type Dice = {
  /** A whole number from 0 to sides − 1. */
  readonly roll: (sides: number) => number;
  readonly pick: <T>(choices: readonly T[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => T[];
};

/** mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (sides: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[roll(choices.length)];
    if (chosen === undefined) throw new RangeError("Nothing to pick from.");
    return chosen;
  };
  const shuffle = <T>(list: readonly T[]): T[] => {
    const left = [...list];
    return list.flatMap(() => left.splice(roll(left.length), 1));
  };
  return { roll, pick, shuffle };
}
