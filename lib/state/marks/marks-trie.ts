/**
 * The trie over the marks of all providers (docs/protocol/state-root.md): key `marks:<prv_…>`, the digest that of the marks,
 * the chain head 32 zero bytes. Within a day only those are scored again whom an entry touched; a new day, another model
 * or an outage scores all.
 */
import { hexDecode } from "#lib/kernel/base.ts";
import { asHash, type Hash } from "#lib/kernel/hash.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { EMPTY_CHAIN, StateTrie, type TrieLeaf, trieLeaf } from "#lib/log/trie.ts";
import { type Marks, marksDigest } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { StateView } from "../view.ts";
import type { Marked } from "./marked-by.ts";
import { type ActiveModel, activeModel, type ModelSource, marksByModel } from "./marks-input.ts";

/** `root`: over all marks; that of an empty trie while no model is in force, or one that nobody here knows. */
export type MarksAt = { readonly model: ActiveModel; readonly root: Hash };

export class MarksTrie {
  readonly #models: ModelSource;
  readonly #providers = new Set<ProviderId>();
  #marked: Set<ProviderId> | "all" = "all";
  #trie = new StateTrie();
  #at: Instant | undefined;

  constructor(models: ModelSource = findModel) {
    this.#models = models;
  }

  /** What an entry did: whom it registered, and whose marks it may have moved. */
  note(registered: Iterable<ProviderId>, marked: Marked): void {
    for (const id of registered) this.#providers.add(id);
    if (marked === "all") this.#marked = "all";
    if (marked === "all" || this.#marked === "all") return;
    for (const id of marked) this.#marked.add(id);
  }

  /** As of the day that begins `at`. `view`: the state after all that was noted. */
  settle(view: StateView, at: Instant): MarksAt {
    const model = activeModel(view, this.#models);
    const ids = this.#at === at && this.#marked !== "all" ? this.#marked : this.#providers;
    [this.#at, this.#marked] = [at, new Set()];
    if (model.state !== "known") {
      [this.#trie, this.#marked] = [new StateTrie(), "all"];
      return { model, root: this.#trie.root() };
    }
    for (const id of ids) {
      const marks = marksByModel(view, id, at, model.model);
      if (marks !== undefined) this.#trie.put(marksLeaf(id, marksHash(marks)));
    }
    return { model, root: this.#trie.root() };
  }
}

/** {@link marksDigest} in bytes. */
export function marksHash(marks: Marks): Hash {
  return asHash(hexDecode(marksDigest(marks)) ?? new Uint8Array());
}

/** The leaf of a provider's marks. `digest`: 32 bytes. */
export function marksLeaf(id: ProviderId, digest: Uint8Array): TrieLeaf {
  return trieLeaf(`marks:${id}`, digest, EMPTY_CHAIN);
}

/** Of a whole state; `ids`: all its providers. */
export function marksRootOf(
  view: StateView,
  ids: Iterable<ProviderId>,
  at: Instant,
  models: ModelSource = findModel,
): MarksAt {
  const trie = new MarksTrie(models);
  trie.note(ids, "all");
  return trie.settle(view, at);
}
