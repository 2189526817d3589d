/** What a bundle proves to whoever has the log's key and nothing else. */
import { expect, test } from "vitest";
import { encodeBundle } from "../bundle/bundle.ts";
import { exampleClaims } from "../testing/example-claims.ts";
import { factsOf } from "../testing/plain-facts.ts";
import { comparedPieces, resultText } from "../words/result.ts";
import { checkBundle } from "./check-bundle.ts";

const examples = await exampleClaims();
const found = (kind: string, change: object = {}) => {
  const { bundle, facts } = examples[kind] ?? {};
  if (bundle === undefined || facts === undefined) throw new Error(kind);
  return checkBundle(encodeBundle({ ...bundle, ...change }), factsOf(facts));
};
const judged = async (kind: string, change: object = {}) => (await found(kind, change)).verdict;

test("of every kind that needs no code to be run the example is proven", async () => {
  const verdicts = Object.keys(examples).map(async (kind) => [kind, (await judged(kind)).verdict]);
  expect(Object.fromEntries(await Promise.all(verdicts))).toEqual({
    ...{ equivocation: "proven", "content-address": "proven", "wrong-result": "open", "key-misuse": "proven" },
    ...{ "offer-broken": "proven", "disclosure-contradiction": "proven", "token-misuse": "proven" },
  });
});

test("without its proof of what stands in the log a bundle leaves open whether statements and lists take effect", async () => {
  const contradiction = { claim: { kind: "disclosure-contradiction", params: { rule: "epoch-equation" } } };
  expect(await judged("disclosure-contradiction", contradiction)).toEqual({
    verdict: "open",
    reason: "effect-unknown",
  });
  const offer = { claim: { kind: "offer-broken", params: {} } };
  expect(await judged("offer-broken", offer)).toEqual({ verdict: "open", reason: "price-lists-missing" });
});

test("without the key's history a bundle leaves open whose the key is", async () => {
  expect(await judged("wrong-result", { keys: [] })).toMatchObject({ verdict: "open" });
  expect(await judged("equivocation", { keys: [] })).toEqual({ verdict: "open", reason: "key-history-missing" });
});

test("values are told of what was compared, and of content under its hash, which names no other, none", async () => {
  expect(resultText(comparedPieces(await found("equivocation")) ?? [])).toMatch(/^It answered .* also answered /);
  for (const kind of ["content-address", "offer-broken", "key-misuse"])
    expect(comparedPieces(await found(kind)), kind).toBeUndefined();
});
