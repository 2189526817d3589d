import { expect, test } from "vitest";
import type { Job, Run } from "#lib/evidence/definition/run-definition.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { WORLD_START } from "./calendar.ts";
import { promisedFrom } from "./definitions.ts";
import { remembered } from "./remembered-runs.ts";

const { definition, code = "" } = promisedFrom(WORLD_START, 10)["sales tax"];
if (definition.kind !== "function") throw new Error("It is a function.");
const job: Job = {
  definition,
  material: { code: utf8Encode(code), state: undefined },
  answer: {
    request: { method: "POST", authority: "a.example", path: "/tax", query: "?", nonce: "one", body: utf8Encode("{}") },
    response: { status: 200, contentType: "application/json", body: utf8Encode('{"vat":"1.00"}') },
  },
};
const { answer } = job;
const answering = (change: Partial<Job["answer"]>): Job => ({ ...job, answer: { ...answer, ...change } });

test("a machine runs again what it has not seen, and what it could not do, and nothing else", async () => {
  let runs = 0;
  let result: Run["result"] = "match";
  const { run } = remembered({
    name: "machine",
    run: async () => {
      runs += 1;
      return { result, ticks: runs, outputSha256: null, output: null };
    },
  });
  const ran = async (asked: Job) => {
    const before = runs;
    await run(asked);
    return runs - before;
  };
  expect([await ran(job), await ran(job)]).toEqual([1, 0]);
  // The code is not given the nonce.
  expect(await ran(answering({ request: { ...answer.request, nonce: "two" } }))).toBe(0);
  const others = [
    answering({ request: { ...answer.request, body: utf8Encode('{"net":"1"}') } }),
    answering({ request: { ...answer.request, path: "/other" } }),
    answering({ response: { ...answer.response, body: utf8Encode('{"vat":"2.00"}') } }),
    answering({ response: { ...answer.response, status: 201 } }),
    { ...job, definition: { ...definition } },
    { ...job, material: { ...job.material, code: utf8Encode(`${code} `) } },
  ];
  for (const other of others) expect(await ran(other)).toBe(1);

  result = "inconclusive:timeout";
  const slow = answering({ response: { ...answer.response, status: 500 } });
  expect([await ran(slow), await ran(slow)]).toEqual([1, 1]);
});
