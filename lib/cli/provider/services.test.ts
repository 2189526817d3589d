import { expect, test } from "vitest";
import { runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { readSource } from "../definition/read-source.ts";
import { serviceOf } from "./services.ts";

const source = await readSource("docs/how-to/definitions/search.json");
const { definition } = source.body;
const search = await serviceOf(source);
const instantiate = await quickJsOf(await readQuickJsFile());

test.each([
  ["?q=receipt", 200, 2],
  ["?q=RECEIPT", 200, 2],
  ["?q=the%20log", 200, 1],
  ["?q=the+log", 200, 0],
  ["?%71=receipt", 404, undefined],
  ["?a?q=bread&q=receipt", 200, 1],
  ["?q=bread&q=receipt", 200, 1],
  ["?q=%E2%84%AA", 200, 1],
  ["?q=", 404, undefined],
  ["?", 404, undefined],
  ["?q=%zz", 400, undefined],
  ["?q=%C3", 400, undefined],
])("the search reads %s as its definition does, which calls no honest answer wrong", async (query, status, count) => {
  const request = { method: "GET", authority: "x.example", path: "/search", query, nonce: "bm9uY2U" };
  const response = await search(request);
  expect(response.status).toBe(status);
  if (status !== 200) return;
  expect(JSON.parse(utf8Decode(response.body) ?? "").count).toBe(count);
  if (instantiate === undefined || !hasCode(definition)) throw new Error("The pinned engine is not there.");
  const ran = runDefinition(instantiate, { definition, material: source.material, answer: { request, response } });
  expect(ran.result).toBe("match");
});

/** What the documented definition says of these hits for what was asked. */
function saysOf(q: string, ...texts: readonly string[]): string {
  const request = { method: "GET", authority: "x.example", path: "/search", query: `?q=${q}`, nonce: "bm9uY2U" };
  const body = utf8Encode(JSON.stringify({ count: texts.length, hits: texts.map((text, id) => ({ id, text })) }));
  const response = { status: 200, contentType: "application/json", body };
  if (instantiate === undefined || !hasCode(definition)) throw new Error("The pinned engine is not there.");
  return runDefinition(instantiate, { definition, material: source.material, answer: { request, response } }).result;
}

// Each is what some collation in use finds and another does not: MySQL, SQL Server, Postgres with unaccent, ICU, tokens.
test.each([
  ["lodz", "Łódź"],
  ["malmo", "Malmø"],
  ["strasse", "Lange Straße 5"],
  ["aeroe", "Ærø"],
  ["istanbul", "İstanbul"],
  ["istanbul", "ıstanbul"],
  ["muller", "Müller"],
  ["muller", "Mu\u0308ller"],
  ["mueller", "Müller"],
  ["aarhus", "Århus"],
  ["sunrise", "sun\u00adrise"],
  ["sunrise", "sun\u200brise"],
  ["the%20sun", "The  sun"],
  ["the%20sun", "The\u00a0sun"],
  ["the%20sun", "The\nsun"],
  ["the%20%20sun", "The sun"],
  ["kg", "5 ㎏"],
  ["sun", "Солнце"],
])("the documented search holds nobody to a hit that some collations find: %s in %j", (q, text) => {
  expect(saysOf(q, text)).toBe("match");
});

test.each([
  ["sun", "An advertisement"],
  ["sun", "An advertisement…"],
  ["sun", "“An advertisement” – yours\n"],
  ["sun", "su n"],
  ["the%20sun", "The  sin"],
  ["lodz", "Łódź", "Warszawa"],
])("and to every other that does not hold the word: %s in %j", (q, ...texts) => {
  expect(saysOf(q, ...texts)).toBe("mismatch");
});
