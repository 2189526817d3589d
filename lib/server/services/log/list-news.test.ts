import { afterAll, expect, test } from "vitest";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import type { ReadCtx } from "../context.ts";
import { listNews } from "./list-news.ts";

const database = await freshDatabase();
const pool = makePool({ url: database.urls.owner, name: "test-news", max: 1 });
afterAll(() => pool.end());

const ID = `prv_${"a".repeat(26)}`;
const AT = Date.parse("2026-11-22T10:00:00.000Z");

test("news are what was proven, ruled or missed by a size, newest first, with the entry by which it came about", async () => {
  const kinds = ["case-proven", "disclosure-stale", "failed", "case-cleared"];
  for (const [index, kind] of kinds.entries()) {
    await pool.query(
      `INSERT INTO entry_row (index, statement_hash, kind, issuer, key, subject, logged_at_ms, status)
       VALUES ($1, $2, 'verdict', '', '', '', $3, 'effective')`,
      [index, Buffer.alloc(32, index), AT + index],
    );
    await pool.query(
      "INSERT INTO alert (id, provider_id, kind, entry_index, logged_at_ms, about, facts) VALUES ($1, $2, $3, $4, $5, '', $6)",
      [`${index}.${ID}.${kind}`, ID, kind, index, AT + index, JSON.stringify({ case: "c", claim: "wrong-result" })],
    );
  }
  const asOf = { size: 3, time: "2026-11-22T11:00:00.000Z" };
  const news = await listNews({ pool } as unknown as ReadCtx, asOf, 5);
  expect(news.map(({ kind, entry, statement_hash: hash }) => [kind, entry, hash.slice(0, 2)])).toEqual([
    ["failed", 2, "02"],
    ["case-proven", 0, "00"],
  ]);
  for (const { says } of news) expect(says).toMatch(/\.$/);
});
