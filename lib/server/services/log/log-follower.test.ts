import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionConfig, makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "../../log-store/sql.ts";
import { LogFollower } from "./log-follower.ts";

const database = await freshDatabase();
const listen = connectionConfig({ url: database.urls.web, name: "test-follower" });
const pool = makePool({ url: database.urls.web, name: "test-follower" });
const owner = new pg.Client({ connectionString: database.urls.owner });

beforeAll(() => owner.connect());
afterAll(async () => {
  await owner.end();
  await pool.end();
});

/** Keeps the database's next answer back, as a busy machine does. */
class Delay {
  readonly sql: Sql;
  readonly answered: Promise<void>;
  #wasAnswered = (): void => undefined;
  readonly #released: Promise<void>;
  release = (): void => undefined;
  #isNext = true;

  constructor() {
    this.answered = new Promise((resolve) => {
      this.#wasAnswered = resolve;
    });
    this.#released = new Promise((resolve) => {
      this.release = resolve;
    });
    this.sql = {
      query: async (text, values) => {
        const isDelayed = this.#isNext;
        this.#isNext = false;
        const answer = await pool.query(text, values);
        if (isDelayed) {
          this.#wasAnswered();
          await this.#released;
        }
        return answer;
      },
    };
  }
}

/** Another head, of which the follower hears. */
async function changeHead(follower: LogFollower, health: string): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    const stop = follower.onChange(() => {
      stop();
      resolve();
    });
  });
  await owner.query("UPDATE log_head SET health_detail = $1", [health]);
  await owner.query("SELECT pg_notify('ts_head', 'published:0')");
  await heard;
}

test("a read that began before a change answers nobody who asks after it, however late it ends", async () => {
  const delay = new Delay();
  const follower = new LogFollower({ sql: delay.sql, listen, monotonicMs: () => performance.now() });
  await follower.start();
  try {
    const before = follower.know();
    await delay.answered;
    await changeHead(follower, "changed");
    const after = follower.know();
    delay.release();
    await before;
    expect((await after).head.healthDetail).toBe("changed");
    expect((await follower.know()).head.healthDetail).toBe("changed");
  } finally {
    await follower.stop();
  }
});

test("a read that began before a change is not remembered when nobody has asked since", async () => {
  const delay = new Delay();
  const follower = new LogFollower({ sql: delay.sql, listen, monotonicMs: () => performance.now() });
  await follower.start();
  try {
    const before = follower.know();
    await delay.answered;
    await changeHead(follower, "changed again");
    delay.release();
    await before;
    expect(follower.peek()).toBeUndefined();
    expect((await follower.know()).head.healthDetail).toBe("changed again");
  } finally {
    await follower.stop();
  }
});
