/**
 * What users of the invented market lost, computed from what its log shows: the tiers by week, and which instances stopped to
 * pay. Some kept the limits of the day, some went by the price or by the size alone; all had the same to place.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { exposureLimit, type Standing } from "#lib/reputation/limits.ts";
import type { Model } from "#lib/reputation/model.ts";
import { isBetterTier } from "#lib/reputation/tier.ts";
import { diceOf, seededRandom } from "../dice.ts";

/** An instance on the first day of a week; `markup` and `owed` as it discloses them. */
export type Week = Standing & { readonly id: ProviderId; readonly markup: number; readonly owed: number };

/** `stopped`: the first week in which it paid nobody any more; null: it pays, or paid everybody and closed. */
export type Stop = { readonly id: ProviderId; readonly stopped: number | null };

export type UsersLosses = {
  /** In hundredths of a percent of what each said that losing would not hurt: most of anybody at one blow, and in one year. */
  readonly worstBlow: number;
  readonly worstYear: number;
  /** Of all users together, for each year. */
  readonly meanYear: number;
  readonly users: number;
};

export type Habit = "kept the limits" | "went by the price" | "went by the size";

/** L, in any unit; each wants to hold twice as much in all. */
const BEARABLE = 1_000_000n;
const WANTED = 2n * BEARABLE;
const USERS = 60;
const WEEKS_PER_YEAR = 52;

/** `weeks`: all instances of each week, oldest first. The same source of bytes gives the same users. */
export function lossesOf(
  habit: Habit,
  {
    weeks,
    stops,
    model,
  }: { readonly weeks: readonly (readonly Week[])[]; readonly stops: readonly Stop[]; readonly model: Model },
  random: Random = seededRandom(1),
): UsersLosses {
  const dice = diceOf(random);
  const stoppedIn = new Map(stops.map(({ id, stopped }) => [id, stopped]));
  const isPaying = (id: ProviderId, week: number) => (stoppedIn.get(id) ?? Number.POSITIVE_INFINITY) > week;
  let [worstBlow, worstYear, sum] = [0n, 0n, 0n];
  for (let user = 0; user < USERS; user++) {
    let held = new Map<ProviderId, bigint>();
    const lostIn = new Map<number, bigint>();
    for (const [week, instances] of weeks.entries()) {
      const year = Math.floor(week / WEEKS_PER_YEAR);
      for (const [id, amount] of held) {
        if (isPaying(id, week)) continue;
        held.delete(id);
        lostIn.set(year, (lostIn.get(year) ?? 0n) + amount);
        if (amount > worstBlow) worstBlow = amount;
      }
      const open = instances.filter(({ id }) => isPaying(id, week));
      // What is prepaid runs out within a month: a fourth of the users looks around anew each week.
      if (held.size === 0 || (user + week) % 4 === 0) held = placed(habit, open, model, dice.roll);
      else if (habit === "kept the limits") held = withdrawn(held, open, model);
    }
    for (const lost of lostIn.values()) {
      sum += lost;
      if (lost > worstYear) worstYear = lost;
    }
  }
  const years = Math.max(1, weeks.length / WEEKS_PER_YEAR);
  const share = (amount: bigint) => Number((amount * 10_000n) / BEARABLE);
  return {
    ...{ worstBlow: share(worstBlow), worstYear: share(worstYear), users: USERS },
    meanYear: Math.round(share(sum) / USERS / years),
  };
}

/** Where somebody puts what he wants to hold. */
function placed(
  habit: Habit,
  open: readonly Week[],
  model: Model,
  roll: (sides: number) => number,
): Map<ProviderId, bigint> {
  if (habit === "went by the size") return whole(open.toSorted((a, b) => b.owed - a.owed)[0]);
  // Among the cheapest four each has his own favourite.
  const cheapest = open
    .filter(({ isShut }) => !isShut || habit === "went by the price")
    .toSorted((a, b) => a.markup - b.markup);
  if (habit === "went by the price") return whole(cheapest[roll(Math.min(4, cheapest.length))]);
  const start = roll(Math.max(1, Math.min(4, cheapest.length)));
  return keptWithin([...cheapest.slice(start), ...cheapest.slice(0, start)], model);
}

function whole(one: Week | undefined): Map<ProviderId, bigint> {
  return new Map(one === undefined ? [] : [[one.id, WANTED]]);
}

/** Up to each one's limit, cheapest first; all at C and below together no more than the bearable loss. */
function keptWithin(order: readonly Week[], model: Model): Map<ProviderId, bigint> {
  const held = new Map<ProviderId, bigint>();
  let [left, risky] = [WANTED, BEARABLE];
  for (const one of order) {
    const isRisky = !isBetterTier(one.tier, "C");
    const most = [exposureLimit(one, BEARABLE, model), left, ...(isRisky ? [risky] : [])].reduce((a, b) =>
      a < b ? a : b,
    );
    if (most <= 0n) continue;
    held.set(one.id, most);
    left -= most;
    if (isRisky) risky -= most;
  }
  return held;
}

/** Whoever keeps the limits takes out what is above them, week by week. */
function withdrawn(
  held: ReadonlyMap<ProviderId, bigint>,
  open: readonly Week[],
  model: Model,
): Map<ProviderId, bigint> {
  const standing = new Map(open.map((one) => [one.id, one]));
  return new Map(
    [...held].flatMap(([id, amount]): [ProviderId, bigint][] => {
      const one = standing.get(id);
      const most = one === undefined ? amount : exposureLimit(one, BEARABLE, model);
      const left = amount < most ? amount : most;
      return left > 0n ? [[id, left]] : [];
    }),
  );
}
