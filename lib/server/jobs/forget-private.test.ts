import { afterAll, expect, test } from "vitest";
import { addMs, asInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { DRAFTS_KEPT_MS, forgetPrivate } from "./forget-private.ts";

const database = await freshDatabase();
const owner = makePool({ url: database.urls.owner, name: "test-owner", max: 1 });
const worker = makePool({ url: database.urls.worker, name: "test-worker", max: 1 });
afterAll(async () => {
  await owner.end();
  await worker.end();
});

const NOW = asInstant(Date.parse("2026-11-28T03:17:00.000Z"));
const at = (ms: number) => new Date(addMs(NOW, ms) as Instant);

test("the worker leaves no session, challenge or draft of an unknown key past its end, and touches nothing else", async () => {
  for (const did of ["did:key:known", "did:key:unknown"])
    await owner.query("INSERT INTO account (did, created_at) VALUES ($1, $2)", [did, at(0)]);
  await owner.query(
    `INSERT INTO aggregate_version (key, kind, form, from_size, to_size, digest, chain_head, chain_length)
     VALUES ('participant:did:key:known', 'participant', '{}', 1, NULL, $1, $1, 1)`,
    [Buffer.alloc(32)],
  );
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

  expect(await forgetPrivate(worker, NOW)).toEqual({ sessions: 2, challenges: 2, drafts: 1 });
  const left = async (column: string, table: string) =>
    (await owner.query(`SELECT ${column} AS name FROM ${table} ORDER BY 1`)).rows.map(({ name }) => name);
  expect(await left("id", "session")).toEqual(["open"]);
  expect(await left("nonce", "challenge")).toEqual(["open"]);
  expect(await left("id", "draft")).toEqual(["known", "young"]);
  expect(await forgetPrivate(worker, NOW)).toEqual({ sessions: 0, challenges: 0, drafts: 0 });
});
