/**
 * What a `state.root` says, computed (docs/protocol/state-root.md): the root over the facts after so many entries, and
 * the beginning of the day as of which time-dependent marks are counted.
 */

import { hexEncode } from "#lib/kernel/base.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { EMPTY_TRIE, StateTrie, trieLeaf } from "#lib/log/trie.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import { FOLD_VERSION } from "./fold-version.ts";
import { type Marked, markedByEntry } from "./marks/marked-by.ts";
import type { ModelSource } from "./marks/marks-input.ts";
import { type MarksAt, MarksTrie } from "./marks/marks-trie.ts";
import type { AggregateRow, Applied } from "./memory-state.ts";
import { type Replaced, rewoundView } from "./rewound-view.ts";
import type { StateView } from "./view.ts";

/** What of an aggregate stands in the trie. */
export type FactRow = Pick<AggregateRow, "key" | "digest" | "chainHead">;

/** What a claim says of the marks: their root, and the model in force. */
export type StatedMarks = { readonly root: Hash; readonly model: string | null };

/** While no model is in force. */
export const NO_MARKS: StatedMarks = { root: EMPTY_TRIE, model: null };

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
export function stateRootOf(claim: {
  size: number;
  lastLoggedAt: Instant;
  facts: Hash;
  marks?: StatedMarks;
}): StateRootBody {
  const { root, model } = claim.marks ?? NO_MARKS;
  return {
    size: claim.size,
    asOf: formatInstant(dayOf(claim.lastLoggedAt)),
    facts: hexEncode(claim.facts),
    marks: hexEncode(root),
    fold: FOLD_VERSION,
    model,
  };
}

/** Entries behind the newest one that a claim may speak of. Indexes claim every 10,000 entries, within seconds. */
const LONGEST_LAG = 4_096;

/** Facts and marks after `size` entries. */
export type FactsAt = { readonly facts: Hash; readonly lastLoggedAt: Instant; readonly marks: MarksAt };

/** What an entry left behind: its log time, the aggregates that it changed and how they were, and whose marks it may move. */
type Past = Replaced & {
  readonly loggedAt: Instant;
  readonly touched: readonly FactRow[];
  readonly registered: readonly ProviderId[];
  readonly marked: Marked;
};

type Changed = Pick<Applied, "touched" | "before">;

/**
 * The facts and marks at past sizes during a replay. A claim about size n comes some entries after n, so the tries lag
 * behind the fold, and take up only what a claim makes necessary: each aggregate once, however often it changed in between.
 */
export class FactsHistory {
  readonly #trie = new StateTrie();
  readonly #marks: MarksTrie;
  readonly #state: StateView;
  /** Aggregates that changed before `size` and do not stand in the trie yet. */
  readonly #changed = new Map<string, FactRow>();
  #size = 0;
  #lastLoggedAt: Instant | undefined;
  /** The newest entries, from `size` on; those before `start` were taken up. */
  #ahead: Past[] = [];
  #start = 0;

  /** `state`: that of the replay, after all that was pushed. */
  constructor(state: StateView, models: ModelSource = findModel) {
    this.#state = state;
    this.#marks = new MarksTrie(models);
  }

  /** The next entry of the log and the aggregates that it changed, none for a void one. The state has taken it in. */
  push(loggedAt: Instant, { touched, before }: Changed = NO_CHANGE): void {
    const marked = markedByEntry(this.#state, touched, before);
    this.#ahead.push({ loggedAt, touched, before, registered: registeredBy(touched, before), marked });
    if (this.#ahead.length - this.#start > LONGEST_LAG) this.#advance(1);
  }

  /** Undefined for size 0, for more entries than were pushed, and for sizes that lie too far back or before an answer. */
  at(size: number): FactsAt | undefined {
    const entries = size - this.#size;
    if (entries < 0 || entries > this.#ahead.length - this.#start) return undefined;
    this.#advance(entries);
    for (const row of this.#changed.values()) putFact(this.#trie, row);
    this.#changed.clear();
    const lastLoggedAt = this.#lastLoggedAt;
    if (lastLoggedAt === undefined) return undefined;
    const view = rewoundView(this.#state, this.#ahead.slice(this.#start));
    return { facts: this.#trie.root(), lastLoggedAt, marks: this.#marks.settle(view, dayOf(lastLoggedAt)) };
  }

  #advance(entries: number): void {
    for (const { loggedAt, touched, registered, marked } of this.#ahead.slice(this.#start, this.#start + entries)) {
      for (const row of touched) this.#changed.set(row.key, row);
      this.#marks.note(registered, marked);
      this.#lastLoggedAt = loggedAt;
    }
    this.#size += entries;
    this.#start += entries;
    if (this.#start < LONGEST_LAG) return;
    this.#ahead = this.#ahead.slice(this.#start);
    this.#start = 0;
  }
}

const NO_CHANGE: Changed = { touched: [], before: [] };
const NOBODY: readonly ProviderId[] = [];

function registeredBy(touched: Changed["touched"], before: Changed["before"]): readonly ProviderId[] {
  let found = NOBODY;
  for (const [at, { form }] of touched.entries())
    if (form.aggregate === "provider" && before[at] === undefined) found = [...found, form.id];
  return found;
}
