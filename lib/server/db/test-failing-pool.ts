/** For tests: a pool whose k-th call fails together with its connection, before the server sees it or after it was done. */
import { setImmediate } from "node:timers/promises";
import pg from "pg";
import type { When } from "#lib/server/sequencer/test-failing.ts";
import { connectionConfig, type PoolOptions } from "./pool.ts";

type Ask = (...given: readonly unknown[]) => Promise<pg.QueryResult>;

export class FailingPool {
  readonly pool: pg.Pool;
  /** Which call fails; 0: none. */
  #k = 0;
  #when: When = "before";
  #asked: string[] = [];

  constructor(options: PoolOptions) {
    const ask = this.#ask.bind(this);
    class Client extends pg.Client {
      constructor(config?: pg.ClientConfig) {
        super(config);
        const query = this.query.bind(this) as unknown as Ask;
        // Every call of every user of the pool, transactions' BEGIN and COMMIT among them; the pool itself calls back.
        this.query = ((...given: readonly unknown[]) => {
          const last = given.at(-1);
          const text = textOf(given[0]);
          if (typeof last !== "function") return ask(this, text, () => query(...given));
          ask(this, text, () => query(...given.slice(0, -1))).then(
            (answer) => last(null, answer),
            (error) => last(error),
          );
        }) as unknown as pg.Client["query"];
      }
    }
    this.pool = new pg.Pool({ ...connectionConfig(options), max: options.max ?? 3, Client });
    this.pool.on("error", () => undefined);
  }

  /**
   * Does the work with its k-th call failing: whether the work failed, and what it asked until then. It comes back when nothing
   * of the work is left: what stood beside the failing call goes on, and would be counted as the next work's.
   */
  async during(k: number, when: When, work: () => Promise<unknown>): Promise<{ crashed: boolean; asked: string[] }> {
    this.#k = k;
    this.#when = when;
    this.#asked = [];
    const crashed = await work().then(
      () => false,
      () => true,
    );
    const asked = [...this.#asked];
    this.#k = 0;
    await this.#rest();
    return { crashed, asked };
  }

  async #rest(): Promise<void> {
    const { pool } = this;
    do await setImmediate();
    while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount);
  }

  async #ask(client: pg.Client, text: string, query: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    this.#asked.push(text);
    if (this.#asked.length !== this.#k) return await query();
    if (this.#when === "before") await client.end();
    const answer = await query();
    await client.end();
    throw new Error(`The connection is gone after ${answer.command}.`);
  }
}

/** Of a text, or of an object that has one. */
function textOf(asked: unknown): string {
  if (typeof asked === "string") return asked;
  return typeof asked === "object" && asked !== null && "text" in asked ? String(asked.text) : "";
}
