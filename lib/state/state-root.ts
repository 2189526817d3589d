/**
 * What a `state.root` says, computed (docs/protocol/state-root.md): the root over the facts after so many entries, and
 * the beginning of the day as of which time-dependent marks are counted.
 */

import { hexEncode } from "#lib/kernel/base.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import { FOLD_VERSION } from "./fold-version.ts";
import type { AggregateRow } from "./memory-state.ts";
import { EMPTY_TRIE, StateTrie, trieLeaf } from "./trie.ts";

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

/** Entries behind the newest one that a claim may speak of. Indexes claim every 10,000 entries. */
const LONGEST_LAG = 65_536;

/** The facts after `size` entries. */
export type FactsAt = { readonly facts: Hash; readonly lastLoggedAt: Instant };

/**
 * The facts at past sizes during a replay. A claim about size n comes some entries after n, so the trie lags behind the
 * fold and takes up only what a claim makes necessary: each aggregate once, however often it changed in between.
 */
export class FactsHistory {
  readonly #trie = new StateTrie();
  #size = 0;
  #lastLoggedAt: Instant | undefined;
  #ahead: { readonly loggedAt: Instant; readonly rows: readonly FactRow[] }[] = [];

  /** The next entry of the log and the aggregates that it changed, none for a void one. */
  push(loggedAt: Instant, rows: readonly FactRow[]): void {
    this.#ahead.push({ loggedAt, rows });
    if (this.#ahead.length >= 2 * LONGEST_LAG) this.#advance(LONGEST_LAG);
  }

  /** Undefined for size 0, for more entries than were pushed, and for less than an earlier answer spoke of. */
  at(size: number): FactsAt | undefined {
    const entries = size - this.#size;
    if (entries < 0 || entries > this.#ahead.length) return undefined;
    this.#advance(entries);
    return this.#lastLoggedAt === undefined
      ? undefined
      : { facts: this.#trie.root(), lastLoggedAt: this.#lastLoggedAt };
  }

  #advance(entries: number): void {
    const latest = new Map<string, FactRow>();
    for (const { rows } of this.#ahead.slice(0, entries)) for (const row of rows) latest.set(row.key, row);
    for (const row of latest.values()) putFact(this.#trie, row);
    this.#lastLoggedAt = this.#ahead[entries - 1]?.loggedAt ?? this.#lastLoggedAt;
    this.#ahead = this.#ahead.slice(entries);
    this.#size += entries;
  }
}
