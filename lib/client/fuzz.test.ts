import { expect, test } from "vitest";
import { fuzzWordParsers } from "#bench/support/fuzz-words.ts";

test("10,000 spoiled documents at each parser of statements, answers, files and links: each reads as itself or is refused, and nothing throws", () => {
  const results = fuzzWordParsers({ rounds: 10_000, seed: 20_261_127 });
  expect(results.flatMap(({ parser, failures }) => failures.map((text) => `${parser}: ${text}`))).toEqual([]);
  for (const { parser, accepted, rounds } of results) {
    expect(accepted, parser).toBeGreaterThan(rounds / 20);
    expect(accepted, parser).toBeLessThan(rounds);
  }
}, 120_000);
