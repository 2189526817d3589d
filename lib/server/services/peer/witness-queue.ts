/**
 * Where requests to this index as a witness wait for the sequencer: rows of `witness_request`, each put and taken away
 * by the process that was asked. An answer costs its own three queries, however many others wait.
 */
import type { WitnessAnswer } from "#lib/log/witness-protocol.ts";
import type { Sql } from "../../log-store/sql.ts";
import type { HeadEvent } from "../log/log-follower.ts";
import { ServiceError } from "../service-error.ts";

export type WitnessQueueOptions = {
  readonly sql: Sql;
  /** Registers for notifications, whose `subject` is the request's id; gives the way to stop. */
  readonly onChange: (handler: (event: HeadEvent, subject: string) => void) => () => void;
};

/** The sequencer answers hundreds a second; more than this wait only while it is away. */
export const MAX_WAITING = 32;
/** The answer's channel to the sequencer. */
const CHANNEL = "ts_witness";
const WAIT_MS = 5_000;
/** A notification may be lost with its connection: then this is how late the answer is. */
const LOOK_EVERY_MS = 1_000;

type Row = { id: number | string; status: number | null; media_type: string; answer: string };

export class WitnessQueue {
  readonly #sql: Sql;
  readonly #waiting = new Map<string, (answer: WitnessAnswer) => void>();
  readonly #unsubscribe: () => void;
  /** Requests that have a place, those whose row is not written yet among them. */
  #places = 0;
  #look: NodeJS.Timeout | undefined;

  constructor({ sql, onChange }: WitnessQueueOptions) {
    this.#sql = sql;
    this.#unsubscribe = onChange((event, subject) => {
      if (event === "answered" && this.#waiting.has(subject)) this.#take([subject]);
    });
  }

  /**
   * Hands a request to the sequencer and waits for its answer. Errors: `unavailable` when too many wait, or when there
   * is no answer in 5 s; then it may still have been cosigned: ask again.
   */
  async ask(body: Uint8Array): Promise<WitnessAnswer> {
    if (this.#places >= MAX_WAITING)
      throw new ServiceError("unavailable", `${MAX_WAITING} requests wait for the witness already. Ask again.`, {
        retryAfterSeconds: 1,
      });
    this.#places += 1;
    try {
      const id = await this.#put(body);
      const answer = this.#wait(id);
      // The sequencer looks by itself every second, so that a lost call costs time only.
      await this.#sql.query("SELECT pg_notify($1, '')", [CHANNEL]).catch(() => undefined);
      const answered = (await answer) ?? (await this.#withdraw(id));
      if (answered !== undefined) return answered;
    } finally {
      this.#places -= 1;
    }
    const detail = "The sequencer, which holds the witness's key, does not answer at the moment. Ask again.";
    throw new ServiceError("unavailable", detail, { retryAfterSeconds: WAIT_MS / 1000 });
  }

  stop(): void {
    this.#unsubscribe();
    clearTimeout(this.#look);
  }

  async #put(body: Uint8Array): Promise<string> {
    const { rows } = await this.#sql.query<{ id: number | string }>(
      `INSERT INTO witness_request (body, received_at_ms)
       VALUES ($1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint) RETURNING id`,
      [Buffer.from(body)],
    );
    return String(rows[0]?.id);
  }

  /** Undefined after 5 s. Never rejects. */
  #wait(id: string): Promise<WitnessAnswer | undefined> {
    return new Promise((resolve) => {
      const settle = (answer?: WitnessAnswer) => {
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
    this.#sql
      .query<Row>(
        "DELETE FROM witness_request WHERE id = ANY($1::bigint[]) AND status IS NOT NULL RETURNING id, status, media_type, answer",
        [ids],
      )
      .then(({ rows }) => {
        for (const row of rows) this.#waiting.get(String(row.id))?.(answerOf(row));
      })
      .catch(() => undefined);
  }

  /** Takes a request away that nobody waits for any more; its answer if it had one. */
  async #withdraw(id: string): Promise<WitnessAnswer | undefined> {
    const { rows } = await this.#sql.query<Row>(
      "DELETE FROM witness_request WHERE id = $1 RETURNING id, status, media_type, answer",
      [id],
    );
    return rows[0] === undefined || rows[0].status === null ? undefined : answerOf(rows[0]);
  }
}

function answerOf({ status, media_type, answer }: Row): WitnessAnswer {
  return { status: status ?? 500, mediaType: media_type, body: answer };
}
