import { afterAll, beforeAll, expect, test } from "vitest";
import { addMs, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { AddressLimiter } from "./address-limiter.ts";
import { SharedAddressCount } from "./shared-address-count.ts";

const LIMIT = 5;
let database: TestDatabase;
let pool: ReturnType<typeof makePool>;
let now: Instant;

beforeAll(async () => {
  database = await makeTestDatabase();
  pool = makePool({ url: database.urls.web, name: "limits", max: 4 });
  now = parseInstant("2026-11-26T12:00:30.000Z") ?? (0 as Instant);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const processOfWeb = () =>
  new AddressLimiter(new SharedAddressCount({ sql: pool, clock: () => now, secret: "s".repeat(32) }));

test("two processes count one address together, also when they are asked at once, and begin anew each minute", async () => {
  const webs = [processOfWeb(), processOfWeb()];
  const spend = (at: number) => webs[at % 2]?.spend("statements", "192.0.2.7", LIMIT);
  const asked = await Promise.allSettled(Array.from({ length: LIMIT + 3 }, (_, at) => spend(at)));
  const remaining = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value?.remaining] : []));
  expect(remaining.sort()).toEqual([0, 1, 2, 3, 4]);
  await expect(spend(0)).rejects.toMatchObject({ code: "rate-limited" });
  expect(await webs[0]?.spend("statements", "192.0.2.8", LIMIT)).toMatchObject({ remaining: LIMIT - 1 });
  now = addMs(now, MINUTE_MS);
  expect(await spend(1)).toEqual({ limit: LIMIT, remaining: LIMIT - 1, resetSeconds: 30 });
});

test("an address that is over its limit costs the database nothing more, and is never stored as it is", async () => {
  const web = processOfWeb();
  for (let at = 0; at < LIMIT; at += 1) await web.spend("flood", "192.0.2.9", LIMIT);
  await expect(web.spend("flood", "192.0.2.9", LIMIT)).rejects.toMatchObject({ code: "rate-limited" });
  const { rows } = await pool.query<{ bucket: string; spent: number }>(
    "SELECT bucket, spent FROM budget WHERE bucket LIKE 'minute:flood:%'",
  );
  expect(rows.map(({ spent }) => spent)).toEqual([LIMIT]);
  expect(rows[0]?.bucket).not.toContain("192.0.2.9");
});
