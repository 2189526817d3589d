/**
 * The replay of a log from its leaves: every statement read strictly, every signature checked, log time and uniqueness
 * held, the fold run. A stranger gets every shown fact from this and compares.
 */
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { EntryIndex, Origin, StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { leafHash } from "#lib/log/tree.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { checkStatementSignature, type ParsedStatement, signerKeyOf } from "#lib/statement/envelope.ts";
import type { Applied } from "./memory-state.ts";
import { MemoryState } from "./memory-state.ts";

export type AuditFault = {
  index: EntryIndex;
  code: "unreadable" | "wrong-log" | "bad-signature" | "time-decreases" | "twin" | "not-genesis";
  detail: string;
};

export type AuditedEntry = Applied & { index: EntryIndex; leafHash: Hash; loggedAt: Instant; parsed: ParsedStatement };

/** Replays leaves in order. A fault names its index; the leaf is skipped by the fold, the replay goes on. */
export class Replay {
  readonly state = MemoryState.empty();
  readonly faults: AuditFault[] = [];
  readonly #seen = new Set<StatementHash>();
  readonly #log: Origin;
  readonly #raw: RawVerify | undefined;
  #next = 0;
  #lastTime: number = Number.NEGATIVE_INFINITY;

  constructor(log: Origin, raw?: RawVerify) {
    this.#log = log;
    this.#raw = raw;
  }

  get size(): number {
    return this.#next;
  }

  /** Undefined when the leaf is at fault. */
  push(leaf: Uint8Array): AuditedEntry | undefined {
    const index = this.#next as EntryIndex;
    this.#next += 1;
    const entry = parseEntry(leaf);
    if (!entry.ok) return this.#fault(index, "unreadable", `${entry.error.pointer}: ${entry.error.detail}`);
    const { loggedAt, parsed } = entry.value;
    const { statement, hash } = parsed;
    if (loggedAt < this.#lastTime)
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
    const hashOfLeaf = leafHash(leaf);
    const applied = this.state.apply({ index, leafHash: hashOfLeaf, loggedAt, statement, hash });
    return { ...applied, index, leafHash: hashOfLeaf, loggedAt, parsed };
  }

  #fault(index: EntryIndex, code: AuditFault["code"], detail: string): undefined {
    this.faults.push({ index, code, detail });
  }
}
