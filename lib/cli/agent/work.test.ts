/** What an agent asks of a store is what its definition's tests show, so that a lie is one by the definition. */
import { expect, test } from "vitest";
import { judgeWithoutCode } from "#lib/evidence/definition/judge.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { promisedFrom } from "#lib/simulate/prex/definitions.ts";
import { readSource } from "../definition/read-source.ts";
import { serviceOf } from "../provider/services.ts";
import { workOf } from "./work.ts";

const { definition: stored, name } = promisedFrom(asInstant(0), 10).storage;
const blocks = await readSource("docs/how-to/definitions/blocks.json");

/** The same store, asked by a member of the query. */
function byQuery(definition: Source["body"]["definition"]) {
  const tests = definition.tests.map((each) => ({
    ...each,
    exchanges: each.exchanges.map(({ request, response }) => ({
      request: { ...request, path: "/get", query: `?cid=${request.path.split("/").at(-1)}` },
      response,
    })),
  }));
  return { ...definition, input: { from: ["@query;req"], body: "bytes" }, tests } as typeof definition;
}

test.each([
  ["of the demonstration", stored],
  ["of the how-to, which takes blocks", blocks.body.definition],
])("the store %s answers each own call right, and a lie to it is wrong", async (_, definition) => {
  const service = await serviceOf({ body: { name, definition }, material: {} } as unknown as Source);
  const work = workOf(definition);
  for (const at of [0, 1, 2]) {
    const { before, call } = work(at);
    const ask = ({ method, target: path, body }: typeof call) =>
      service({ method, authority: "a.example", path, query: "?", ...(body && { body }) });
    if (before !== undefined) await ask(before);
    const request = { method: call.method, authority: "a.example", path: call.target, query: "?" };
    const response = await ask(call);
    expect([response.status, judgeWithoutCode(definition, { request, response })]).toEqual([200, "match"]);
    const lie = { ...response, body: utf8Encode("a lie") };
    expect(judgeWithoutCode(definition, { request, response: lie })).toBe("mismatch");
  }
});

test("a store that is asked by its query is asked as its tests are, and for no block of ours", () => {
  const work = workOf(byQuery(blocks.body.definition));
  const [path = ""] = [work(0).call.target];
  expect([work(0).before, path.startsWith("/get?cid=bafkrei")]).toEqual([undefined, true]);
});
