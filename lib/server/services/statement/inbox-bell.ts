import type { Sql } from "../../log-store/sql.ts";
import { announceInbox } from "./enqueue-statement.ts";

/**
 * Wakes the sequencer, at most one call at a time: statements that arrive while one is under way share the next. The
 * sequencer looks by itself every second, so that a lost call costs time only.
 */
export class InboxBell {
  readonly #sql: Sql;
  #ringing = false;
  #again = false;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  ring(): void {
    if (this.#ringing) {
      this.#again = true;
      return;
    }
    this.#ringing = true;
    announceInbox(this.#sql)
      .catch(() => undefined)
      .finally(() => {
        this.#ringing = false;
        if (!this.#again) return;
        this.#again = false;
        this.ring();
      });
  }
}
