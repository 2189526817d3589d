/**
 * Caps by who speaks: what one reporter says counts up to a cap, what reporters of one cluster say up to another. Caps
 * are put on what is left after decay, so that an old word never takes the room of a new one.
 */
import { type Column, columnOf, least, shareOut, sumOf } from "./integers.ts";

/** How to tell who speaks in an item. `voiceOf` null: nobody in particular, capped by the cluster only. */
export type Speech<T> = {
  readonly voiceOf: (item: T) => string | null;
  readonly clusterOf: (item: T) => string | null;
  readonly capOf: (item: T) => number;
};

export class Voices<T> {
  /** Number of the voice of each item. */
  readonly #voiceOf: Int32Array;
  readonly #caps: number[] = [];
  /** Number of each voice's cluster, −1 for none. */
  readonly #clusterOf: number[] = [];
  readonly #clusters = new Map<string, number>();
  readonly #clusterCap: number;

  /** Items in log order: a voice belongs to the cluster in which it was heard first, so that no voice has two caps. */
  constructor(items: readonly T[], { voiceOf, clusterOf, capOf }: Speech<T>, clusterCap: number) {
    this.#voiceOf = new Int32Array(items.length);
    this.#clusterCap = clusterCap;
    const voices = new Map<string, number>();
    let at = 0;
    for (const item of items) {
      const voice = voiceOf(item);
      const name = voice ?? `\0${clusterOf(item) ?? ""}`;
      let number = voices.get(name);
      if (number === undefined) {
        const cluster = clusterOf(item);
        number = voices.size;
        voices.set(name, number);
        this.#caps.push(voice === null ? Number.MAX_SAFE_INTEGER : capOf(item));
        this.#clusterOf.push(cluster === null ? -1 : this.#numberOf(cluster));
      }
      this.#voiceOf[at++] = number;
    }
  }

  /** What counts of the masses in all. Never falls when a mass rises. */
  total(masses: Column): number {
    const { loose, clusters } = this.#cap(this.#sums(masses));
    return loose + sumOf(clusters);
  }

  /** What counts of each mass; sums to {@link total}. */
  shares(masses: Column): Column {
    const sums = this.#sums(masses);
    const { voices, clusters } = this.#cap(sums);
    const counted = voices.slice();
    for (const [cluster, value] of clusters.entries()) {
      const members = this.#clusterOf.flatMap((of, voice) => (of === cluster ? [voice] : []));
      const values = columnOf(members.length, (at) => voices[members[at] ?? 0] ?? 0);
      if (sumOf(values) === value) continue;
      for (const [at, share] of shareOut(value, values).entries()) counted[members[at] ?? 0] = share;
    }
    if (counted.every((value, voice) => value === sums[voice])) return masses;
    const shares = masses.slice();
    for (const [voice, places] of this.#places().entries()) {
      if (counted[voice] === sums[voice]) continue;
      const own = columnOf(places.length, (at) => masses[places[at] ?? 0] ?? 0);
      for (const [place, share] of shareOut(counted[voice] ?? 0, own).entries()) shares[places[place] ?? 0] = share;
    }
    return shares;
  }

  #sums(masses: Column): number[] {
    const sums = new Array<number>(this.#caps.length).fill(0);
    for (let at = 0; at < masses.length; at++) {
      const voice = this.#voiceOf[at] ?? 0;
      sums[voice] = (sums[voice] ?? 0) + (masses[at] ?? 0);
    }
    return sums;
  }

  /** What counts of each voice for itself, of each cluster, and of the voices that are in none together. */
  #cap(sums: readonly number[]) {
    const voices = sums.map((sum, voice) => least(sum, this.#caps[voice] ?? 0));
    const clusters = new Array<number>(this.#clusters.size).fill(0);
    let loose = 0;
    for (const [voice, value] of voices.entries()) {
      const cluster = this.#clusterOf[voice] ?? -1;
      if (cluster < 0) loose += value;
      else clusters[cluster] = least((clusters[cluster] ?? 0) + value, this.#clusterCap);
    }
    return { voices, clusters, loose };
  }

  /** By voice, the places of its items. */
  #places(): number[][] {
    const places = this.#caps.map(() => [] as number[]);
    for (let at = 0; at < this.#voiceOf.length; at++) places[this.#voiceOf[at] ?? 0]?.push(at);
    return places;
  }

  #numberOf(cluster: string): number {
    const known = this.#clusters.get(cluster);
    if (known !== undefined) return known;
    this.#clusters.set(cluster, this.#clusters.size);
    return this.#clusters.size - 1;
  }
}
