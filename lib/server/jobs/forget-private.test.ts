import { afterAll, expect, test } from "vitest";
import { addMs, asInstant, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { ACCOUNTS_KEPT_MS, DRAFTS_KEPT_MS, forgetPrivate } from "./forget-private.ts";

const database = await freshDatabase();
const owner = makePool({ url: database.urls.owner, name: "test-owner", max: 1 });
const worker = makePool({ url: database.urls.worker, name: "test-worker", max: 1 });
afterAll(async () => {
  await owner.end();
  await worker.end();
});

const NOW = asInstant(Date.parse("2026-11-28T03:17:00.000Z"));
const at = (ms: number) => new Date(addMs(NOW, ms) as Instant);

const account = (did: string, signedIn: Date) =>
  owner.query("INSERT INTO account (did, signed_in_at) VALUES ($1, $2)", [did, signedIn]);
const know = (kind: string, did: string) =>
  owner.query(
    `INSERT INTO aggregate_version (key, kind, form, from_size, to_size, digest, chain_head, chain_length)
     VALUES ($1, $2, '{}', 1, NULL, $3, $3, 1)`,
    [`${kind}:${did}`, kind, Buffer.alloc(32)],
  );

test("the worker leaves no session, challenge, budget or draft of an unknown key past its end, and touches nothing else", async () => {
  for (const did of ["did:key:known", "did:key:unknown"]) await account(did, at(0));
  await know("participant", "did:key:known");
  const session = (id: string, expires: Date, revoked: Date | null) =>
    owner.query("INSERT INTO session (id, did, key, expires_at, revoked_at) VALUES ($1, 'did:key:known', '', $2, $3)", [
      id,
      expires,
      revoked,
    ]);
  await session("open", at(MINUTE_MS), null);
  await session("late", at(0), null);
  await session("revoked", at(MINUTE_MS), at(-MINUTE_MS));
  const challenge = (nonce: string, expires: Date, used: Date | null) =>
    owner.query(
      "INSERT INTO challenge (nonce, did, key, purpose, expires_at, used_at) VALUES ($1, '', '', '', $2, $3)",
      [nonce, expires, used],
    );
  await challenge("open", at(MINUTE_MS), null);
  await challenge("late", at(0), null);
  await challenge("used", at(MINUTE_MS), at(-1));
  const draft = (id: string, did: string, updated: Date) =>
    owner.query("INSERT INTO draft (id, did, kind, subject, body, updated_at) VALUES ($1, $2, '', '', '{}', $3)", [
      id,
      did,
      updated,
    ]);
  await draft("known", "did:key:known", at(-9 * DRAFTS_KEPT_MS));
  await draft("old", "did:key:unknown", at(-DRAFTS_KEPT_MS));
  await draft("young", "did:key:unknown", at(1 - DRAFTS_KEPT_MS));
  const budget = (bucket: string, begins: Date) =>
    owner.query("INSERT INTO budget (bucket, window_start_ms, spent) VALUES ($1, $2, 1)", [bucket, begins.getTime()]);
  await budget("of this hour", at(-HOUR_MS));
  await budget("of long ago", at(-3 * HOUR_MS));

  expect(await forgetPrivate(worker, NOW)).toEqual({ sessions: 2, challenges: 2, drafts: 1, accounts: 0, budgets: 1 });
  const left = async (column: string, table: string) =>
    (await owner.query(`SELECT ${column} AS name FROM ${table} ORDER BY 1`)).rows.map(({ name }) => name);
  expect(await left("id", "session")).toEqual(["open"]);
  expect(await left("nonce", "challenge")).toEqual(["open"]);
  expect(await left("id", "draft")).toEqual(["known", "young"]);
  expect(await left("bucket", "budget")).toEqual(["of this hour"]);
  expect(await forgetPrivate(worker, NOW)).toEqual({ sessions: 0, challenges: 0, drafts: 0, accounts: 0, budgets: 0 });
});

test("what a key left that nobody registered goes after 90 days, all of it, unless it still serves somebody", async () => {
  await owner.query("DELETE FROM account");
  const long = at(-ACCOUNTS_KEPT_MS);
  const stays = ["participant", "maintainer", "webhook", "address", "message", "session"];
  for (const did of [...stays, "gone", "dead"]) await account(did, long);
  await account("young", at(1 - ACCOUNTS_KEPT_MS));
  await know("participant", "participant");
  await know("maintainer", "maintainer");
  const webhook = (did: string, state: string) =>
    owner.query("INSERT INTO webhook (id, did, url, state, created_at) VALUES ($1, $1, 'https://x', $2, $3)", [
      did,
      state,
      long,
    ]);
  await webhook("webhook", "active");
  await webhook("dead", "dead");
  const address = (did: string, state: string) =>
    owner.query(
      `INSERT INTO email_address (did, address, state, confirm_hash, confirm_until, way_out, created_at, confirmed_at)
       VALUES ($1, '', $2, $1, $3, $1, $3, $3)`,
      [did, state, long],
    );
  await address("address", "confirmed");
  await address("gone", "unconfirmed");
  await owner.query(
    `INSERT INTO email_delivery (did, mailbox, about, kind, content, state, created_at)
     VALUES ('message', '', '', 'left', '', 'given-up', $1)`,
    [long],
  );
  await owner.query("INSERT INTO session (id, did, key, expires_at) VALUES ('s', 'session', '', $1)", [at(MINUTE_MS)]);
  await owner.query("INSERT INTO follow (did, provider_id, since) VALUES ('gone', 'prv_x', $1)", [long]);
  await owner.query("INSERT INTO followed_search (did, id, search, since) VALUES ('dead', 'x', '', $1)", [long]);

  expect(await forgetPrivate(worker, NOW)).toMatchObject({ accounts: 2 });
  const { rows } = await owner.query("SELECT did FROM account");
  expect(new Set(rows.map(({ did }) => did))).toEqual(new Set([...stays, "young"]));
  const left = "SELECT (SELECT count(*) FROM follow) + (SELECT count(*) FROM followed_search) AS count";
  expect((await owner.query(left)).rows).toEqual([{ count: 0 }]);
});
