import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";
import { drawOrder, drawSeed, rankOf } from "./draw.ts";
import { chainEnd, isPreimage, preimageOf } from "./draw-chain.ts";

type Example = {
  readonly chainEnd: string;
  readonly k: number;
  readonly index: string;
  readonly log: Origin;
  readonly case: CaseId;
  readonly reporter: string;
  readonly seed: string;
  readonly ranks: readonly { readonly did: Did; readonly rank: string }[];
};

test("the example of the draw's page is what the code computes", () => {
  const page = readFileSync("docs/protocol/draw.md", "utf8");
  const example: Example = JSON.parse(/```json\n([^`]+)```/.exec(page)?.[1] ?? "");
  const start = new Uint8Array(32).fill(7);
  expect(chainEnd(start)).toBe(example.chainEnd);
  expect(preimageOf(start, example.k)).toBe(example.index);
  expect(isPreimage(example.index, example.k, example.chainEnd)).toBe(true);
  const shares = { reporter: example.reporter, operator: null };
  const seed = drawSeed({ log: example.log, case: example.case, preimage: example.index, shares });
  expect(seed).toBe(example.seed);
  const pool = example.ranks.map(({ did }) => ({ did, conflict: null, organisation: null })).reverse();
  expect(drawOrder(pool, seed).order).toEqual(example.ranks.map(({ did }) => did));
  for (const { did, rank } of example.ranks) expect(rankOf(seed, did)).toBe(rank);
});
