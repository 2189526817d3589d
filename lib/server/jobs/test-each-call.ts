/** For tests: work whose k-th SQL call fails, before the server sees it or after it was done, for every k that there is. */
import type pg from "pg";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { failing, type When } from "#lib/server/sequencer/test-failing.ts";
import type { TestLog } from "#lib/server/sequencer/test-log.ts";

export type Role = "owner" | "web" | "seq" | "worker";

export type WritePath<Work> = {
  /** A fresh piece of work. */
  readonly prepare: () => Promise<Work> | Work;
  readonly write: (sql: Sql, work: Work) => Promise<unknown>;
  /** Looks after the work that may have failed (`perhaps`), and after it was done again over a good connection. */
  readonly check: (work: Work, done: "perhaps" | "yes") => Promise<void>;
};

const CALLS_BOUND = 60;

export class EachCall {
  readonly #log: TestLog;
  /** One good connection of each role. */
  readonly #good = new Map<Role, Sql>();

  constructor(log: TestLog) {
    this.#log = log;
  }

  async good(role: Role): Promise<Sql> {
    const known = this.#good.get(role) ?? (await this.#log.connect(role));
    this.#good.set(role, known);
    return known;
  }

  /** The first column of the first row, named `count`, as a number. */
  async count(sql: string, values: unknown[] = []): Promise<number> {
    const { rows } = await (await this.good("owner")).query<{ count: number }>(sql, values);
    return Number(rows[0]?.count);
  }

  /** Answers how many calls the work makes: the last k at which one failed. Throws at too many. */
  async failEach<Work>(role: Exclude<Role, "owner">, when: When, path: WritePath<Work>): Promise<number> {
    for (let k = 1; k < CALLS_BOUND; k += 1) {
      const work = await path.prepare();
      const client = await this.#log.connect(role);
      const { sql, calls } = failing(client, k, when);
      const crashed = await path.write(sql, work).then(
        () => false,
        () => true,
      );
      await client.end().catch(() => undefined);
      await path.check(work, crashed ? "perhaps" : "yes");
      if (!crashed) {
        if (calls() >= k) throw new Error(`Call ${k} failed, and nobody noticed.`);
        return k - 1;
      }
      await path.write(await this.good(role), work);
      await path.check(work, "yes");
    }
    throw new Error(`More than ${CALLS_BOUND} calls.`);
  }
}

/** The same connection as a pool of one. */
export function poolOf(sql: Sql): pg.Pool {
  const query = sql.query.bind(sql);
  const pool = { query, connect: async () => ({ query, release: () => undefined }) };
  return pool as unknown as pg.Pool;
}
