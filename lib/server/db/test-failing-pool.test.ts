import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "./test-database.ts";
import { FailingPool } from "./test-failing-pool.ts";

const database = await freshDatabase();
const failing = new FailingPool({ url: database.urls.web, name: "test-failing", max: 1 });
afterAll(() => failing.pool.end());

test("what failing work had asked beside its failing call is not counted as the next work's", async () => {
  const ask = (text: string) => failing.pool.query(text);
  const both = () => Promise.all([ask("SELECT 1"), ask("SELECT 2").then(() => ask("SELECT 3"))]);
  const { crashed } = await failing.during(1, "before", both);
  expect(crashed).toBe(true);
  expect(await failing.during(2, "before", () => ask("SELECT 4"))).toEqual({ crashed: false, asked: ["SELECT 4"] });
});
