import { expect, test } from "vitest";
import { fuzzEvidenceParsers } from "#bench/support/fuzz-evidence.ts";

test("10,000 spoiled documents at each parser of evidence: each reads as itself or is refused, and nothing throws", async () => {
  const results = await fuzzEvidenceParsers({ rounds: 10_000, seed: 20_261_126 });
  expect(results.flatMap(({ parser, failures }) => failures.map((text) => `${parser}: ${text}`))).toEqual([]);
  for (const { parser, accepted, rounds } of results) {
    expect(accepted, parser).toBeGreaterThan(rounds / 20);
    expect(accepted, parser).toBeLessThan(rounds);
  }
}, 120_000);
