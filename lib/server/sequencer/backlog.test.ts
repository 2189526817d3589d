import type { QueryResultRow } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addMs } from "#lib/kernel/instant.ts";
import { rawVerifyAsync } from "#lib/platform/node-ed25519.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { genesisBytes, KEYS, registration, START, settle, signed, TestLog, testKey, testOrigin } from "./test-log.ts";

let database: TestDatabase;
let log: TestLog;

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

async function entries() {
  const client = await log.connect("web");
  const { rows } = await client.query<{ index: number; hash: string; logged_at_ms: number }>(
    "SELECT index, encode(statement_hash, 'hex') AS hash, logged_at_ms FROM log_entry ORDER BY index",
  );
  return rows;
}

describe("a backlog of more than one batch", () => {
  /** Statements of one key: each gets an entry, void or not. */
  const many = (count: number) => {
    const key = testKey("of a backlog");
    return Array.from({ length: count }, (_, at) =>
      signed(key, `backlog ${at}`, {
        kind: "participant.register",
        subject: key.did,
        body: { displayName: `no. ${at}` },
      }),
    );
  };

  test("what was checked while the batch before was written is not checked again, unless it has become another", async () => {
    let verified = 0;
    const sequencer = await log.lead({
      verify: async (...args) => {
        verified += 1;
        return await rawVerifyAsync(...args);
      },
    });
    await settle(sequencer);
    const statements = many(7);
    await log.submit(statements);
    expect(await sequencer.sequence(4)).toBe(4);
    await sequencer.promiseBacklog();
    expect(verified).toBe(7);
    // The hash does not cover the signature: the same row may come back with another one.
    const [swapped, ...rest] = statements.slice(4);
    if (swapped === undefined) throw new Error("no row");
    const text = new TextDecoder().decode(swapped.bytes);
    const broken = text.replace(/"signature":"(.)/, (_, c) => `"signature":"${c === "A" ? "B" : "A"}`);
    const owner = await log.connect("owner");
    await owner.query("UPDATE inbox SET bytes = $2 WHERE statement_hash = $1", [
      Buffer.from(swapped.hash, "hex"),
      Buffer.from(broken, "utf8"),
    ]);
    await settle(sequencer);
    expect(verified).toBe(8);
    expect(log.events).toContainEqual(expect.objectContaining({ event: "dropped", statementHash: swapped.hash }));
    expect((await entries()).map(({ hash }) => hash).slice(5)).toEqual(rest.map(({ hash }) => hash));
  });

  test("parts that were exchanged after they were checked are dropped", async () => {
    const part = { bytes: new Uint8Array([1, 2, 3]), nonce: new Uint8Array(32) };
    const sequencer = await log.lead();
    await settle(sequencer);
    const parted = registration("parted", {}, [part]);
    await log.submit([registration("before"), parted]);
    expect(await sequencer.sequence(1)).toBe(1);
    await sequencer.promiseBacklog();
    const owner = await log.connect("owner");
    await owner.query(
      "UPDATE inbox SET parts = convert_to(replace(convert_from(parts, 'UTF8'), 'AQID', 'AQIE'), 'UTF8')",
    );
    await settle(sequencer);
    expect(log.events).toContainEqual({ event: "dropped", statementHash: parted.hash, reason: "schema /parts/0" });
    expect(sequencer.size).toBe(2);
  });

  test("a batch that was read ahead is taken in the order and with the rows that stand in the inbox at its turn", async () => {
    const sequencer = await log.lead();
    await settle(sequencer);
    const [first, gone, last] = many(3);
    if (first === undefined || gone === undefined || last === undefined) throw new Error("no rows");
    await log.submit([first, gone, last]);
    expect(await sequencer.sequence(1)).toBe(1);
    await sequencer.promiseBacklog();
    const owner = await log.connect("owner");
    await owner.query("DELETE FROM inbox WHERE statement_hash = $1", [Buffer.from(gone.hash, "hex")]);
    await settle(sequencer);
    expect((await entries()).map(({ hash }) => hash).slice(1)).toEqual([first.hash, last.hash]);
  });

  test.each(["before", "after"] as const)(
    "the connection lost %s rows are read ahead: nothing is lost or doubled, and the next leader goes on",
    async (when) => {
      await settle(await log.lead());
      const statements = many(3);
      await log.submit(statements);
      const client = await log.connect();
      const sql: Sql = {
        query: async <Row extends QueryResultRow>(text: string, values?: unknown[]) => {
          const isAhead = text.includes("FROM inbox ORDER BY seq LIMIT") && values?.[2] === 1;
          if (isAhead && when === "before") await client.end();
          const answer = await client.query<Row>(text, values);
          if (isAhead) await client.end();
          return answer;
        },
      };
      const sequencer = await log.lead({ sql });
      await expect(settle(sequencer, 1)).rejects.toThrow();
      await settle(await log.lead());
      expect((await entries()).map(({ hash }) => hash).slice(1)).toEqual(statements.map(({ hash }) => hash));
    },
  );

  test("by a promise key that the log does not name nothing is promised, and by the one that replaced it again", async () => {
    const next = testKey("the next promise key");
    const sequencer = await log.lead({ promiseSigner: noteSignerOf(next, `${testOrigin()}/promise`) });
    await settle(sequencer);
    const promised = async (label: string) => {
      await log.submit([registration(label)]);
      log.now = addMs(log.now, 10_000);
      await sequencer.promiseBacklog(0);
      const { rows } = await (await log.connect("web")).query("SELECT 1 FROM promise");
      await settle(sequencer);
      return rows.length;
    };
    expect(await promised("too early")).toBe(0);
    expect(log.events).toContainEqual({ event: "unpromised", count: 1 });
    const body = { promiseKey: next.did };
    const genesis = parseStatement(genesisBytes());
    const prev = genesis.ok ? genesis.value.hash : undefined;
    await log.submit([
      signed(KEYS.admin, "another promise key", { kind: "index.key", subject: "index", body, ...(prev && { prev }) }),
    ]);
    await settle(sequencer);
    expect(await promised("in time")).toBe(1);
  });

  test("rows behind the next batch are promised, each once, and those of the next batch when it comes", async () => {
    let signatures = 0;
    const promiseSigner = noteSignerOf(KEYS.promise, `${testOrigin()}/promise`);
    const sequencer = await log.lead({
      promiseSigner: {
        ...promiseSigner,
        signAside: (text) => {
          signatures += 1;
          return promiseSigner.signAside(text);
        },
      },
    });
    await settle(sequencer);
    const statements = many(4);
    log.now = addMs(START, 10_000);
    await log.submit(statements, START);
    const web = await log.connect("web");
    const promised = async () => {
      const { rows } = await web.query<{ hash: string }>(
        "SELECT encode(statement_hash, 'hex') AS hash FROM promise ORDER BY 1",
      );
      return rows.map(({ hash }) => hash);
    };
    const hashes = statements.map(({ hash }) => hash);
    await sequencer.promiseBacklog(2);
    await sequencer.promiseBacklog(2);
    expect(await promised()).toEqual(hashes.slice(2).sort());
    await settle(sequencer);
    expect(await promised()).toEqual(hashes.sort());
    expect(signatures).toBe(4);
  });
});
