/**
 * A leader at work. Opening loads and verifies; then each turn sequences what waits, publishes when it is due, projects.
 * Any refusal or database error ends this leader: the caller opens a new one, which reads everything again. So memory
 * never outlives a doubt about what is stored.
 */

import { SHORTEST_OUTAGE_MS } from "#lib/disclosure/heartbeat.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { RawVerifyAsync } from "#lib/kernel/ed25519.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { type Frontier, frontierFromNodes, rootOf } from "#lib/log/frontier.ts";
import { nodesOfRoot } from "#lib/log/tree.ts";
import type { LogSigner } from "#lib/server/crypto/key-on-file.ts";
import { type Head, readHead } from "#lib/server/log-store/read-head.ts";
import { readNodes } from "#lib/server/log-store/read-nodes.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { projectEntries } from "#lib/server/projector/project.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { indexOf } from "#lib/state/view.ts";
import {
  type AdmissionRules,
  admissible,
  admit,
  type Checked,
  type FoldedEntry,
  foldEntry,
  numberEntry,
} from "./admit.ts";
import { buildBatch, strayEntry, writeBatch } from "./append-batch.ts";
import { catchUpProjection, PROJECT_ENTRIES } from "./catch-up-projection.ts";
import { type CheckedLog, checkTile, locateBehind, locateFault, tileCount } from "./check-tile.ts";
import { CheckedRows } from "./checked-rows.ts";
import { asLeader } from "./leadership.ts";
import { noteOutage } from "./note-outage.ts";
import { compareWithStore, extendStore, republish, signHead } from "./publish.ts";
import { readEntries } from "./read-entries.ts";
import { BATCH_ROWS, readInbox, readLogged, readUnpromised } from "./read-inbox.ts";
import { PROMISE_AFTER_MS, signPromises } from "./sign-promises.ts";
import { Fenced, Hopeless, onStore, SigningRefused } from "./signing-refused.ts";
import type { SimulatedClock } from "./simulated-clock.ts";
import { SecondStore } from "./store/second-store.ts";
import type { StoreFiles } from "./store/store-files.ts";
import { type Rewritten, removeWithheld } from "./withhold.ts";
import { writeHealth, writeWorking } from "./write-head.ts";

/** What a leader is given. `genesis` is the checked statement that an empty log begins with. */
export type SequencerOptions = {
  readonly sql: Sql;
  readonly files: StoreFiles;
  readonly origin: Origin;
  readonly logSigner: LogSigner;
  readonly promiseSigner: LogSigner;
  readonly genesis: Checked;
  readonly clock: Clock;
  /** Behind `clock`, of the demonstration only. */
  readonly simulated?: SimulatedClock;
  readonly verify: RawVerifyAsync;
  readonly report: Report;
  /** Why this machine's clock must not stamp or sign now; undefined while nothing speaks against it. */
  readonly clockProblem?: (lastLoggedAt: Instant) => string | undefined;
  /**
   * Lets the witnesses be asked about the newest checkpoint, and waits a little for what they say of the time. Called
   * once database and second store agree, and again when a checkpoint was published before anything is stamped.
   */
  readonly hearWitnesses?: () => Promise<void>;
};

/** Structured events for the process's log and metrics. */
export type Report = (event: SequencerEvent) => void;
export type SequencerEvent =
  | { readonly event: "sequenced"; readonly from: number; readonly size: number }
  | { readonly event: "dropped"; readonly statementHash: string; readonly reason: string }
  | { readonly event: "published" | "projected"; readonly size: number }
  | { readonly event: "promised" | "unpromised"; readonly count: number }
  | { readonly event: "outage"; readonly from: string; readonly to: string }
  | { readonly event: "withheld"; readonly count: number; readonly tables: Rewritten };

/** Rows of a backlog that are promised at a time: a promise costs as much as an admission. */
const PROMISE_ROWS = 250;
const TILES_PER_BEAT = 64;
/** The disk of the second store counts as full below this: what is in flight must still fit. */
const MIN_FREE_BYTES = 16 * 1024 * 1024;

export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #epoch: number;
  readonly #store: SecondStore;
  readonly #fold: MemoryState;
  readonly #rules: AdmissionRules;
  readonly #checked: CheckedRows;
  /** The next batch being read and checked. */
  #ahead: Promise<void> = Promise.resolve();
  #frontier: Frontier;
  #lastLoggedAt: Instant;
  /** When this leader, or the one before it, last turned to its work. */
  #workedAt: Instant;
  #publishedSize: number;
  /** Sequenced, not yet projected: projection waits for publication. */
  #tail: FoldedEntry[];
  #nextCheck = 0;
  /** How often all tiles were checked: which of their parts are due. */
  #round = 0;
  /** Parts that the log withholds: how many were looked at, how many are gone from every table and file. */
  #withheld = { seen: 0, removed: 0 };

  private constructor(
    options: SequencerOptions,
    head: Head,
    loaded: { store: SecondStore; fold: MemoryState; frontier: Frontier; tail: FoldedEntry[] },
  ) {
    this.#options = options;
    this.#epoch = head.epoch;
    this.#store = loaded.store;
    this.#fold = loaded.fold;
    this.#rules = { origin: options.origin, fold: loaded.fold, verify: options.verify };
    this.#checked = new CheckedRows(this.#rules);
    this.#frontier = loaded.frontier;
    this.#lastLoggedAt = head.lastLoggedAt;
    this.#workedAt = head.size === 0 ? options.clock() : head.workedAt;
    this.#publishedSize = head.publishedSize;
    this.#tail = loaded.tail;
  }

  /**
   * Loads the log under the epoch that was taken. Verifies the tree against the head row and the second store against
   * the tree; writes the projection anew when it is missing or of another fold version; publishes what a crash left, and
   * only then lets witnesses cosign again.
   * Throws SigningRefused, Fenced, or the database's error.
   */
  static async open(options: SequencerOptions, epoch: number): Promise<Sequencer> {
    const { sql } = options;
    const head = await readHead(sql);
    if (head.epoch !== epoch) throw new Fenced("the start");
    const frontier = frontierFromNodes(head.size, await readNodes(sql, nodesOfRoot(head.size), head.size, undefined));
    const store = await SecondStore.open(options.files);
    const log = { sql, store, size: head.size, root: head.root, logVkey: options.logSigner.vkey };
    if (!equalBytes(rootOf(frontier), head.root)) {
      const refused = `The tiles do not give the root of the head, size ${head.size}.`;
      await locateFault(log, new SigningRefused("tampered", refused));
    }
    const { rows } = await sql.query<{ index: number | null }>(
      "SELECT min(index) AS index FROM log_entry WHERE index >= $1",
      [head.size],
    );
    // Pushed there, perhaps, by one that was put in between: the first at fault is named.
    if (rows[0]?.index != null) await locateFault(log, strayEntry(Number(rows[0].index)));
    const fold = await catchUpProjection(options.sql, head);
    const tail: FoldedEntry[] = [];
    for (let from = head.publishedSize; from < head.size; from += PROJECT_ENTRIES) {
      const entries = await readEntries(sql, from, Math.min(from + PROJECT_ENTRIES, head.size));
      for (const entry of entries) tail.push(foldEntry(fold, entry));
    }
    const sequencer = new Sequencer(options, head, { store, fold, frontier, tail });
    await compareWithStore(sql, store, head);
    // Before any check of stored bytes: a restored database may hold again what the second store has not.
    await sequencer.withhold("again");
    // Whoever was told of a changed byte wants to hear that all is well, not that one tile is.
    if (head.health === "tampered") await sequencer.checkAll();
    sequencer.#publishedSize = await republish(sequencer.#log(), head.publishedSize, head.size);
    await options.hearWitnesses?.();
    await sequencer.#takeTime();
    // Before anything moves the head's clock, by which the worker tells what is due.
    await sequencer.#noteOutage();
    if (sequencer.isUnpublished) {
      await sequencer.publish();
      await options.hearWitnesses?.();
    }
    sequencer.#requireClock();
    await writeHealth(sql, epoch, "ok", "");
    await sequencer.project();
    return sequencer;
  }

  /** Entries written, entries published. */
  get size(): number {
    return this.#frontier.size;
  }

  get isUnpublished(): boolean {
    return this.#publishedSize < this.#frontier.size;
  }

  /**
   * Takes one batch from the inbox. Answers the number of rows read: a full batch means that more may wait. An empty
   * log takes its genesis and nothing else first.
   */
  async sequence(atMost = BATCH_ROWS): Promise<number> {
    const { sql, clock, report } = this.#options;
    await this.#ahead;
    await this.#takeTime();
    await this.#noteOutage();
    await this.#requireRoom();
    if (this.#frontier.size === 0) return await this.#sequenceGenesis();
    const rows = await readInbox(sql, atMost);
    if (rows.length === 0) return 0;
    const logged = await readLogged(sql, rows);
    const fresh = rows.filter((row) => !logged.has(Buffer.from(row.statementHash).toString("hex")));
    this.#options.simulated?.step(fresh.length);
    const now = clock();
    const loggedAt = asInstant(Math.max(now, this.#lastLoggedAt));
    const checked = fresh.map((row) => this.#checked.of(row));
    const { entries, refused } = await admit(checked, this.#rules, this.#frontier.size, loggedAt);
    this.#ahead = this.#readAhead(rows.length, atMost);
    const refusedRows = new Set(refused.map(({ row }) => row));
    const done = rows.filter((row) => !refusedRows.has(row));
    const late = fresh.filter((row) => row.receivedAtMs <= now - PROMISE_AFTER_MS && !refusedRows.has(row));
    await this.#promise(late);
    await this.#write(entries, { done, refused, nowMs: now });
    for (const { row, reason } of refused) {
      report({ event: "dropped", statementHash: Buffer.from(row.statementHash).toString("hex"), reason });
    }
    return rows.length;
  }

  /** Promises for rows of a backlog behind the next batch, which promises its own. `reached` are the rows of that. */
  async promiseBacklog(reached = BATCH_ROWS): Promise<void> {
    const { sql, clock } = this.#options;
    await this.#ahead;
    const rows = await readUnpromised(sql, clock() - PROMISE_AFTER_MS, PROMISE_ROWS, reached);
    // A row that admission would drop must not be promised.
    const checked = rows.map((row) => this.#checked.keep(row));
    await this.#promise(await admissible(checked, this.#rules));
  }

  /** Second store, check of one tile, signature, checkpoint. Throws SigningRefused; then nothing was signed. */
  async publish(): Promise<void> {
    const { sql, clock, report } = this.#options;
    this.#requireClock();
    const head = await readHead(sql);
    if (head.epoch !== this.#epoch) throw new Fenced("the checkpoint");
    const root = rootOf(this.#frontier);
    if (head.size !== this.#frontier.size || !equalBytes(head.root, root)) {
      throw new SigningRefused("tampered", `The head row says size ${head.size} and another root than was written.`);
    }
    await extendStore({ sql, store: this.#store }, this.#frontier.size, root, this.#tail).catch((error: unknown) =>
      locateBehind(this.#checkedLog(), error),
    );
    await this.checkNext();
    await signHead(this.#log(), clock());
    this.#publishedSize = this.#frontier.size;
    report({ event: "published", size: this.#publishedSize });
  }

  /** Folds what is published into the read tables. */
  async project(): Promise<void> {
    const { sql, report } = this.#options;
    while ((this.#tail[0]?.index ?? this.#publishedSize) < this.#publishedSize) {
      const [first] = this.#tail;
      const count = Math.min(PROJECT_ENTRIES, this.#publishedSize - (first?.index ?? 0));
      const entries = this.#tail.slice(0, count);
      const folded = { fold: this.#fold, ahead: this.#tail.slice(count) };
      const done = await asLeader(sql, this.#epoch, "the projection", () => projectEntries(sql, entries, folded));
      if (!done) throw new Fenced("the projection");
      this.#tail = this.#tail.slice(count);
      report({ event: "projected", size: (first?.index ?? 0) + count });
    }
  }

  /**
   * Removes what projected entries withhold: what is new since the last look, or with `again` what could not be finished
   * then, too.
   */
  async withhold(which: "new" | "again"): Promise<void> {
    const { sql, clock, report } = this.#options;
    const projectedSize = this.#tail[0]?.index ?? this.#publishedSize;
    const withheld = indexOf(this.#fold)?.withheld.filter(({ recordedIn }) => recordedIn < projectedSize) ?? [];
    if (withheld.length === (which === "new" ? this.#withheld.seen : this.#withheld.removed)) return;
    const context = { sql, epoch: this.#epoch, store: this.#store, nowMs: clock() };
    const { removed, tables } = await removeWithheld(context, withheld);
    this.#withheld = {
      seen: withheld.length,
      removed: tables === "busy" ? this.#withheld.removed : withheld.length,
    };
    if (removed > 0) report({ event: "withheld", count: removed, tables });
  }

  /** Writes the sequencer's clock to the head row, which pages show and a standby watches. */
  async heartbeat(): Promise<void> {
    await this.#noteOutage();
    await writeWorking(this.#options.sql, this.#epoch, this.#options.clock());
  }

  /** Checks the next tile in turn, and the next of its parts. The turn stays where it found a fault. */
  async checkNext(): Promise<void> {
    const tiles = tileCount(this.#frontier.size);
    if (tiles === 0) return;
    const number = this.#nextCheck % tiles;
    await checkTile(this.#checkedLog(), number, this.#round);
    this.#nextCheck = number + 1;
    if (this.#nextCheck >= tiles) this.#round += 1;
  }

  /** Checks every tile. */
  async checkAll(): Promise<void> {
    for (let number = 0; number < tileCount(this.#frontier.size); number += 1) {
      await checkTile(this.#checkedLog(), number);
      // Long logs take minutes, and a silent leader is replaced.
      if (number % TILES_PER_BEAT === TILES_PER_BEAT - 1) await this.heartbeat();
    }
  }

  async #sequenceGenesis(): Promise<number> {
    const { clock, genesis } = this.#options;
    const now = clock();
    const loggedAt = asInstant(Math.max(now, this.#lastLoggedAt));
    const entry = foldEntry(this.#fold, numberEntry(0, loggedAt, genesis));
    const { effect } = entry.applied;
    if (effect.status !== "effective") {
      // Most likely an index that was founded and then not started for a day.
      throw new Hopeless(`The genesis would be void (${effect.code}); found the index anew with touchstone reset.`);
    }
    await this.#write([entry], { done: [genesis.row], refused: [], nowMs: now });
    // Rows may wait already.
    return BATCH_ROWS;
  }

  /**
   * While a backlog's batch is written, what follows it is read and checked. Answers when that is done, also when the
   * connection was lost: who writes on it will find out.
   */
  async #readAhead(taken: number, atMost: number): Promise<void> {
    try {
      await this.#checked.readAhead(taken < atMost ? [] : await readInbox(this.#options.sql, atMost, taken));
    } catch {
      await this.#checked.readAhead([]);
    }
  }

  async #write(entries: FoldedEntry[], inbox: Parameters<typeof writeBatch>[3]): Promise<void> {
    const { sql, report } = this.#options;
    const from = this.#frontier.size;
    const batch = await buildBatch(sql, this.#frontier, entries, entries[0]?.loggedAt ?? this.#lastLoggedAt);
    await writeBatch(sql, this.#epoch, batch, inbox).catch((error: unknown) => locateBehind(this.#checkedLog(), error));
    this.#frontier = batch.frontier;
    this.#lastLoggedAt = batch.loggedAt;
    for (const entry of entries) this.#tail.push(entry);
    if (entries.length > 0) report({ event: "sequenced", from, size: this.#frontier.size });
  }

  /** Signs promises for rows that passed admission. */
  async #promise(rows: readonly Checked["row"][]): Promise<void> {
    const { sql, origin, promiseSigner, report } = this.#options;
    // Whoever got a promise by a key that the log does not name could prove nothing by it.
    const isNamed = indexOf(this.#fold)?.keys.promise === promiseSigner.did;
    if (rows.length > 0 && !isNamed) return report({ event: "unpromised", count: rows.length });
    const count = await signPromises(sql, this.#epoch, { origin, signer: promiseSigner, rows });
    if (count > 0) report({ event: "promised", count });
  }

  /** The witnesses' times refute for ever what a wrong clock stamps: stop before (I14). */
  #requireClock(): void {
    const problem = this.#options.clockProblem?.(this.#lastLoggedAt);
    if (problem !== undefined) throw new SigningRefused("clock", problem);
  }

  /** Of a demonstration: time that somebody let pass is no outage, since the log was there all along. */
  async #takeTime(): Promise<void> {
    const { simulated, sql, clock } = this.#options;
    if ((await simulated?.catchUp(sql)) !== true) return;
    this.#workedAt = clock();
    await writeWorking(sql, this.#epoch, this.#workedAt);
    await sql.query("SELECT pg_notify('ts_head', $1)", [`projected:${this.#publishedSize}`]);
  }

  /** Also when the process never stopped: a machine that slept did not publish either. */
  async #noteOutage(): Promise<void> {
    this.#requireClock();
    const now = this.#options.clock();
    const wasAway = now - this.#workedAt > SHORTEST_OUTAGE_MS;
    this.#workedAt = now;
    const outage = wasAway ? await noteOutage(this.#options.sql, this.#epoch, now) : undefined;
    if (outage === undefined) return;
    this.#lastLoggedAt = asInstant(Math.max(this.#lastLoggedAt, now));
    this.#options.report({ event: "outage", ...outage });
  }

  async #requireRoom(): Promise<void> {
    if ((await onStore(() => this.#options.files.freeBytes())) < MIN_FREE_BYTES) {
      throw new SigningRefused("disk-full", "The disk of the second store is full.");
    }
  }

  #log() {
    const { sql, logSigner } = this.#options;
    return { sql, epoch: this.#epoch, store: this.#store, signer: logSigner };
  }

  #checkedLog(): CheckedLog {
    const { sql, logSigner } = this.#options;
    return {
      sql,
      store: this.#store,
      size: this.#frontier.size,
      root: rootOf(this.#frontier),
      logVkey: logSigner.vkey,
    };
  }
}
