/**
 * What others said of one target, kept so that its conduct score on any later day costs little, and is bit for bit the
 * score that the rules of `lib/reputation/conduct.ts` give: masses decayed one by one, capped by who speaks.
 */
import { scoreOfMasses } from "../conduct.ts";
import { ONE } from "../integers.ts";
import { decayed, massOfThousandths } from "../mass.ts";
import type { Model } from "../model.ts";

/** Ratings of one day and one mass, how often. */
type Same = { readonly day: number; readonly mass: number; count: number };

/** What one source said; `sum`: its masses before decay. */
type Voice = { readonly said: Same[]; sum: number };

class Side {
  /** Of sources that could not pass the cap, together. */
  #free: Same[] = [];
  readonly #voices = new Map<number, Voice>();
  readonly #capped: Voice[] = [];
  readonly #cap: number;

  constructor(cap: number) {
    this.#cap = cap;
  }

  add(source: number, day: number, mass: number): void {
    const voice = this.#voices.get(source) ?? { said: [], sum: 0 };
    const wasFree = voice.sum <= this.#cap;
    voice.sum += mass;
    if (wasFree && voice.sum > this.#cap) this.#capped.push(voice);
    put(voice.said, { day, mass, count: 1 });
    this.#voices.set(source, voice);
    if (voice.sum <= this.#cap) put(this.#free, { day, mass, count: 1 });
    else if (wasFree) this.#free = this.#withoutCapped();
  }

  /** What counts on a day in one window. Decay never raises a mass: who is under the cap before it is under it after. */
  total(day: number, decay: readonly number[]): number {
    let total = left(this.#free, day, decay);
    for (const { said } of this.#capped) total += Math.min(this.#cap, left(said, day, decay));
    return total;
  }

  #withoutCapped(): Same[] {
    const free: Same[] = [];
    for (const { said, sum } of this.#voices.values()) if (sum <= this.#cap) for (const same of said) put(free, same);
    return free.sort((a, b) => a.day - b.day);
  }
}

export class RatedTarget {
  readonly #good: Side;
  readonly #bad: Side;
  readonly #model: Model;

  constructor(model: Model) {
    const cap = massOfThousandths(model.caps.reporter);
    this.#good = new Side(cap);
    this.#bad = new Side(cap);
    this.#model = model;
  }

  /** `mass` in 2^16ths. Days never fall from one call to the next. */
  add(isBad: boolean, source: number, day: number, mass: number): void {
    if (mass > 0) (isBad ? this.#bad : this.#good).add(source, day, mass);
  }

  /** Thousandths of a point as of a day that is not before the last rating. */
  score(day: number): number {
    const { windows } = this.#model;
    return scoreOfMasses(
      windows.map(({ decay }) => this.#good.total(day, decay)),
      windows.map(({ decay }) => this.#bad.total(day, decay)),
      this.#model,
    );
  }
}

/** Mass of a rating in 2^16ths: its share of the largest there could be. */
export function ratingMass(rating: number, maxRating: number): number {
  return maxRating === 0 ? 0 : Math.round((Math.abs(rating) / maxRating) * ONE);
}

/** Adds to the entry of the same day and mass, looked for among the newest. */
function put(said: Same[], { day, mass, count }: Same): void {
  for (let at = said.length - 1; at >= 0 && said[at]?.day === day; at--) {
    const same = said[at];
    if (same?.mass !== mass) continue;
    same.count += count;
    return;
  }
  said.push({ day, mass, count });
}

function left(said: readonly Same[], day: number, decay: readonly number[]): number {
  let sum = 0;
  for (const same of said) sum += same.count * decayed(same.mass, day - same.day, decay);
  return sum;
}
