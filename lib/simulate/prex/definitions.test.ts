/** That the demonstration's services can be held to what people ask of them. */
import { expect, test } from "vitest";
import { answerOfTest } from "#lib/evidence/definition/answer.ts";
import { isPlain } from "#lib/evidence/definition/plain/request.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { promisedFrom } from "./definitions.ts";

const market = promisedFrom(asInstant(0), 30);

test.each([
  ["exchange rates", "/convert", '{"amount":"1.05","from":"CHF","to":"SEK"}'],
  ["exchange rates", "/convert", '{"amount":"2.5","from":"CHF","to":"SEK"}'],
  ["exchange rates", "/convert", '{"amount":"0.125","from":"SEK","to":"EUR"}'],
  ["exchange rates", "/convert", '{"amount":"7","from":"SEK","to":"EUR"}'],
  ["sales tax", "/tax", '{"country":"SE","net":"12.00"}'],
  ["sales tax", "/tax", '{"country":"SE","net":"12.5"}'],
  ["sales tax", "/tax", '{"country":"SE","net":"12"}'],
  ["address text", "/slug", '{"text":"Åse & Øyvind  1 / 2"}'],
  ["account checks", "/check", '{"account":"86011117954","country":"NO"}'],
] as const)("of %s what no test asks (%s %s) is judged like what tests ask", (name, path, text) => {
  const { definition, code } = market[name];
  const material = { code: code === undefined ? undefined : utf8Encode(code), state: undefined };
  const asked = { method: "POST", authority: "a.example", path, query: "?", body: utf8Encode(text) };
  const tested = definition.tests.flatMap(({ exchanges }) => exchanges).map((each) => answerOfTest(each)?.request);
  expect(tested.length).toBeGreaterThan(0);
  for (const request of [asked, ...tested])
    expect(request !== undefined && isPlain(definition, request, material)).toBe(true);
});

test.each([
  ["exchange rates", "/convert", '{"amount":"12.50","from":"eur","to":"sek"}'],
  ["exchange rates", "/convert", '{"amount":"1.2345","from":"EUR","to":"SEK"}'],
  ["sales tax", "/tax", '{"net":"100.00","country":"de"}'],
  ["sales tax", "/tax", '{"net":"100.00","country":"DE"}'],
  ["sales tax", "/tax", '{"country":"DE","net":"0.00"}'],
  ["account checks", "/check", '{"account":"abna0417164300","country":"nl"}'],
  ["account checks", "/check", '{"account":"ABNA 0417 1643 00","country":"NL"}'],
  ["address text", "/slug", '{"text":"\u65e5\u672c"}'],
] as const)("of %s nobody is held to what libraries take otherwise (%s %s)", (name, path, text) => {
  const asked = { method: "POST", authority: "a.example", path, query: "?", body: utf8Encode(text) };
  expect(isPlain(market[name].definition, asked)).toBe(false);
});
