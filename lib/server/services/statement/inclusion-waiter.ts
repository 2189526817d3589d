/**
 * Waits for submitted statements to be recorded. All waiting hashes are looked up together, once for each notification
 * of the sequencer, so that the cost does not grow with the number of waiting clients.
 */

import type { Included } from "#lib/contract/statements.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import type { HeadEvent } from "../log/log-follower.ts";

/** Looks up which of the hashes are recorded and projected by now. */
export type LookUp = (hashes: readonly StatementHash[]) => Promise<ReadonlyMap<StatementHash, Included>>;

export type WaiterOptions = {
  readonly lookUp: LookUp;
  /** Registers for notifications; gives the way to stop. */
  readonly onChange: (handler: (event: HeadEvent) => void) => () => void;
};

/** A notification can be lost with its connection: then this is how late the answer is. */
const POLL_MS = 250;

type Waiting = (included: Included) => void;

export class InclusionWaiter {
  readonly #lookUp: LookUp;
  readonly #waiting = new Map<StatementHash, Set<Waiting>>();
  readonly #unsubscribe: () => void;
  #running = false;
  #again = false;
  #poll: NodeJS.Timeout | undefined;

  constructor(options: WaiterOptions) {
    this.#lookUp = options.lookUp;
    this.#unsubscribe = options.onChange((event) => {
      // The effect is known only once projected; at "published" alone nothing new can be answered.
      if (event === "projected") this.#run();
    });
  }

  /** Number of clients that wait now. */
  get size(): number {
    let count = 0;
    for (const set of this.#waiting.values()) count += set.size;
    return count;
  }

  /** Resolves when the statement is recorded and projected, or to undefined after `limitMs`. Never rejects. */
  wait(hash: StatementHash, limitMs: number): Promise<Included | undefined> {
    return new Promise((resolve) => {
      const set = this.#waiting.get(hash) ?? new Set<Waiting>();
      this.#waiting.set(hash, set);
      const finish = (included: Included | undefined) => {
        clearTimeout(timer);
        set.delete(onIncluded);
        if (set.size === 0) this.#waiting.delete(hash);
        resolve(included);
      };
      const onIncluded: Waiting = (included) => finish(included);
      const timer = setTimeout(() => finish(undefined), limitMs);
      set.add(onIncluded);
      this.#pollWhileWaiting();
    });
  }

  stop(): void {
    this.#unsubscribe();
    clearTimeout(this.#poll);
  }

  #pollWhileWaiting(): void {
    if (this.#poll !== undefined) return;
    this.#poll = setTimeout(() => {
      this.#poll = undefined;
      if (this.#waiting.size === 0) return;
      this.#run();
      this.#pollWhileWaiting();
    }, POLL_MS);
  }

  #run(): void {
    if (this.#waiting.size === 0) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#lookUp([...this.#waiting.keys()])
      .then((found) => {
        for (const [hash, included] of found) {
          if (included.effect === null) continue;
          for (const resolve of [...(this.#waiting.get(hash) ?? [])]) resolve(included);
        }
      })
      // The database is away: the next notification or poll asks again, and each client has its own limit.
      .catch(() => undefined)
      .finally(() => {
        this.#running = false;
        if (!this.#again) return;
        this.#again = false;
        this.#run();
      });
  }
}
