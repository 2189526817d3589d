/**
 * Writes a log that was thought out beforehand: the demonstration's. Each entry is admitted, folded, written, signed over,
 * cosigned and projected by what does so for entries from the network; only its time is given. Whoever begins anew after any
 * end goes on where it was: what stands in the database must be what the source says, byte for byte.
 */
import type { Logger } from "pino";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import type { RawVerifyAsync } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import type { Origin, StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { type Frontier, frontierFromNodes, rootOf } from "#lib/log/frontier.ts";
import { nodesOfRoot } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { LogSigner } from "#lib/server/crypto/key-on-file.ts";
import type { Head } from "#lib/server/log-store/read-head.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { clearProjection, projectEntries, readProjectedSize } from "#lib/server/projector/project.ts";
import { byteaOf } from "#lib/server/services/state/projected-forms.ts";
import { partsBytes } from "#lib/server/services/statement/enqueue-statement.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import type { Part } from "#lib/statement/submission.ts";
import { admit, type Checked, checkRow, type FoldedEntry, foldEntry, numberEntry } from "./admit.ts";
import { buildBatch, writeBatch } from "./append-batch.ts";
import { asLeader, takeOver } from "./leadership.ts";
import { compareWithStore, extendStore, republish, signHead } from "./publish.ts";
import { Fenced } from "./signing-refused.ts";
import { SecondStore } from "./store/second-store.ts";
import type { StoreFiles } from "./store/store-files.ts";
import type { AskWitness } from "./witnesses/ask-witness.ts";
import { ClockGuard } from "./witnesses/clock-guard.ts";
import { cosignatureKeeper } from "./witnesses/cosignature-journal.ts";
import { WitnessRounds } from "./witnesses/witness-rounds.ts";
import { writeWorking } from "./write-head.ts";

/** A signed statement with the time at which it is logged. */
export type SeedEntry = {
  readonly at: Instant;
  readonly hash: StatementHash;
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
};

export type SeedOptions = {
  /** One connection as the sequencer. */
  readonly sql: Sql;
  /** A pool as the sequencer, for the witnesses. */
  readonly pool: Sql;
  readonly files: StoreFiles;
  readonly origin: Origin;
  readonly logSigner: LogSigner;
  readonly verify: RawVerifyAsync;
  /** Entry 0. */
  readonly genesis: Checked;
  /** Who cosigns, and how they are asked. The clock is given, since they share it. */
  readonly witnesses: (clock: Clock) => Promise<{ readonly policy: WitnessPolicy; readonly ask: AskWitness }>;
  readonly random: Random;
  readonly log: Logger;
};

/** The source says something else than what stands in the log already: it is another world. */
export class OtherWorld extends Error {}

export class SeededLog {
  readonly #options: SeedOptions;
  readonly #epoch: number;
  readonly #store: SecondStore;
  readonly #rounds: WitnessRounds;
  readonly #fold = MemoryState.empty();
  /** Leaf hashes of what was written before this start. */
  readonly #before: readonly Hash[];
  #frontier: Frontier;
  #publishedSize: number;
  #projectedSize: number;
  #size = 0;
  #tail: FoldedEntry[] = [];
  readonly #now: { at: Instant };

  private constructor(
    options: SeedOptions,
    head: Head,
    loaded: {
      store: SecondStore;
      rounds: WitnessRounds;
      before: readonly Hash[];
      frontier: Frontier;
      publishedSize: number;
      projectedSize: number;
      now: { at: Instant };
    },
  ) {
    this.#options = options;
    this.#epoch = head.epoch;
    this.#store = loaded.store;
    this.#rounds = loaded.rounds;
    this.#before = loaded.before;
    this.#frontier = loaded.frontier;
    this.#publishedSize = loaded.publishedSize;
    this.#projectedSize = loaded.projectedSize;
    this.#now = loaded.now;
  }

  /** Takes the leadership. Throws SigningRefused when database and second store do not fit together. */
  static async open(options: SeedOptions): Promise<SeededLog> {
    const { sql, pool, files, logSigner, random, log } = options;
    const head = await takeOver(sql);
    const store = await SecondStore.open(files);
    await compareWithStore(sql, store, head);
    const publishedSize = await republish(
      { sql, epoch: head.epoch, store, signer: logSigner },
      head.publishedSize,
      head.size,
    );
    const projected = await readProjectedSize(sql);
    const isUsable = projected !== undefined && projected <= publishedSize;
    if (!isUsable) await asLeader(sql, head.epoch, "the projection", () => clearProjection(sql));
    const frontier = frontierFromNodes(head.size, await readNodes(sql, nodesOfRoot(head.size), head.size, undefined));
    const now = { at: head.now };
    const clock = () => now.at;
    const { policy, ask } = await options.witnesses(clock);
    const monotonicMs = () => performance.now();
    const guard = new ClockGuard({ policy, clock, monotonicMs });
    const asking = { policy, sql: pool, epoch: head.epoch, ask, guard, clock, monotonicMs, random, log };
    const rounds = await WitnessRounds.start({ ...asking, keep: cosignatureKeeper(files) });
    const projectedSize = isUsable ? projected : 0;
    const before = await readLeafHashes(sql);
    return new SeededLog(options, head, { store, rounds, before, frontier, publishedSize, projectedSize, now });
  }

  /** Entries taken so far, and the root over what is written. */
  get head(): { size: number; root: Hash } {
    return { size: this.#size, root: rootOf(this.#frontier) };
  }

  /**
   * Writes the next entries and the checkpoint that covers them, signed at that time. Throws for an entry that the log would
   * not take, and {@link OtherWorld}.
   */
  async take(entries: readonly SeedEntry[], signedAt: Instant): Promise<void> {
    const { sql, logSigner } = this.#options;
    const from = this.#size;
    const folded = await this.#admit(entries);
    const fresh = folded.filter(({ index }) => index >= this.#frontier.size);
    this.#now.at = signedAt;
    if (fresh.length > 0) {
      const batch = await buildBatch(sql, this.#frontier, fresh, fresh.at(-1)?.loggedAt ?? signedAt);
      await writeBatch(sql, this.#epoch, batch, { done: [], refused: [], nowMs: signedAt });
      this.#frontier = batch.frontier;
    }
    if (this.#size === this.#frontier.size && this.#size > this.#publishedSize) {
      await extendStore({ sql, store: this.#store }, this.#size, rootOf(this.#frontier), folded);
      await signHead({ sql, epoch: this.#epoch, store: this.#store, signer: logSigner }, signedAt);
      this.#publishedSize = this.#size;
    }
    // Also of a checkpoint that an earlier start signed last: it may have ended before the witnesses were asked.
    if (this.#size === this.#publishedSize) {
      this.#rounds.ring();
      await this.#rounds.settled();
    }
    await this.#project(from);
  }

  /** Says what time it is at the end, and ends. */
  async finish(now: Instant): Promise<void> {
    this.#now.at = now;
    await writeWorking(this.#options.sql, this.#epoch, now);
    await this.stop();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  async #admit(entries: readonly SeedEntry[]): Promise<FoldedEntry[]> {
    const { origin, verify } = this.#options;
    const rules = { origin, fold: this.#fold, verify };
    const folded: FoldedEntry[] = [];
    const checked = entries.map((entry) => ({ at: entry.at, row: checkRow(rowOf(entry), rules) }));
    for (const { at, row } of checked) {
      const entry = this.#size === 0 ? this.#genesis(at, row.row.bytes) : await this.#admitOne(row, at, rules);
      const known = this.#before[entry.index];
      if (known !== undefined && Buffer.compare(known, entry.leafHash) !== 0)
        throw new OtherWorld(`Entry ${entry.index} of the log is not what this world begins with.`);
      folded.push(entry);
      this.#tail.push(entry);
      this.#size += 1;
    }
    return folded;
  }

  #genesis(at: Instant, bytes: Uint8Array): FoldedEntry {
    const { genesis } = this.#options;
    if (Buffer.compare(genesis.row.bytes, bytes) !== 0) throw new OtherWorld("The world has another genesis.");
    return foldEntry(this.#fold, numberEntry(0, at, genesis));
  }

  async #admitOne(
    row: ReturnType<typeof checkRow>,
    at: Instant,
    rules: Parameters<typeof admit>[1],
  ): Promise<FoldedEntry> {
    const { entries, refused } = await admit([row], rules, this.#size, at);
    const [entry] = entries;
    if (entry === undefined) throw new Error(`Entry ${this.#size} would not be taken: ${refused[0]?.reason}.`);
    return entry;
  }

  async #project(from: number): Promise<void> {
    const { sql } = this.#options;
    const skipped = Math.max(0, this.#projectedSize - (this.#tail[0]?.index ?? from));
    const entries = this.#tail.slice(skipped);
    this.#tail = [];
    if (entries.length === 0) return;
    const folded = { fold: this.#fold, ahead: [] };
    const done = await asLeader(sql, this.#epoch, "the projection", () => projectEntries(sql, entries, folded));
    if (!done) throw new Fenced("the projection");
    this.#projectedSize = this.#size;
  }
}

async function readLeafHashes(sql: Sql): Promise<Hash[]> {
  const { rows } = await sql.query<{ leaf_hash: Buffer }>("SELECT leaf_hash FROM log_entry ORDER BY index");
  return rows.map(({ leaf_hash: hash }) => new Uint8Array(hash) as Hash);
}

function rowOf({ hash, bytes, parts }: SeedEntry): Parameters<typeof checkRow>[0] {
  return {
    statementHash: byteaOf(hash),
    bytes,
    parts: parts.length === 0 ? undefined : partsBytes(parts),
    receivedAtMs: 0,
  };
}
