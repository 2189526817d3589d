/**
 * A made-up trust network with what makes a real one hard to predict: heavy-tailed activity, members who mostly praise
 * each other, swindlers who behave well until they don't, victims who warn at once, retaliation, rings of fake members
 * and the waves of ratings about them. The share of bad ratings grows over the years.
 *
 * Its sizes follow what is published of the rating systems of two markets for bitcoins of 2010 to 2016; no row is theirs.
 */
import type { Random } from "#lib/kernel/clock.ts";
import { type Dice, diceOf } from "./dice.ts";

/** `time`: seconds since 1970. */
export type NetworkRating = {
  readonly source: number;
  readonly target: number;
  /** −10 to 10, never 0. */
  readonly rating: number;
  readonly time: number;
};

const DAY_S = 86_400;
const START_S = 1_289_000_000;
const DAYS = 1_900;
const SWINDLER_SHARE = 0.085;
const REPLY_SHARE = 0.8;
/** Of first ratings: a member who failed at the first deal. */
const FAILED_NEWCOMER_SHARE = 0.1;
const RINGS = 8;
const DEALS_PER_RATING = 0.66;
const NEWCOMER_SHARE = 0.13;
const MOST_ACTIVE = 400;
const HUB_ACTIVITY = 60;

type Member = {
  readonly id: number;
  readonly joined: number;
  /** Day of the first swindle; infinite for the honest. */
  readonly turnsBad: number;
  readonly leaves: number;
};

type World = {
  readonly dice: Dice;
  readonly rows: NetworkRating[];
  /** `source:target` that is rated already: one rating for each pair. */
  readonly rated: Set<string>;
  /** Each member as often as it is active; those who left are taken out when the choice falls on them. */
  readonly active: Member[];
  readonly hubs: Member[];
  nextId: number;
};

/** About `ratings` rows (±20 %) in the order of time. The same source of bytes gives the same rows. */
export function trustNetwork(random: Random, ratings = 35_600): NetworkRating[] {
  const world: World = { dice: diceOf(random), rows: [], rated: new Set(), active: [], hubs: [], nextId: 1 };
  const days = Array.from({ length: Math.round(ratings * DEALS_PER_RATING) }, () => dealDay(world.dice));
  for (const day of days.sort((a, b) => a - b)) makeDeal(world, day);
  for (let ring = 0; ring < Math.max(1, Math.round((RINGS * ratings) / 35_600)); ring++) makeRing(world, ring);
  return world.rows.sort((a, b) => a.time - b.time);
}

/** Few deals at first, most in the middle years. */
function dealDay(dice: Dice): number {
  return DAYS * ((dice.uniform() + dice.uniform() + dice.uniform()) / 3) ** 1.1;
}

function rate({ rows, rated }: World, source: number, target: number, rating: number, day: number): void {
  const pair = `${source}:${target}`;
  if (source === target || rated.has(pair)) return;
  rated.add(pair);
  rows.push({ source, target, rating, time: START_S + Math.round(day * DAY_S) });
}

function joinNew(world: World, day: number): Member {
  const { dice } = world;
  const activity = Math.min(MOST_ACTIVE, dice.pareto(1, 0.9));
  // Swindles came with the money: hardly any in the first years.
  const isSwindler = dice.isTrue(SWINDLER_SHARE * Math.min(1, (day / DAYS) * 2) ** 2);
  const member = {
    id: world.nextId++,
    joined: day,
    turnsBad: isSwindler ? day + dice.exponential(25) : Number.POSITIVE_INFINITY,
    leaves: day + dice.exponential(120) + 4 * activity,
  };
  for (let ticket = 0; ticket < activity; ticket++) world.active.push(member);
  if (activity > HUB_ACTIVITY && !isSwindler) world.hubs.push(member);
  return member;
}

/** A member who is here on this day, the active more often; a new one at times, and when nobody is here. */
function chooseMember(world: World, day: number): Member {
  const { dice, active } = world;
  if (dice.isTrue(NEWCOMER_SHARE)) return joinNew(world, day);
  while (active.length > 0) {
    const at = dice.roll(active.length);
    const member = active[at];
    if (member !== undefined && day < member.leaves) return member;
    const last = active.pop();
    if (last !== undefined && at < active.length) active[at] = last;
  }
  return joinNew(world, day);
}

function makeDeal(world: World, day: number): void {
  const { dice } = world;
  const [buyer, seller] = [chooseMember(world, day), chooseMember(world, day)];
  const swindler = [buyer, seller].find(({ turnsBad }) => day >= turnsBad);
  if (swindler !== undefined) {
    swindle(world, swindler, swindler === buyer ? seller : buyer, day);
    return;
  }
  if (dice.isTrue(FAILED_NEWCOMER_SHARE) && buyer.joined === day)
    rate(world, seller.id, buyer.id, dice.pick([-1, -1, -3, -5, -10]), day);
  else rate(world, seller.id, buyer.id, praise(dice), day);
  if (dice.isTrue(REPLY_SHARE)) rate(world, buyer.id, seller.id, praise(dice), day + dice.exponential(0.02));
  else if (dice.isTrue(0.01)) rate(world, buyer.id, seller.id, dice.pick([-1, -2, -5, -10]), day);
}

function praise(dice: Dice): number {
  const chance = dice.uniform();
  if (chance < 0.6) return 1;
  if (chance < 0.78) return 2;
  return chance < 0.96 ? 3 + dice.roll(3) : 8 + dice.roll(3);
}

/** The victim warns, watchers join within days, the swindler pays some of them back. */
function swindle(world: World, swindler: Member, victim: Member, day: number): void {
  const { dice } = world;
  rate(world, victim.id, swindler.id, -10, day);
  const watchers = dice.roll(5);
  for (let at = 0; at < watchers; at++) {
    const watcher = chooseMember(world, day);
    const when = day + dice.exponential(4);
    if (watcher.turnsBad < when) continue;
    rate(world, watcher.id, swindler.id, dice.isTrue(0.8) ? -10 : -dice.roll(9) - 1, when);
    if (dice.isTrue(0.25)) rate(world, swindler.id, watcher.id, -10, when + dice.exponential(0.3));
  }
}

/** Fake members who praise each other; hubs find them within a month and rate them all in one second, and they hit back. */
function makeRing(world: World, ring: number): void {
  const { dice } = world;
  const began = DAYS * (0.35 + (0.5 * (ring + dice.uniform())) / RINGS);
  const fakes = Array.from({ length: 10 + dice.roll(16) }, () => world.nextId++);
  for (const [at, fake] of fakes.entries())
    for (const earlier of fakes.slice(0, at))
      if (dice.isTrue(0.25)) rate(world, earlier, fake, praise(dice), began + at + dice.uniform() / 24);
  const hubs = world.hubs.filter(({ joined, leaves }) => joined < began && leaves > began).slice(0, 2 + dice.roll(5));
  for (const hub of hubs) {
    const found = began + 5 + dice.exponential(10);
    for (const fake of fakes) rate(world, hub.id, fake, -10, found);
    if (!dice.isTrue(0.6)) continue;
    for (const [at, fake] of fakes.entries()) rate(world, fake, hub.id, -10, found + 0.1 + at * 0.0005);
  }
}
