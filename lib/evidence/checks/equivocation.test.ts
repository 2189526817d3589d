/** Two answers to one request over bundles that were really signed. */
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { HttpExchange } from "../exchange.ts";
import { answer, blocks, bundleOf, check, compared, FACTS } from "../testing/block-bundles.ts";
import { answeredAt } from "../testing/signed-answer.ts";
import type { CheckFacts } from "./facts.ts";

test("two answers to one request prove equivocation; two requests, or one answer twice, do not", async () => {
  const claim = { kind: "equivocation" as const, params: {} };
  const [a, b] = [
    await answer("left", "the truth"),
    await answer("right", "the truth", answeredAt, "YW5vdGhlci1ub25jZS0x"),
  ];
  // Under an identifier each answer's own hash decides; the same two under a definition that compares answers convict.
  const known = { definition: compared, material: { code: undefined, state: undefined }, listed: true };
  const judged = async (exchanges: readonly HttpExchange[], facts: Partial<CheckFacts> = {}) =>
    check(bundleOf([...exchanges], { claim, time: [] }), { definitionOf: () => known, ...facts });
  const both = await judged([a, b]);
  expect(both.verdict).toEqual({ verdict: "proven" });
  expect((await judged([b, a])).fault?.id).toBe(both.fault?.id);
  expect((await judged([a, b], { definitionOf: FACTS.definitionOf })).verdict).toEqual({
    verdict: "refuted",
    reason: "several-right-answers",
  });
  // Each answer must have been a promise when it was given: not before its window, nor longer ago than 180 days.
  const at = (created: Instant) => answer("left", "the truth", created);
  const early = parseInstant(blocks.window.validFrom) as Instant;
  expect((await judged([await at(addMs(early, -SECOND_MS)), b])).verdict).toMatchObject({ reason: "out-of-window" });
  const old = {
    ...known,
    definition: { ...compared, window: { ...compared.window, validFrom: "2020-01-01T00:00:00.000Z" } },
  };
  const longAgo = await judged([await at(addMs(answeredAt, -181 * DAY_MS)), b], { definitionOf: () => old });
  expect(longAgo.verdict).toEqual({ verdict: "refuted", reason: "out-of-time" });
  expect((await judged([a, a])).verdict).toMatchObject({ reason: "same-answer" });
  const other = await answer("right", "another truth");
  expect((await judged([a, other])).verdict).toMatchObject({ reason: "different-requests" });
});

test("two answers that not everybody reads alike convict nobody, whatever a customer wrote into them", async () => {
  const definition = { ...compared, output: { ...compared.output, body: "json-jcs" as const } };
  const known = { definition, material: { code: undefined, state: undefined }, listed: true };
  const judged = async (left: string, right: string) => {
    const exchanges = [
      await answer(left, "a note", answeredAt),
      await answer(right, "a note", answeredAt, "YW5vdGhlci1ub25jZS0x"),
    ];
    const bundle = bundleOf(exchanges, { claim: { kind: "equivocation", params: {} }, time: [] });
    return (await check(bundle, { definitionOf: () => known })).verdict.verdict;
  };
  expect(await judged('{"text":"😀","at":1}', '{"text":"😀","at":2}')).toBe("proven");
  expect(await judged('{"text":"\\ud83d","at":1}', '{"text":"\\ud83d","at":2}')).toBe("inconclusive");
  expect(await judged("<html>", '{"at":2}')).toBe("inconclusive");
});

test("what two servers answer while one still goes by the version before is no equivocation in its grace", async () => {
  const claim = { kind: "equivocation" as const, params: {} };
  const both = [
    await answer("left", "the truth"),
    await answer("right", "the truth", answeredAt, "YW5vdGhlci1ub25jZS0x"),
  ];
  const material = { code: undefined, state: undefined };
  const begins = addMs(answeredAt, -DAY_MS);
  const named = { ...compared, window: { ...compared.window, validFrom: formatInstant(begins) } };
  const judged = async (graceSeconds: number, since: Instant) => {
    const definition = { ...compared, window: { ...compared.window, graceSeconds } };
    const known = { definition: named, material, listed: true, before: { definition, material, since } };
    return (await check(bundleOf(both, { claim, time: [] }), { definitionOf: () => known })).verdict;
  };
  const week = addMs(begins, -7 * DAY_MS);
  expect(await judged(2 * 86_400, week)).toEqual({ verdict: "inconclusive", reason: "in-grace" });
  expect(await judged(3_600, week)).toEqual({ verdict: "proven" });
  // The log had the version before for an hour when the named one began: it shields no longer than that.
  expect(await judged(2 * 86_400, addMs(begins, -3_600 * SECOND_MS))).toEqual({ verdict: "proven" });
});
