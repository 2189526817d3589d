import type { Receipt } from "#lib/log/receipt.ts";
import type { StateTrie } from "#lib/log/trie.ts";

/** A published state root and the trie that leads to it. `entry`: where it is logged. `size`: of the tree it speaks of. */
export type ProvenRoot = {
  readonly entry: number;
  readonly size: number;
  readonly receipt: Receipt;
  readonly trie: StateTrie;
};

/** What this process keeps of the newest state root. */
export class StateRootCache {
  #entry: number | undefined;
  #proven: Promise<ProvenRoot> | undefined;

  /** The state root of that entry with its trie; questions that overlap share one reading. */
  get(entry: number, read: () => Promise<ProvenRoot>): Promise<ProvenRoot> {
    if (this.#entry === entry && this.#proven !== undefined) return this.#proven;
    const proven = read();
    [this.#entry, this.#proven] = [entry, proven];
    // A reading that failed is tried again by the next question.
    proven.catch(() => {
      if (this.#proven === proven) this.#proven = undefined;
    });
    return proven;
  }
}
