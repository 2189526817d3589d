/** What may be lost of several holdings: those that share a fate fall together, all others by themselves. Whole numbers. */
import { BILLION, withinDays } from "../survival.ts";

/** `yearly`: upper end (ppm). `fates`: as for a point. `amount`: any unit, the same for all. */
export type Held = { readonly amount: bigint; readonly yearly: number; readonly fates: readonly string[] };

/** A loss and its chance (parts per billion). */
export type Outcome = { readonly lost: bigint; readonly chance: bigint };

export type LossSpread = {
  /** By rising loss, nothing first; the chances sum to a billion. */
  readonly outcomes: readonly Outcome[];
  /** Chances (parts per billion) to lose anything, more than half, and all. */
  readonly some: bigint;
  readonly most: bigint;
  readonly all: bigint;
  /** Rounded up. */
  readonly expected: bigint;
};

/** Groups of holdings that share a fate with one another, directly or through others. */
export function fateGroups<T extends { readonly fates: readonly string[] }>(held: readonly T[]): T[][] {
  let groups: { readonly names: ReadonlySet<string>; readonly members: T[] }[] = [];
  for (const one of held) {
    const joined = groups.filter(({ names }) => one.fates.some((fate) => names.has(fate)));
    const names = new Set([...one.fates, ...joined.flatMap((group) => [...group.names])]);
    const members = [...joined.flatMap((group) => group.members), one];
    groups = [...groups.filter((group) => !joined.includes(group)), { names, members }];
  }
  return groups.map(({ members }) => members);
}

/** A group falls as a whole, by its worst member. `days`: as for `withinDays`. */
export function lossSpread(held: readonly Held[], days: number): LossSpread {
  const groups = fateGroups(held).map((members) => ({
    amount: members.reduce((sum, { amount }) => sum + amount, 0n),
    chance: withinDays(members.map(({ yearly }) => yearly).toSorted((a, b) => b - a)[0] ?? 0, days),
  }));
  let scale = 1n;
  let chances = new Map<bigint, bigint>([[0n, 1n]]);
  for (const { amount, chance } of groups) {
    const next = new Map<bigint, bigint>();
    const add = (lost: bigint, weight: bigint) => next.set(lost, (next.get(lost) ?? 0n) + weight);
    for (const [lost, weight] of chances) {
      add(lost, weight * (BILLION - chance));
      add(lost + amount, weight * chance);
    }
    chances = next;
    scale *= BILLION;
  }
  const total = groups.reduce((sum, { amount }) => sum + amount, 0n);
  const exact = [...chances].sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = (counts: (lost: bigint) => boolean) =>
    exact.reduce((all, [lost, weight]) => (counts(lost) ? all + weight : all), 0n);
  const expected = exact.reduce((all, [lost, weight]) => all + lost * weight, 0n);
  const perBillion = (weight: bigint) => (weight * BILLION + scale / 2n) / scale;
  return {
    outcomes: rounded(exact.map(([lost, weight]) => ({ lost, chance: perBillion(weight) }))),
    some: perBillion(sum((lost) => lost > 0n)),
    most: perBillion(sum((lost) => lost * 2n > total)),
    all: perBillion(sum((lost) => total > 0n && lost === total)),
    expected: (expected + scale - 1n) / scale,
  };
}

/** What rounding left over goes to the first: to lose nothing. */
function rounded(outcomes: readonly Outcome[]): Outcome[] {
  const [first, ...others] = outcomes;
  if (first === undefined) return [];
  const taken = others.reduce((sum, { chance }) => sum + chance, 0n);
  return [{ lost: first.lost, chance: BILLION - taken }, ...others];
}
