import { expect, test } from "vitest";
import { type CallOutcome, correctnessLoss, lossOf, PARTS } from "./losses.ts";

const facts = { latencyMs: 0, latencyLimitMs: 1000, price: 0, priceLimit: 10, value: 100, cap: 100 };

test("each outcome has the loss of the table", () => {
  const table: [CallOutcome, number][] = [
    [{ kind: "signature", is: "missing" }, 1],
    [{ kind: "signature", is: "invalid" }, 1],
    [{ kind: "signature", is: "undisclosed-key" }, 1],
    [{ kind: "rerun", isEqual: true }, 0],
    [{ kind: "rerun", isEqual: false }, 1],
    [{ kind: "ruling", is: "upheld", severity: "minor" }, 0.25],
    [{ kind: "ruling", is: "upheld", severity: "moderate" }, 0.5],
    [{ kind: "ruling", is: "upheld", severity: "serious" }, 1],
    [{ kind: "ruling", is: "upheld", severity: "grave" }, 1],
    [{ kind: "ruling", is: "rejected" }, 0],
    [{ kind: "silence" }, 1],
    [{ kind: "failure", lost: 1, stake: 100 }, 0.5],
    [{ kind: "failure", lost: 80, stake: 100 }, 0.8],
    [{ kind: "failure", lost: 200, stake: 100 }, 1],
  ];
  for (const [outcome, loss] of table) expect(correctnessLoss(outcome)).toBe(loss);
});

test("correctness, latency and price combine, and small calls weigh little", () => {
  const wrong = { kind: "rerun", isEqual: false } as const;
  expect(PARTS.correctness + PARTS.latency + PARTS.price).toBe(1);
  expect(lossOf({ ...facts, outcome: wrong })).toBeCloseTo(0.7, 12);
  expect(lossOf({ ...facts, outcome: wrong, latencyMs: 500, price: 20 })).toBeCloseTo(0.925, 12);
  expect(lossOf({ ...facts, outcome: wrong, value: 10 })).toBeCloseTo(0.07, 12);
  expect(lossOf({ ...facts, outcome: wrong, value: 1e9 })).toBeCloseTo(0.7, 12);
});

test("what is no measure is refused", () => {
  const right = { kind: "rerun", isEqual: true } as const;
  for (const bad of [{ latencyMs: -1 }, { price: Number.NaN }, { cap: 0 }, { latencyLimitMs: 0 }])
    expect(() => lossOf({ ...facts, ...bad, outcome: right })).toThrow(RangeError);
});
