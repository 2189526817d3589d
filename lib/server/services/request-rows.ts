/**
 * Requests to a process that holds a key which web does not: rows of a table, each put and taken away by the process that
 * was asked. An answer costs its own three queries, however many others wait.
 */
import type { Sql } from "../log-store/sql.ts";
import type { HeadEvent } from "./log/log-follower.ts";
import { ServiceError } from "./service-error.ts";

export type RequestRowsOptions<Row, Answer> = {
  readonly sql: Sql;
  /** Registers for notifications, whose `subject` is the request's id; gives the way to stop. */
  readonly onChange: (handler: (event: HeadEvent, subject: string) => void) => () => void;
  /** What is said when a request of this table was answered. */
  readonly event: HeadEvent;
  /** On which the answering process hears that a request waits. */
  readonly channel: string;
  readonly table: string;
  /** Columns of a request beside its time. */
  readonly asks: readonly string[];
  /** Columns of an answer; the first is null until there is one. */
  readonly answers: readonly [string, ...string[]];
  readonly answerOf: (row: Row) => Answer;
  /** Who answers, for the refusal when nobody does. */
  readonly who: string;
};

/** The other process answers hundreds a second; more than this wait only while it is away. */
export const MAX_WAITING = 32;
const WAIT_MS = 5_000;
/** A notification may be lost with its connection: then this is how late the answer is. */
const LOOK_EVERY_MS = 1_000;

type Identified = { readonly id: number | string };

export class RequestRows<Row extends object, Answer> {
  readonly #options: RequestRowsOptions<Row, Answer>;
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  readonly #unsubscribe: () => void;
  /** Requests that have a place, those whose row is not written yet among them. */
  #places = 0;
  /** How many of them are of one sharer. */
  readonly #shares = new Map<string, number>();
  #look: NodeJS.Timeout | undefined;

  constructor(options: RequestRowsOptions<Row, Answer>) {
    this.#options = options;
    this.#unsubscribe = options.onChange((event, subject) => {
      if (event === options.event && this.#waiting.has(subject)) this.#take([subject]);
    });
  }

  /**
   * Hands a request over and waits for its answer. `sharer`: on whose behalf; one has a place while fewer are its own than are
   * free, so that alone it takes half of them, and there is always one for another. Errors: `unavailable` when too many
   * wait, or when no answer comes in 5 s.
   */
  async ask(values: readonly unknown[], sharer?: string): Promise<Answer> {
    const { sql, channel, who } = this.#options;
    const own = sharer === undefined ? 0 : (this.#shares.get(sharer) ?? 0);
    if (MAX_WAITING - this.#places <= own)
      throw new ServiceError("unavailable", `${this.#places} requests wait for ${who} already. Ask again.`, {
        retryAfterSeconds: 1,
      });
    this.#places += 1;
    this.#share(sharer, 1);
    try {
      const id = await this.#put(values);
      const answer = this.#wait(id);
      // The other side looks by itself every second, so that a lost call costs time only.
      await sql.query("SELECT pg_notify($1, '')", [channel]).catch(() => undefined);
      const answered = (await answer) ?? (await this.#withdraw(id));
      if (answered !== undefined) return answered;
    } finally {
      this.#places -= 1;
      this.#share(sharer, -1);
    }
    const detail = `${who[0]?.toUpperCase()}${who.slice(1)} does not answer at the moment. Ask again.`;
    throw new ServiceError("unavailable", detail, { retryAfterSeconds: WAIT_MS / 1000 });
  }

  stop(): void {
    this.#unsubscribe();
    clearTimeout(this.#look);
  }

  #share(sharer: string | undefined, more: 1 | -1): void {
    if (sharer === undefined) return;
    const own = (this.#shares.get(sharer) ?? 0) + more;
    if (own === 0) this.#shares.delete(sharer);
    else this.#shares.set(sharer, own);
  }

  async #put(values: readonly unknown[]): Promise<string> {
    const { sql, table, asks } = this.#options;
    const { rows } = await sql.query<Identified>(
      `INSERT INTO ${table} (${asks.join(", ")}, received_at_ms)
       VALUES (${asks.map((_, at) => `$${at + 1}`).join(", ")}, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
       RETURNING id`,
      [...values],
    );
    return String(rows[0]?.id);
  }

  /** Undefined after 5 s. Never rejects. */
  #wait(id: string): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const settle = (answer?: Answer) => {
        clearTimeout(late);
        this.#waiting.delete(id);
        resolve(answer);
      };
      const late = setTimeout(settle, WAIT_MS);
      this.#waiting.set(id, settle);
      this.#lookWhileWaiting();
    });
  }

  #lookWhileWaiting(): void {
    this.#look ??= setTimeout(() => {
      this.#look = undefined;
      if (this.#waiting.size === 0) return;
      this.#take([...this.#waiting.keys()]);
      this.#lookWhileWaiting();
    }, LOOK_EVERY_MS);
  }

  /** Takes away what is answered. A database that is away is asked again at the next look. */
  #take(ids: readonly string[]): void {
    const { sql, table, answers, answerOf } = this.#options;
    sql
      .query<Row & Identified>(
        `DELETE FROM ${table} WHERE id = ANY($1::bigint[]) AND ${answers[0]} IS NOT NULL
         RETURNING id, ${answers.join(", ")}`,
        [ids],
      )
      .then(({ rows }) => {
        for (const row of rows) this.#waiting.get(String(row.id))?.(answerOf(row));
      })
      .catch(() => undefined);
  }

  /** Takes a request away that nobody waits for any more; its answer if it had one. */
  async #withdraw(id: string): Promise<Answer | undefined> {
    const { sql, table, answers, answerOf } = this.#options;
    const { rows } = await sql.query<Row & { readonly answered: boolean }>(
      `DELETE FROM ${table} WHERE id = $1 RETURNING ${answers[0]} IS NOT NULL AS answered, ${answers.join(", ")}`,
      [id],
    );
    return rows[0]?.answered === true ? answerOf(rows[0]) : undefined;
  }
}
