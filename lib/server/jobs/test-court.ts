/**
 * For tests: a court (lib/state/testing/disputes.ts) over a real inbox, sequencer and projector. What people say is folded in
 * memory and then logged; what the index's own jobs say is logged, and then heard. Both sides stay the same log.
 */
import type pg from "pg";
import { addMs, type Instant } from "#lib/kernel/instant.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { passTime, type Signed, settle, TestLog } from "#lib/server/sequencer/test-log.ts";
import type { Effect } from "#lib/state/reducer.ts";
import { bundleBehind } from "#lib/state/testing/cases.ts";
import { type Court, instant } from "#lib/state/testing/disputes.ts";
import { TEST_LOG, TEST_START } from "#lib/state/testing/world.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { StatementSigner } from "./own-statement.ts";
import { recordDueClocks } from "./record-due-clocks.ts";

/** As the jobs have it: what is due is asked of the sequencer's clock, less this. */
export const MARGIN_MS = 2_000;

export type Heard = { readonly kind: string; readonly subject: string; readonly effect: Effect };

export class LoggedCourt {
  readonly court: Court;
  readonly log: TestLog;
  readonly signer: StatementSigner;
  readonly worker: pg.Client;
  #sequencer: Sequencer;

  private constructor(court: Court, log: TestLog, worker: pg.Client, sequencer: Sequencer) {
    const { thumbprint, seed } = court.world.index;
    this.court = court;
    this.log = log;
    this.worker = worker;
    this.signer = { origin: TEST_LOG, thumbprint, sign: signerOf(seed) };
    this.#sequencer = sequencer;
  }

  /** Logs all that was said in that court so far. */
  static async open(database: TestDatabase, court: Court): Promise<LoggedCourt> {
    const [first] = court.world.leaves;
    if (first === undefined) throw new Error("The court has no genesis.");
    const founding = { origin: TEST_LOG, genesis: entryOf(first).signed.bytes };
    const log = await TestLog.make(database, { founding });
    log.now = TEST_START;
    const logged = new LoggedCourt(court, log, await log.connect("worker"), await log.lead());
    await logged.said();
    return logged;
  }

  /** Logs what was said since, each at its time, and goes on to the court's time. */
  async said(): Promise<void> {
    const { leaves, now } = this.court.world;
    await settle(this.#sequencer);
    for (let from = this.#sequencer.size; from < leaves.length; from = this.#sequencer.size) {
      const entries = leaves.slice(from).map(entryOf);
      const at = entries[0]?.loggedAt ?? now;
      const more = entries.findIndex(({ loggedAt }) => loggedAt !== at);
      await this.#goTo(at);
      const batch = entries.slice(0, more < 0 ? undefined : more).map(({ signed }) => signed);
      await this.log.submit(batch);
      await settle(this.#sequencer);
      if (this.#sequencer.size !== from + batch.length)
        throw new Error(JSON.stringify(this.log.events.filter(({ event }) => event === "dropped")));
    }
    await this.#goTo(now);
    await this.#requireSame();
  }

  /** Sequences what waits in the inbox and folds it in memory; says what it was. */
  async heard(): Promise<Heard[]> {
    await settle(this.#sequencer);
    const { world } = this.court;
    return (await this.#leavesFrom(world.leaves.length)).map((leaf) => {
      const { kind, subject } = entryOf(leaf).statement;
      return { kind, subject, effect: world.hear(leaf) };
    });
  }

  /** Lets time pass: in memory and for the sequencer. */
  async passTo(at: Instant): Promise<void> {
    this.court.world.now = at;
    await this.#goTo(at);
  }

  /** Lets time pass until the case's next clock has run out and the worker may record it; records it. */
  async passDue(id: string): Promise<Heard[]> {
    const { due } = this.court.form(id);
    if (due === null) throw new Error(`Nothing is due in ${id}.`);
    await this.passTo(addMs(instant(due.deadline), MARGIN_MS));
    await recordDueClocks(this.worker, this.signer, this.log.now);
    return await this.heard();
  }

  /** Another leads now; `stopped` is over. */
  async lead(): Promise<void> {
    this.#sequencer = await this.log.lead();
    await this.heard();
  }

  async #goTo(at: Instant): Promise<void> {
    if (at > this.log.now) await passTime(this.log, this.#sequencer, at);
  }

  async #leavesFrom(index: number): Promise<Uint8Array[]> {
    const { rows } = await this.worker.query<{ leaf: Buffer }>(
      "SELECT leaf FROM log_entry WHERE index >= $1 ORDER BY index",
      [index],
    );
    return rows.map(({ leaf }) => new Uint8Array(leaf));
  }

  async #requireSame(): Promise<void> {
    const { leaves } = this.court.world;
    const [newest] = await this.#leavesFrom(leaves.length - 1);
    if (newest === undefined || !Buffer.from(newest).equals(leaves.at(-1) ?? new Uint8Array()))
      throw new Error("The log is not what was said: was something logged that nobody heard?");
  }
}

function entryOf(leaf: Uint8Array) {
  const entry = parseEntry(leaf);
  if (!entry.ok) throw new Error(`${entry.error.pointer}: ${entry.error.detail}`);
  const { loggedAt, parsed } = entry.value;
  const parts = (parsed.statement.parts ?? []).flatMap(({ commit }) => bundleBehind(commit) ?? []);
  const signed: Signed = { hash: parsed.hash, bytes: parsed.bytes, parts };
  return { loggedAt, statement: parsed.statement, signed };
}
