/** A log in which nothing else happens: its head's time stands still, and what is handed in is judged by the clock. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemSchema } from "#lib/contract/common.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { buildSubmission } from "#lib/statement/submission.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
beforeAll(async () => {
  site = await startTestSite(database);
});
afterAll(() => site.close());

test("the next commitment of a key is taken when its time has come, also while nothing else happens", async () => {
  const commit = async (label: string) => {
    const fields = { kind: "exchange.commit", subject: "none", body: { hash: "cd".repeat(32), count: 1 } } as const;
    const { bytes, parts } = signed(testKey("quiet"), label, fields);
    return await fetch(`${site.url}/api/v1/statements`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from(buildSubmission(bytes, parts)),
    });
  };
  expect((await commit("first")).status).toBe(201);
  site.now = addMs(START, 9_999);
  const early = await commit("second");
  expect([early.status, problemSchema.parse(await early.json()).code]).toEqual([409, "guard"]);
  site.now = addMs(START, 10_000);
  expect((await commit("second")).status).toBe(201);
});
