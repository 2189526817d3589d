/**
 * The k-th SQL call fails, as in write-paths.test.ts: what witnesses answered, outages and their records, a replay from the
 * second store, what was seen of providers, rows of ledger digests, alerts and messages.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { err, ok } from "#lib/kernel/result.ts";
import { cosign, cosigner } from "#lib/log/cosignature.ts";
import { formatSignatureLine } from "#lib/log/note.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { noteOutage } from "#lib/server/sequencer/note-outage.ts";
import { resume } from "#lib/server/sequencer/resume.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import {
  KEYS,
  registration,
  type Signed,
  settle,
  signed,
  TestLog,
  testKey,
  testOrigin,
} from "#lib/server/sequencer/test-log.ts";
import { cosignatureKeeper } from "#lib/server/sequencer/witnesses/cosignature-journal.ts";
import { recordStanding } from "#lib/server/sequencer/witnesses/witness-records.ts";
import { azureDigest, ledgerBody } from "#lib/state/testing/ledger.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { nameRecord } from "#lib/statement/observations.ts";
import { observeProviders } from "./observe-providers.ts";
import { projectAlerts } from "./project-alerts.ts";
import { projectLedgers } from "./project-ledgers.ts";
import { recordDueClocks } from "./record-due-clocks.ts";
import { sendEmails } from "./send-emails.ts";
import { sendWebhooks } from "./send-webhooks.ts";
import { EachCall, poolOf } from "./test-each-call.ts";

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const { signal } = new AbortController();
const ada = testKey("ada");

let database: TestDatabase;
let log: TestLog;
let each: EachCall;
let sequencer: Sequencer;
let provider: ProviderId;
/** Counts what the tests make up, so that no two are alike. */
let made = 0;

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  each = new EachCall(log);
  sequencer = await log.lead();
  provider = await register({ name: "Halden" });
});
afterAll(async () => {
  await log.close();
  await database.drop();
});

const random = (bytes: number) => sha256(utf8Encode(`random ${++made}`)).slice(0, bytes);
const count = (sql: string, values?: unknown[]) => each.count(sql, values);
const epochNow = () => count("SELECT epoch AS count FROM log_head");

async function say(...statements: readonly Signed[]): Promise<void> {
  await log.submit(statements);
  await settle(sequencer);
}

async function register(body: { readonly name: string; readonly domain?: string }): Promise<ProviderId> {
  const statement = signed(ada, body.name, {
    kind: "provider.register",
    subject: "new",
    issuedAt: formatInstant(log.now),
    body: { kind: "instance", ...body },
  });
  await say(...(provider === undefined ? [registration("ada")] : []), statement);
  return providerIdOf(statement.hash);
}

/** Once, or once and not yet. */
const once = (done: "perhaps" | "yes", before = 0) => (done === "yes" ? [before + 1] : [before, before + 1]);

describe.each(["before", "after"] as const)("the connection lost %s any call", (when) => {
  test("watchers: where one stands and the line that it gave come together, and once", async () => {
    const vkey = `watcher-${when}`;
    const standing = { vkey, failures: 0, outcome: "cosigned", detail: "", backOffUntilMs: undefined } as const;
    const calls = await each.failEach("seq", when, {
      prepare: async () => ({ time: ++made, epoch: await epochNow() }),
      write: (sql, { time, epoch }) => {
        const cosigned = { size: 1, timeSeconds: time };
        const line = { ...cosigned, witness: vkey, line: `line ${time}\n` };
        return recordStanding(sql, epoch, { ...standing, oldSize: 1, cosigned, alarm: undefined }, log.now, line);
      },
      check: async ({ time }, done) => {
        const lines = await count("SELECT count(*) FROM log_cosignature WHERE time_s = $1 AND vkey = $2", [time, vkey]);
        const stands = await count("SELECT count(*) FROM witness_state WHERE cosigned_time_s = $1 AND vkey = $2", [
          time,
          vkey,
        ]);
        expect(once(done)).toContain(lines);
        expect(stands).toBe(lines);
      },
    });
    expect(calls).toBe(1);
  });

  test("outages: one is noted once, by the leader, and recorded once in the log", async () => {
    const noted = () => count("SELECT count(*) FROM log_outage");
    const noting = await each.failEach("seq", when, {
      prepare: async () => {
        log.now = addMs(log.now, HOUR_MS);
        return { before: await noted(), epoch: await epochNow() };
      },
      write: (sql, { epoch }) => noteOutage(sql, epoch, log.now),
      check: async ({ before }, done) => expect(once(done, before)).toContain(await noted()),
    });
    expect(noting).toBeGreaterThan(4);
    const recorded = () => count("SELECT count(*) FROM entry_row WHERE kind = 'clock.record' AND status = 'effective'");
    const recording = await each.failEach("worker", when, {
      prepare: async () => {
        await recordDueClocks(await each.good("worker"), signer, log.now);
        await settle(sequencer);
        log.now = addMs(log.now, HOUR_MS);
        await noteOutage(await each.good("seq"), await epochNow(), log.now);
        await sequencer.heartbeat();
        return await recorded();
      },
      write: (sql) => recordDueClocks(sql, signer, log.now),
      check: async (before, done) => {
        await settle(sequencer);
        expect(once(done, before)).toContain(await recorded());
      },
    });
    expect(recording).toBeGreaterThan(4);
  });

  test("providers: what was seen of one is said once, whatever was remembered of the look", async () => {
    const texts: string[] = [];
    const means = { signer, random, signal, get: async () => err("no-answer" as const), readTexts: async () => texts };
    const calls = await each.failEach("worker", when, {
      prepare: async () => {
        const id = await register({ name: `Named ${++made}`, domain: `named-${made}.example` });
        texts.splice(0, texts.length, nameRecord(id, testOrigin()));
        return id;
      },
      write: (sql) => observeProviders(sql, means, log.now),
      check: async (id, done) => {
        await settle(sequencer);
        const said = await count(
          `SELECT count(*) FROM entry_row r JOIN log_entry e USING (index)
            WHERE r.kind = 'peer.observation' AND position($1 IN encode(e.leaf, 'escape')) > 0
              AND position('name-dns' IN encode(e.leaf, 'escape')) > 0`,
          [`"subject":"${id}"`],
        );
        expect(once(done)).toContain(said);
      },
    });
    expect(calls).toBeGreaterThan(6);
  });

  test("ledgers: rows, entry and cursor go together", async () => {
    const rowsOf = (table: string) =>
      count(`SELECT count(*) FROM ${table} WHERE entry_index = (SELECT max(index) FROM log_entry)`);
    const calls = await each.failEach("worker", when, {
      prepare: async () => {
        made += 1;
        const body = ledgerBody({ digest: azureDigest(made) });
        const fields = { kind: "disclosure.database_ledger_digest", subject: provider, body } as const;
        await say(signed(ada, `digest ${made}`, { ...fields, issuedAt: formatInstant(log.now) }));
      },
      write: (sql) => projectLedgers(poolOf(sql), signal),
      check: async (_, done) => {
        const [entries, rows] = [await rowsOf("ledger_entry"), await rowsOf("ledger_row")];
        const until = await count("SELECT coalesce(max(size), 0) AS count FROM ledger_cursor");
        expect(once(done)).toContain(entries);
        expect(rows).toBe(entries);
        expect(until === (await count("SELECT size AS count FROM log_head"))).toBe(entries === 1);
      },
    });
    expect(calls).toBeGreaterThan(8);
  });

  test("followers: an alert is kept once with one message, which goes out under one id until it is taken", async () => {
    const owner = await each.good("owner");
    const webhook = `whk_${when}`;
    await owner.query("INSERT INTO account (did) VALUES ($1) ON CONFLICT DO NOTHING", [ada.did]);
    await owner.query("INSERT INTO follow (did, provider_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
      ada.did,
      provider,
      new Date(0),
    ]);
    await owner.query("DELETE FROM webhook");
    await owner.query(
      "INSERT INTO webhook (id, did, url, state, created_at) VALUES ($1, $2, 'https://hook.example/', 'active', $3)",
      [webhook, ada.did, new Date(0)],
    );
    const newest = "WHERE entry_index = (SELECT max(index) FROM log_entry)";
    const keeping = await each.failEach("worker", when, {
      prepare: () => closing(),
      write: (sql) => projectAlerts(poolOf(sql), { random, signal }, log.now),
      check: async (_, done) => {
        const alerts = await count(`SELECT count(*) FROM alert ${newest}`);
        const messages = await count(
          `SELECT count(*) FROM webhook_delivery WHERE webhook_id = $1 AND alert_id IN (SELECT id FROM alert ${newest})`,
          [webhook],
        );
        expect(once(done)).toContain(alerts);
        expect(messages).toBe(alerts);
      },
    });
    expect(keeping).toBeGreaterThan(8);

    const posted: string[] = [];
    const post = async ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
      posted.push(headers["webhook-id"] ?? "");
      return ok(200);
    };
    const waiting = () => count("SELECT count(*) FROM webhook_delivery WHERE state = 'pending'");
    const sending = await each.failEach("worker", when, {
      prepare: async () => {
        posted.length = 0;
        await owner.query("UPDATE webhook_delivery SET state = 'pending', next_at = created_at");
        await owner.query("DELETE FROM webhook_delivery WHERE seq < (SELECT max(seq) FROM webhook_delivery)");
        expect(await waiting()).toBe(1);
      },
      write: (sql) => sendWebhooks(poolOf(sql), { post, sign: signerOf(KEYS.answer.seed), signal }, log.now),
      check: async (_, done) => {
        if (done === "yes") expect([posted.length >= 1, await waiting()]).toEqual([true, 0]);
        expect(new Set(posted).size).toBeLessThanOrEqual(1);
        // Told again perhaps, lost never.
        if (posted.length === 0) expect(await waiting()).toBe(1);
      },
    });
    expect(sending).toBe(3);
  });

  test("e-mails: a message waits until it was taken", async () => {
    const owner = await each.good("owner");
    await owner.query("INSERT INTO account (did) VALUES ($1) ON CONFLICT DO NOTHING", [ada.did]);
    await owner.query(
      `INSERT INTO email_address (did, address, state, confirm_hash, confirm_until, way_out, created_at, confirmed_at)
       VALUES ($1, 'ada@mail.example', 'confirmed', 'hash', $2, 'out', $2, $2) ON CONFLICT DO NOTHING`,
      [ada.did, new Date(0)],
    );
    const content = { case: "case_a", does: "accept", due: formatInstant(addMs(log.now, HOUR_MS)), stage: "hours" };
    let taken = 0;
    const deliver = async () => {
      taken += 1;
      return "taken" as const;
    };
    const means = { deliver, site: "https://index.example", index: testOrigin(), signal };
    const waiting = () => count("SELECT count(*) FROM email_delivery WHERE state = 'pending'");
    const calls = await each.failEach("worker", when, {
      prepare: async () => {
        taken = 0;
        await owner.query(
          `INSERT INTO email_delivery (did, mailbox, about, kind, content, state, created_at, next_at)
           VALUES ($1, 'ada', $2, 'seat', $3, 'pending', $4, $4)`,
          [ada.did, `about ${++made}`, JSON.stringify(content), new Date(log.now)],
        );
      },
      write: (sql) => sendEmails(poolOf(sql), means, log.now),
      check: async (_, done) => {
        if (done === "yes" || taken === 0) expect(await waiting()).toBe(done === "yes" ? 0 : 1);
        if (done === "yes") expect(taken).toBeGreaterThan(0);
      },
    });
    expect(calls).toBe(5);
  });
});

describe.each(["before", "after"] as const)(
  "a replay from the second store, its connection lost %s any call",
  (when) => {
    test("writes an entry with its parts, tiles and head or not at all, and a second one ends where the log was", async () => {
      const own = await makeTestDatabase();
      const restored = await TestLog.make(own);
      try {
        const leader = await restored.lead();
        const part = { bytes: Uint8Array.of(1, 2, 3), nonce: new Uint8Array(32).fill(9) };
        await restored.submit([registration("with a part", {}, [part]), registration("ada")]);
        await settle(leader);
        await keepCosignature(restored);
        const calls = new EachCall(restored);
        const owner = await calls.good("owner");
        const whole = await everything(owner);
        await owner.query("SET session_replication_role = replica");
        const made = await calls.failEach("seq", when, {
          prepare: async () => {
            for (const table of ["part", "log_cosignature", "log_checkpoint", "log_tile", "log_entry"])
              await owner.query(`DELETE FROM ${table}`);
            await owner.query(
              "UPDATE log_head SET size = 0, published_size = 0, root = sha256(''), last_logged_at_ms = 0",
            );
          },
          write: async (sql) => {
            const options = { origin: testOrigin(), verify: rawVerify, clock: () => restored.now };
            await resume(sql, await restored.store(), options);
            // The process that does it ends with it.
            await sql.query("SELECT pg_advisory_unlock_all()");
          },
          check: async (_, done) => {
            const now = await everything(owner);
            if (done === "yes") expect(now).toEqual(whole);
            const { size, published } = now.head as { size: number; published: number };
            expect([0, whole.entries.length]).toContain(size);
            expect(now.entries).toEqual(whole.entries.slice(0, size));
            expect(now.parts).toEqual(size === 0 ? [] : whole.parts);
            expect(published).toBeLessThanOrEqual(size);
          },
        });
        expect(made).toBeGreaterThan(15);
      } finally {
        await restored.close();
        await own.drop();
      }
    });
  },
);

/** What a watcher gave for the newest head, in the second store alone. */
async function keepCosignature(of: TestLog): Promise<void> {
  const client = await of.connect("web");
  const { rows } = await client.query<{ size: number; note: string }>(
    "SELECT size, note FROM log_checkpoint ORDER BY size DESC LIMIT 1",
  );
  const { size = 0, note = "" } = rows[0] ?? {};
  const { vkey, ...watcher } = cosigner("w.example/w", sha256(utf8Encode("watcher")), of.now / 1000);
  const line = formatSignatureLine(cosign(watcher, note.slice(0, note.indexOf("\n\n") + 1)));
  const kept = { size: Number(size), witness: "w.example/w", vkey, timeSeconds: of.now / 1000, line };
  await cosignatureKeeper(of.files)({ ...kept, receivedAtMs: of.now });
  const seq = await of.connect("seq");
  await seq.query(
    "INSERT INTO log_cosignature (size, witness, vkey, time_s, line, received_at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
    [kept.size, kept.witness, vkey, kept.timeSeconds, line, of.now],
  );
}

/** Everything of the log that a backup holds. */
async function everything(sql: Sql) {
  const rowsOf = async (text: string) => (await sql.query<Record<string, unknown>>(text)).rows;
  const [head] = await rowsOf("SELECT size, published_size AS published, root, last_logged_at_ms FROM log_head");
  return {
    head,
    entries: await rowsOf("SELECT index, leaf, leaf_hash, statement_hash, logged_at_ms FROM log_entry ORDER BY index"),
    tiles: await rowsOf("SELECT * FROM log_tile ORDER BY level, number"),
    parts: await rowsOf("SELECT * FROM part ORDER BY commit"),
    checkpoints: await rowsOf("SELECT size, root, note, signed_at_ms FROM log_checkpoint ORDER BY size"),
    cosignatures: await rowsOf("SELECT size, vkey, time_s, line FROM log_cosignature ORDER BY size, vkey"),
  };
}

let notice: Signed | undefined;

/** One more notice that it closes: each is an alert. */
async function closing(): Promise<void> {
  made += 1;
  notice = signed(ada, `closing ${made}`, {
    kind: "disclosure.windup_notice",
    subject: provider,
    issuedAt: formatInstant(log.now),
    body: DISCLOSURES.windup_notice.example(log.now),
    ...(notice !== undefined && { prev: notice.hash }),
  });
  await say(notice);
}
