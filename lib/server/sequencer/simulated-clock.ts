/**
 * The sequencer's own hand on the clock of a demonstration: one second for each entry that is logged live, and as far ahead
 * as somebody asked. It never goes back, and what it says is written down before anybody may stamp with it.
 */
import { renameSync, writeFileSync } from "node:fs";
import type { Clock } from "#lib/kernel/clock.ts";
import { addMs, asInstant, formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";

export class SimulatedClock {
  readonly #file: string;
  #now: Instant;

  /** `file` was made when the index was founded. */
  constructor(file: string) {
    this.#file = file;
    this.#now = processClock(file)();
  }

  readonly clock: Clock = () => this.#now;

  /** One second for each entry of a batch that is about to be stamped. */
  step(entries: number): void {
    if (entries > 0) this.#go(addMs(this.#now, entries * SECOND_MS));
  }

  /** Takes over what the log and whoever asked for a later time say; answers whether it went on. */
  async catchUp(sql: Sql): Promise<boolean> {
    const { rows } = await sql.query<{ now: string }>(
      `SELECT greatest(now_ms, last_logged_at_ms, (SELECT max(wanted_ms) FROM simulated_clock)) AS now
         FROM log_head WHERE id = 1`,
    );
    const wanted = asInstant(Number(rows[0]?.now ?? 0));
    if (wanted <= this.#now) return false;
    this.#go(wanted);
    return true;
  }

  #go(now: Instant): void {
    const partial = `${this.#file}.${process.pid}.partial`;
    writeFileSync(partial, `${formatInstant(now)}\n`);
    renameSync(partial, this.#file);
    this.#now = now;
  }
}
