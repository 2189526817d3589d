/** Which moves of marks are told, and by what: rows as the projector writes them, read span by span. */
import { afterAll, beforeEach, expect, test } from "vitest";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { readTierAlerts } from "./read-tier-alerts.ts";

const database = await freshDatabase();
const pool = makePool({ url: database.urls.owner, name: "test-alerts", max: 1 });
afterAll(() => pool.end());
beforeEach(() => pool.query("TRUNCATE mark_row, entry_row"));

const DAY = 20_784;
const [ID, OTHER] = ["a", "b"].map((letter) => `prv_${letter.repeat(26)}`);
const FALL = { tier: "C", day: DAY + 30, reason: "stale", of: "fees" };

/** Entry `index`, on the day of that number. */
const entry = (index: number, day: number, kind = "audit.attest") =>
  pool.query(
    `INSERT INTO entry_row (index, statement_hash, kind, issuer, key, subject, logged_at_ms, status)
     VALUES ($1, $2, $3, '', '', '', $4, 'effective')`,
    [index, Buffer.from([index]), kind, (DAY + day) * DAY_MS],
  );
const row = (day: number, size: number, tier: string, pending: object | null, of = ID) =>
  pool.query("INSERT INTO mark_row (provider, day, size, form, digest) VALUES ($1, $2, $3, $4, '')", [
    ...[of, DAY + day, size],
    JSON.stringify({ tier, pending, isShut: false, model: "m" }),
  ]);
const told = async (from: number, to: number) =>
  (await readTierAlerts(pool, from, to)).map(({ kind, entry: at, facts }) => [kind, at, facts.by ?? facts.day]);

test("a fall ahead that went away and comes again is told again, in one span or in several", async () => {
  for (const index of [0, 1, 2, 3]) await entry(index, index);
  await row(0, 1, "unrated", FALL);
  await row(1, 2, "unrated", FALL);
  await row(2, 3, "unrated", null);
  await row(3, 4, "unrated", FALL);
  const [first, again] = [0, 3].map((at) => ["downgrade-pending", at, "2026-12-27"]);
  expect(await told(0, 4)).toEqual([first, again]);
  const [alert] = await readTierAlerts(pool, 0, 1);
  await pool.query(
    "INSERT INTO alert (id, provider_id, kind, entry_index, logged_at_ms, about, facts) VALUES ($1, $2, $3, 0, 0, $4, $5)",
    [alert?.id, ID, alert?.kind, alert?.about, JSON.stringify(alert?.facts)],
  );
  expect(await told(1, 2)).toEqual([]);
  expect(await told(3, 4)).toEqual([again]);
});

test("facts that are logged after another model on the same day do not hide it", async () => {
  await entry(0, 0);
  await entry(1, 1, "model.activate");
  await entry(2, 1);
  await entry(3, 2);
  await row(0, 1, "C", null, OTHER);
  await row(1, 3, "D", null, OTHER);
  await row(2, 4, "E", null, OTHER);
  expect(await told(0, 4)).toEqual([
    ["tier-raised", 0, "facts"],
    ["tier-dropped", 2, "both"],
    ["tier-dropped", 3, "facts"],
  ]);
  await pool.query("UPDATE mark_row SET size = 2 WHERE day = $1", [DAY + 1]);
  expect((await told(0, 4))[1]).toEqual(["tier-dropped", 1, "model"]);
});
