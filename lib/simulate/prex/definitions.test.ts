/** That the demonstration's services can be held to what people ask of them. */
import { expect, test } from "vitest";
import { answerOfTest } from "#lib/evidence/definition/answer.ts";
import { isPlain } from "#lib/evidence/definition/plain-request.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { promisedFrom } from "./definitions.ts";

const market = promisedFrom(asInstant(0), 30);

test.each([
  ["exchange rates", "/convert", '{"amount":"1.05","from":"CHF","to":"SEK"}'],
  ["sales tax", "/tax", '{"net":"12.00","country":"SE"}'],
  ["address text", "/slug", '{"text":"Åse & Øyvind  1 / 2"}'],
  ["account checks", "/check", '{"account":"1234","country":"NO"}'],
] as const)("of %s what no test asks is judged like what tests ask", (name, path, text) => {
  const { definition } = market[name];
  const asked = { method: "POST", authority: "a.example", path, query: "?", body: utf8Encode(text) };
  const tested = definition.tests.flatMap(({ exchanges }) => exchanges).map((each) => answerOfTest(each)?.request);
  expect(tested.length).toBeGreaterThan(0);
  for (const request of [asked, ...tested]) expect(request !== undefined && isPlain(definition, request)).toBe(true);
});
