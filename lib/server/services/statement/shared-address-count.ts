/**
 * Requests per address and minute, counted in the database: what several web processes count together. Once an address
 * has used up its minute this process remembers that, so that a flood costs the database nothing.
 */
import type { Clock } from "#lib/kernel/clock.ts";
import { HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { Sql } from "../../log-store/sql.ts";
import type { AddressCount, Counted } from "./address-limiter.ts";
import { pseudonymOf } from "./take-submission.ts";

/** Budgets of the past: the longest window is an hour. */
const KEPT_MS = 2 * HOUR_MS;

export class SharedAddressCount implements AddressCount {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #secret: string;
  /** Buckets that are used up in the window that began at `#windowStartMs`. */
  readonly #usedUp = new Set<string>();
  #windowStartMs = 0;

  constructor(options: { readonly sql: Sql; readonly clock: Clock; readonly secret: string }) {
    this.#sql = options.sql;
    this.#clock = options.clock;
    this.#secret = options.secret;
  }

  async count(name: string, address: string, limit: number): Promise<Counted> {
    const now = this.#clock();
    const windowStartMs = now - (now % MINUTE_MS);
    if (windowStartMs !== this.#windowStartMs) this.#usedUp.clear();
    this.#windowStartMs = windowStartMs;
    const msBeforeNext = windowStartMs + MINUTE_MS - now;
    const bucket = `minute:${name}:${pseudonymOf(address, windowStartMs, this.#secret)}`;
    if (this.#usedUp.has(bucket)) return { spent: limit + 1, msBeforeNext };
    const spent = await this.#spend(bucket, windowStartMs);
    if (spent >= limit) this.#usedUp.add(bucket);
    return { spent, msBeforeNext };
  }

  async #spend(bucket: string, windowStartMs: number): Promise<number> {
    const { rows } = await this.#sql.query<{ spent: number }>(
      `INSERT INTO budget (bucket, window_start_ms, spent) VALUES ($1, $2, 1)
       ON CONFLICT (bucket, window_start_ms) DO UPDATE SET spent = budget.spent + 1 RETURNING spent`,
      [bucket, windowStartMs],
    );
    const spent = rows[0]?.spent ?? 1;
    if (spent === 1) await this.#sql.query("DELETE FROM budget WHERE window_start_ms < $1", [windowStartMs - KEPT_MS]);
    return spent;
  }
}
