/**
 * The state in memory: applies entries in order, keeps each aggregate's digest and the hash chain of the entries that
 * touched it (head_0 = 32 zero bytes, head_n = SHA-256(0x12 || head_{n-1} || leaf hash)).
 */
import { asHash, type Hash, sha256 } from "#lib/kernel/hash.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { type AggregateKey, digestOf, type Form } from "./forms.ts";
import { type Effect, type Entry, step } from "./step.ts";
import { publicKeyByThumbprint, type StateView } from "./view.ts";

export type AggregateRow = { key: AggregateKey; form: Form; digest: Hash; chainHead: Hash; chainLength: number };
export type Applied = { effect: Effect; touched: AggregateRow[] };

export const EMPTY_CHAIN: Hash = asHash(new Uint8Array(32));

/** The chain's head after one more entry. 32 bytes. */
export function extendChain(head: Hash, leafHash: Hash): Hash {
  return sha256(Uint8Array.of(0x12), head, leafHash);
}

function rowOf(key: AggregateKey, form: Form, before: AggregateRow | undefined, leafHash: Hash): AggregateRow {
  let digest: Hash | undefined;
  return {
    key,
    form,
    // Computed when asked for: in a replay most forms are replaced before anyone looks at their digest.
    get digest() {
      digest ??= digestOf(form);
      return digest;
    },
    chainHead: extendChain(before?.chainHead ?? EMPTY_CHAIN, leafHash),
    chainLength: (before?.chainLength ?? 0) + 1,
  };
}

export class MemoryState implements StateView {
  readonly #rows: Map<AggregateKey, AggregateRow>;

  private constructor(rows: Map<AggregateKey, AggregateRow>) {
    this.#rows = rows;
  }

  static empty(): MemoryState {
    return new MemoryState(new Map());
  }

  static load(rows: Iterable<AggregateRow>): MemoryState {
    const map = new Map<AggregateKey, AggregateRow>();
    for (const row of rows) map.set(row.key, row);
    return new MemoryState(map);
  }

  get(key: AggregateKey): Form | undefined {
    return this.#rows.get(key)?.form;
  }

  keyByThumbprint(thumbprint: Thumbprint): Uint8Array | undefined {
    return publicKeyByThumbprint(this, thumbprint);
  }

  /** Folds the next entry in. The caller keeps the order of indices. */
  apply(entry: Entry): Applied {
    const { effect, writes } = step(this, entry);
    const touched: AggregateRow[] = [];
    for (const [key, form] of writes) {
      const before = this.#rows.get(key);
      const row = rowOf(key, form, before, entry.leafHash);
      this.#rows.set(key, row);
      touched.push(row);
    }
    return { effect, touched };
  }

  /** Every aggregate as it stands, in no particular order. */
  rows(): AggregateRow[] {
    return [...this.#rows.values()];
  }
}
