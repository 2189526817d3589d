import { describe, expect, test } from "vitest";
import { fuzzProofParsers } from "#bench/support/fuzz-proofs.ts";

describe("10,000 spoiled documents for each parser", () => {
  for (const { parser, rounds, accepted, failures } of fuzzProofParsers({ rounds: 10_000, seed: 20_261_123 })) {
    test(`${parser}: what is accepted is what would be written, the rest is refused, nothing throws`, () => {
      expect(failures).toEqual([]);
      // Neither end of the scale may go unseen: the samples themselves, and their spoiled copies.
      expect(accepted).toBeGreaterThan(rounds / 20);
      expect(accepted).toBeLessThan(rounds);
    });
  }
});
