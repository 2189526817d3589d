/**
 * The state in memory: applies entries in order, keeps each aggregate's digest and the hash chain of the entries that
 * touched it (head_0 = 32 zero bytes, head_n = SHA-256(0x12 || head_{n-1} || leaf hash)).
 */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { EMPTY_CHAIN, extendChain } from "#lib/log/trie.ts";
import { type AggregateKey, type Form, formText } from "./forms.ts";
import type { Effect, Entry } from "./reducer.ts";
import { step } from "./step.ts";
import { type Chain, publicKeyByThumbprint, type StateView } from "./view.ts";

export type AggregateRow = { key: AggregateKey; form: Form; digest: Hash; chainHead: Hash; chainLength: number };
/** `before`: the forms before the entry, in the order of `touched`; undefined for what was not there. */
export type Applied = { effect: Effect; touched: TouchedRow[]; before: (Form | undefined)[] };

/** A row as an entry wrote it. */
export class TouchedRow implements AggregateRow {
  readonly key: AggregateKey;
  readonly form: Form;
  readonly chainHead: Hash;
  readonly chainLength: number;
  #digest: Hash | undefined;

  constructor(key: AggregateKey, form: Form, before: AggregateRow | undefined, leafHash: Hash) {
    this.key = key;
    this.form = form;
    this.chainHead = extendChain(before?.chainHead ?? EMPTY_CHAIN, leafHash);
    this.chainLength = (before?.chainLength ?? 0) + 1;
  }

  /** Computed when asked for: in a replay most forms are replaced before anyone looks at their digest. */
  get digest(): Hash {
    this.#digest ??= digestOfText(formText(this.form));
    return this.#digest;
  }

  /** The form's canonical text, from which the digest is taken on the way. Not kept: a state would hold each form twice. */
  text(): string {
    const text = formText(this.form);
    this.#digest ??= digestOfText(text);
    return text;
  }
}

function digestOfText(text: string): Hash {
  return sha256(utf8Encode(text));
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

  chainOf(key: AggregateKey): Chain | undefined {
    const row = this.#rows.get(key);
    return row && { head: row.chainHead, length: row.chainLength };
  }

  keyByThumbprint(thumbprint: Thumbprint): Uint8Array | undefined {
    return publicKeyByThumbprint(this, thumbprint);
  }

  /** Folds the next entry in. The caller keeps the order of indices. */
  apply(entry: Entry): Applied {
    const { effect, writes } = step(this, entry);
    const touched: TouchedRow[] = [];
    const before: (Form | undefined)[] = [];
    for (const [key, form] of writes) {
      const earlier = this.#rows.get(key);
      const row = new TouchedRow(key, form, earlier, entry.leafHash);
      this.#rows.set(key, row);
      touched.push(row);
      before.push(earlier?.form);
    }
    return { effect, touched, before };
  }

  /** Every aggregate as it stands, in no particular order. */
  rows(): AggregateRow[] {
    return [...this.#rows.values()];
  }
}
