/**
 * What a `state.root` says, computed (docs/protocol/state-root.md): the root over the facts after so many entries, and
 * the beginning of the day as of which time-dependent marks are counted.
 */

import { hexEncode } from "#lib/kernel/base.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { EMPTY_TRIE, StateTrie, trieLeaf } from "#lib/log/trie.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import { FOLD_VERSION } from "./fold-version.ts";
import type { AggregateRow } from "./memory-state.ts";

/** What of an aggregate stands in the trie. */
export type FactRow = Pick<AggregateRow, "key" | "digest" | "chainHead">;

/** Root over the marks. No kind of statement makes a mark yet, so that it is the empty trie's. */
export const MARKS_ROOT: Hash = EMPTY_TRIE;

/** The trie over these aggregates, in any order. */
export function factsTrieOf(rows: Iterable<FactRow>): StateTrie {
  const trie = new StateTrie();
  for (const row of rows) putFact(trie, row);
  return trie;
}

/** Adds an aggregate, or replaces it. */
export function putFact(trie: StateTrie, { key, digest, chainHead }: FactRow): void {
  trie.put(trieLeaf(key, digest, chainHead));
}

/** 00:00 UTC of the day. */
export function dayOf(at: Instant): Instant {
  return (Math.floor(at / DAY_MS) * DAY_MS) as Instant;
}

/** Body of the `state.root` about the first `size` entries; `lastLoggedAt` is the log time of entry size − 1. */
export function stateRootOf(claim: { size: number; lastLoggedAt: Instant; facts: Hash }): StateRootBody {
  return {
    size: claim.size,
    asOf: formatInstant(dayOf(claim.lastLoggedAt)),
    facts: hexEncode(claim.facts),
    marks: hexEncode(MARKS_ROOT),
    fold: FOLD_VERSION,
    model: null,
  };
}

/** Entries behind the newest one that a claim may speak of. Indexes claim every 10,000 entries, within seconds. */
const LONGEST_LAG = 4_096;

/** The facts after `size` entries. */
export type FactsAt = { readonly facts: Hash; readonly lastLoggedAt: Instant };

/** What an entry left behind: its log time, and the aggregates that it changed. */
type Past = { readonly loggedAt: Instant; readonly rows: readonly FactRow[] };

/**
 * The facts at past sizes during a replay. A claim about size n comes some entries after n, so the trie lags behind the
 * fold, and takes up only what a claim makes necessary: each aggregate once, however often it changed in between.
 */
export class FactsHistory {
  readonly #trie = new StateTrie();
  /** Aggregates that changed before `size` and do not stand in the trie yet. */
  readonly #changed = new Map<string, FactRow>();
  #size = 0;
  #lastLoggedAt: Instant | undefined;
  /** The newest entries, from `size` on; those before `start` were taken up. */
  #ahead: Past[] = [];
  #start = 0;

  /** The next entry of the log and the aggregates that it changed, none for a void one. */
  push(loggedAt: Instant, rows: readonly FactRow[]): void {
    this.#ahead.push({ loggedAt, rows });
    if (this.#ahead.length - this.#start > LONGEST_LAG) this.#advance(1);
  }

  /** Undefined for size 0, for more entries than were pushed, and for sizes that lie too far back or before an answer. */
  at(size: number): FactsAt | undefined {
    const entries = size - this.#size;
    if (entries < 0 || entries > this.#ahead.length - this.#start) return undefined;
    this.#advance(entries);
    for (const row of this.#changed.values()) putFact(this.#trie, row);
    this.#changed.clear();
    return this.#lastLoggedAt === undefined
      ? undefined
      : { facts: this.#trie.root(), lastLoggedAt: this.#lastLoggedAt };
  }

  #advance(entries: number): void {
    for (const { loggedAt, rows } of this.#ahead.slice(this.#start, this.#start + entries)) {
      for (const row of rows) this.#changed.set(row.key, row);
      this.#lastLoggedAt = loggedAt;
    }
    this.#size += entries;
    this.#start += entries;
    if (this.#start < LONGEST_LAG) return;
    this.#ahead = this.#ahead.slice(this.#start);
    this.#start = 0;
  }
}
