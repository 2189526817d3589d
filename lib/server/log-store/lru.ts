/** A cache bounded by weight, for values that hold as long as their key does (full tiles, full bundles, answers at one head). */
export class Lru<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #maxWeight: number;
  readonly #weigh: (value: Value) => number;
  #weight = 0;
  /** What was read or set last: to read it again moves nothing. */
  #newest: Key | undefined;

  /** `maxWeight` and `weigh` share one unit, bytes for tiles. */
  constructor(maxWeight: number, weigh: (value: Value) => number) {
    this.#maxWeight = maxWeight;
    this.#weigh = weigh;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || key === this.#newest) return value;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    return value;
  }

  set(key: Key, value: Value): void {
    const old = this.#entries.get(key);
    if (old !== undefined) this.#weight -= this.#weigh(old);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    this.#weight += this.#weigh(value);
    for (const [oldest, dropped] of this.#entries) {
      if (this.#weight <= this.#maxWeight || oldest === key) return;
      this.#entries.delete(oldest);
      this.#weight -= this.#weigh(dropped);
    }
  }

  delete(key: Key): void {
    const old = this.#entries.get(key);
    if (old === undefined) return;
    this.#weight -= this.#weigh(old);
    this.#entries.delete(key);
  }
}
