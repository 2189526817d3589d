import { expect, test } from "vitest";
import { findEntryOfStatement } from "./statement-lookup.ts";

const answering = (status: number, body: unknown) => () => Promise.resolve(Response.json(body, { status }));
const HASH = "ab".repeat(32);

test("a recorded statement leads to its entry", async () => {
  expect(await findEntryOfStatement(HASH, answering(200, { data: { index: 48_213 } }))).toEqual({
    kind: "found",
    index: 48_213,
  });
});

test.each([
  ["unknown to the log", answering(404, {}), "No entry of this log has that hash"],
  ["waiting for its entry", answering(200, { data: { index: null } }), "not published yet"],
  ["not answered", answering(503, {}), "answer 503"],
  ["no network", () => Promise.reject(new TypeError("Failed to fetch")), "No network"],
])("%s: a sentence for the reader, never an exception", async (_case, ask, sentence) => {
  expect(await findEntryOfStatement(HASH, ask)).toMatchObject({
    kind: "not-found",
    problem: expect.stringContaining(sentence),
  });
});
