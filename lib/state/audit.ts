/**
 * The replay of a log from its leaves: every statement read strictly, every signature checked, log time and uniqueness
 * held, the fold run, every state root of the index recomputed. A stranger gets every shown fact from this and compares.
 */
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { EntryIndex, Origin, StatementHash } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { leafHash } from "#lib/log/tree.ts";
import { findModel } from "#lib/reputation/model.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { checkStatementSignature, type ParsedStatement, signerKeyOf } from "#lib/statement/envelope.ts";
import { checkStateRoot, isOwnClaim, type StateRootClaim } from "./check-state-root.ts";
import type { ModelSource } from "./marks/marks-input.ts";
import type { Applied } from "./memory-state.ts";
import { MemoryState } from "./memory-state.ts";
import { type FactsAt, FactsHistory } from "./state-root.ts";

export type AuditFault = {
  index: EntryIndex;
  code: "unreadable" | "wrong-log" | "bad-signature" | "time-decreases" | "twin" | "not-genesis" | "wrong-state-root";
  detail: string;
};

/** An effective claim that nothing was published from `from` to `to`. `loggedIn`: an entry that refutes it. */
export type OutageClaim = {
  readonly index: EntryIndex;
  readonly from: Instant;
  readonly to: Instant;
  readonly loggedIn: EntryIndex | undefined;
};

export type AuditedEntry = Applied & { index: EntryIndex; leafHash: Hash; loggedAt: Instant; parsed: ParsedStatement };

/**
 * `rootsAt`: sizes at which {@link Replay.factsAt} shall answer afterwards, whatever is claimed in between. `models`: those
 * by which marks can be computed again.
 */
export type ReplayOptions = { readonly rootsAt?: Iterable<number>; readonly models?: ModelSource };

/**
 * Replays leaves in order. A fault names its index; the leaf is skipped by the fold, the replay goes on. A wrong state
 * root is a fault of which the fold takes no notice: it is effective as a claim.
 *
 * `raw` is the platform's step 3 of the signature rule. It may also note its arguments and answer true, to be verified
 * on other threads; when one of them fails, a replay with the real one names the fault.
 */
export class Replay {
  readonly state = MemoryState.empty();
  readonly faults: AuditFault[] = [];
  /** Every state root that the index itself signed, effective or void, in log order. */
  readonly claims: StateRootClaim[] = [];
  /** Every outage that counts, in log order. */
  readonly outages: OutageClaim[] = [];
  /** Log time of each entry; one at fault has none of its own and stands with the time before it. */
  readonly #times: Instant[] = [];
  readonly #seen = new Set<StatementHash>();
  readonly #log: Origin;
  readonly #raw: RawVerify | undefined;
  readonly #history: FactsHistory;
  readonly #rootsAt: ReadonlySet<number>;
  readonly #roots = new Map<number, FactsAt>();
  #next = 0;
  #lastTime: Instant | undefined;

  constructor(log: Origin, raw?: RawVerify, { rootsAt = [], models = findModel }: ReplayOptions = {}) {
    this.#log = log;
    this.#raw = raw;
    this.#history = new FactsHistory(this.state, models);
    this.#rootsAt = new Set(rootsAt);
  }

  get size(): number {
    return this.#next;
  }

  /** Facts and marks after the first `size` entries, for sizes of `rootsAt` and those not yet passed by a claim. */
  factsAt(size: number): FactsAt | undefined {
    return this.#roots.get(size) ?? this.#history.at(size);
  }

  /** Undefined when the leaf is at fault. `hash` is the leaf hash, for callers that have computed it already. */
  push(leaf: Uint8Array, hash: Hash = leafHash(leaf)): AuditedEntry | undefined {
    const index = this.#next as EntryIndex;
    this.#next += 1;
    const audited = this.#fold(index, leaf, hash);
    // A leaf at fault has no log time of its own that could be trusted; it takes that of the entry before.
    const loggedAt = this.#lastTime ?? (0 as Instant);
    this.#history.push(loggedAt, audited);
    this.#times.push(loggedAt);
    if (this.#rootsAt.has(this.#next)) this.#keepRoot(this.#next);
    return audited;
  }

  #fold(index: EntryIndex, leaf: Uint8Array, hashOfLeaf: Hash): AuditedEntry | undefined {
    const entry = parseEntry(leaf);
    if (!entry.ok) return this.#fault(index, "unreadable", `${entry.error.pointer}: ${entry.error.detail}`);
    const { loggedAt, parsed } = entry.value;
    const { statement, hash } = parsed;
    if (this.#lastTime !== undefined && loggedAt < this.#lastTime)
      return this.#fault(index, "time-decreases", "Log time lies before the previous entry's.");
    this.#lastTime = loggedAt;
    if (statement.log !== this.#log)
      return this.#fault(index, "wrong-log", `The statement names the log ${statement.log}.`);
    if ((index === 0) !== (statement.kind === "index.genesis"))
      return this.#fault(index, "not-genesis", "Entry 0, and only entry 0, is index.genesis.");
    if (this.#seen.has(hash)) return this.#fault(index, "twin", "The same statement stands in the log before.");
    const publicKey = signerKeyOf(statement, (thumbprint) => this.state.keyByThumbprint(thumbprint));
    if (publicKey === undefined || !checkStatementSignature(parsed, publicKey, this.#raw)) {
      return this.#fault(index, "bad-signature", "The signature does not hold for the key that the statement names.");
    }
    this.#seen.add(hash);
    if (isOwnClaim(this.state, statement)) this.#check(index, parsed);
    const applied = this.state.apply({ index, leafHash: hashOfLeaf, loggedAt, statement, hash });
    if (applied.effect.status === "effective" && statement.body.transition === "outage")
      this.#weighOutage(index, parsed);
    return { ...applied, index, leafHash: hashOfLeaf, loggedAt, parsed };
  }

  /** An outage in which entries were logged was none. Entries behind the claim are later than its end. */
  #weighOutage(index: EntryIndex, { statement }: ParsedStatement): void {
    const [from, to] = [parseInstant(String(statement.body.since)), parseInstant(String(statement.body.deadline))];
    if (statement.kind !== "clock.record" || from === undefined || to === undefined) return;
    const first = firstAfter(this.#times, from);
    const loggedIn = (this.#times[first] ?? to) < to ? (first as EntryIndex) : undefined;
    this.outages.push({ index, from, to, loggedIn });
  }

  #check(index: EntryIndex, { statement, hash }: ParsedStatement): void {
    const claim = checkStateRoot({ index, statement, hash }, (size) => this.factsAt(size));
    this.claims.push(claim);
    if (claim.outcome !== "fail") return;
    const detail = `The index's state root about the first ${claim.size} entries is false: ${claim.reason}.`;
    this.#fault(index, "wrong-state-root", detail);
  }

  #keepRoot(size: number): void {
    const facts = this.#history.at(size);
    if (facts !== undefined) this.#roots.set(size, facts);
  }

  #fault(index: EntryIndex, code: AuditFault["code"], detail: string): undefined {
    this.faults.push({ index, code, detail });
  }
}

/** Position of the first time after `time` in ascending times; their number when there is none. */
function firstAfter(times: readonly Instant[], time: Instant): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
