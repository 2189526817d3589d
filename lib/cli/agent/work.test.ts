/** What an agent asks of a store is what its definition's tests show, so that a lie is one by the definition. */
import { expect, test } from "vitest";
import { judgeWithoutCode } from "#lib/evidence/definition/judge.ts";
import { isPlain } from "#lib/evidence/definition/plain/request.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { readSource } from "../definition/read-source.ts";
import { serviceOf } from "../provider/services.ts";
import { workOf } from "./work.ts";

const { definition: blocks, name } = (await readSource("docs/how-to/definitions/blocks.json")).body;

/** The same store, whose blocks are asked for in another way. */
function blocksAt(place: (cid: string) => { path: string; query?: string }): Definition {
  const tests = blocks.tests.map((each) => ({
    ...each,
    exchanges: each.exchanges.map(({ request, response }) => ({
      request: { ...request, ...place(request.path.split("/").at(-1) ?? "") },
      response,
    })),
  }));
  return { ...blocks, tests } as Definition;
}

test.each([
  ["at the root, as in the demonstration", blocksAt((cid) => ({ path: `/${cid}` }))],
  ["of the how-to, which takes blocks", blocks],
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

test("a store that is asked by its query is asked as its tests are, for no block of ours, and answers", async () => {
  const asked = blocksAt((cid) => ({ path: "/get", query: `?cid=${cid}` }));
  const definition = { ...asked, input: { from: ["@query;req"], body: "bytes" } } as Definition;
  const { before, call, otherwise } = workOf(definition)(0);
  expect([before, otherwise, call.target.startsWith("/get?cid=bafkrei")]).toEqual([undefined, undefined, true]);
  const service = await serviceOf({ body: { name, definition }, material: {} } as unknown as Source);
  const request = {
    method: call.method,
    authority: "a.example",
    path: "/get",
    query: call.target.slice("/get".length),
  };
  const response = await service(request);
  expect([response.status, judgeWithoutCode(definition, { request, response })]).toEqual([200, "match"]);
});

test("beside each block of ours stands a call of its tests, for a store that takes none", () => {
  const work = workOf(blocks, { random: (count) => new Uint8Array(count) });
  const shown = blocks.tests.map(({ exchanges }) => exchanges[0]?.request.path);
  for (const at of [0, 1, 2]) {
    const { call, otherwise } = work(at);
    expect([shown.includes(call.target), shown.includes(otherwise?.target)]).toEqual([false, true]);
  }
});

const sourceOf = (file: string) => readSource(`docs/how-to/definitions/${file}.json`);
const documented = async (file: string) => (await sourceOf(file)).body.definition;

/** A definition, and what somebody asks its service that no test asks. */
const ORDINARY: readonly (readonly [string, Source, Partial<Parameters<typeof isPlain>[1]>])[] = [
  ["prices", await sourceOf("prices"), { path: "/price", body: utf8Encode('{"items":[{"item":"milk","count":12}]}') }],
  ["search", await sourceOf("search"), { method: "GET", path: "/search", query: "?q=the%20log" }],
  ["a timetable", await sourceOf("timetable"), { method: "GET", path: "/stops/old%20town" }],
];

test.each(ORDINARY)(
  "of %s an ordinary request is judged, and so is each own call",
  (_, { body: { definition }, material }, change) => {
    const request = { method: "POST", authority: "a.example", path: "/", query: "?" };
    expect(isPlain(definition, { ...request, ...change }, material)).toBe(true);
    const work = workOf(definition);
    for (let at = 0; at < definition.tests.length; at++) {
      const { method, target, body } = work(at).call;
      const [path = "", query = ""] = target.split("?");
      const own = { ...request, method, path, query: `?${query}`, ...(body && { body }) };
      expect(isPlain(definition, own, material)).toBe(true);
    }
  },
);

test("a body that a definition takes as bytes is called JSON only where it is, and what somebody says of it stands", async () => {
  const prices = await documented("prices");
  const typesUnder = (body: "json-jcs" | "bytes", text: string) => {
    const definition: Definition = { ...prices, input: { ...prices.input, body } };
    const call = { method: "POST", target: "/count", body: utf8Encode(text) };
    const asked = [call, { ...call, contentType: "text/plain" }, { method: "GET", target: "/count" }];
    const [first] = prices.tests;
    const request = { method: "POST", authority: "a.example", path: "/count", query: "?", body: { text } };
    const tests = first && [{ ...first, exchanges: [{ request, response: first.exchanges[0]?.response }] }];
    const shown = workOf({ ...definition, tests } as Definition)(0).call.contentType;
    return [shown, ...[0, 1, 2].map((at) => workOf(definition, { asked })(at).call.contentType)];
  };
  const [json, bytes, said] = ["application/json", "application/octet-stream", "text/plain"];
  for (const text of ["hello world", "12", "null", '{"a":1'])
    expect(typesUnder("bytes", text)).toEqual([bytes, bytes, said, undefined]);
  for (const text of ["[3,1,2]", '{"items":[]}'])
    expect(typesUnder("bytes", text)).toEqual([json, json, said, undefined]);
  expect(typesUnder("json-jcs", '{"items":[]}')).toEqual([json, json, said, undefined]);
});
