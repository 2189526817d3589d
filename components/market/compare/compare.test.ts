import { expect, test } from "vitest";
import type { Compared } from "#lib/contract/compared.ts";
import { compareAskOf, compareHref } from "./compare-ask.ts";
import { compareRows, compareTitle, currencyWords, sharedWords } from "./compare-rows.ts";
import {
  endHeights,
  isTooShort,
  type Line,
  overlayReading,
  overlayTitle,
  ratedStretches,
  stopsOfLines,
} from "./overlay-points.ts";

const id = (letter: string) => `prv_${letter.repeat(26)}`;

function provider(
  name: string,
  marks: Partial<NonNullable<Compared["marks"]>> = {},
  more: Partial<Compared> = {},
): Compared {
  return {
    ...{ id: `prv_${name}`, name, kind: "service" as const, proven: true, operator: "Nord GmbH" },
    ...{ registeredAt: "2026-01-02T00:00:00.000Z", heartbeat: "none" as const, jurisdiction: "DE", regulation: null },
    ...{ reports: { open: 0, upheld: 0 }, offers: [] },
    marks: {
      ...{ tier: "C" as const, is_shut: false, decided_by: "conduct" as const, limit_percent: 25, prepay_days: 7 },
      ...{ transparency: 2, depth: "medium" as const, probability: { low: 30_000, estimate: 50_000, high: 90_000 } },
      ...marks,
    },
    ...more,
  };
}

test("what differs stands first, what is alike on its own, and nothing is lost", () => {
  const { different, alike } = compareRows([provider("Halden"), provider("Vela", { tier: "B" })]);
  expect(different.map(({ name }) => name)).toEqual(["Tier"]);
  expect(different[0]?.cells).toEqual(["C, elevated risk", "B, low risk"]);
  expect(compareRows([provider("Halden"), provider("Halden")]).different).toEqual([]);
  expect(alike.length + different.length).toBe(compareRows([provider("x")]).alike.length);
});

test("prices say what they are for: once where all have one unit, else each", () => {
  const offer = { category: "storage", currency: "EUR", price: "0.40", with: "Halden Prex" };
  const shop = (unit: string) => provider(unit, {}, { offers: [{ ...offer, unit }] });
  const prices = (...units: string[]) => {
    const { different, alike } = compareRows(units.map(shop));
    return [...different, ...alike].find(({ name }) => name.startsWith("Prices"));
  };
  expect(prices("call", "call")).toEqual({
    name: "Prices for 1,000 calls",
    cells: ["storage: 0.40 EUR (Halden Prex)", "storage: 0.40 EUR (Halden Prex)"],
  });
  expect(prices("call", "GB")).toEqual({
    name: "Prices",
    cells: ["storage: 0.40 EUR for 1,000 calls (Halden Prex)", "storage: 0.40 EUR for 1,000 GB (Halden Prex)"],
  });
});

test("a rule that makes a tier worse than the chance beside it is told", () => {
  const { different } = compareRows([
    provider("Halden"),
    provider("Isbrand", { tier: "E", lowered_by: "equivocation" }),
  ]);
  expect(different.find(({ name }) => name.startsWith("By a rule"))?.cells).toEqual([
    "no",
    "it signed two different words on one thing, and that is not resolved",
  ]);
});

test("one is called the safest only where its worst is better than another's best", () => {
  const halden = provider("Halden");
  const vela = provider("Vela", { probability: { low: 1_000, estimate: 9_000, high: 20_000 } });
  const near = provider("Near", { probability: { low: 20_000, estimate: 40_000, high: 80_000 } });
  expect(compareTitle([halden, vela])).toBe("Vela is the safest of these: even at worst safer than Halden at best");
  expect(compareTitle([halden, near])).toBe("By what is known Near and Halden cannot be told apart by risk");
  expect(compareTitle([halden, provider("Quill", { tier: "unrated" })])).toBe("Only Halden is rated, C, elevated risk");
  expect(compareTitle([provider("Quill", { tier: "unrated" }), provider("No", {}, { marks: null })])).toBe(
    "None of these 2 is rated yet",
  );
});

test("what would fall together is said with its reason, and money in two currencies is not converted", () => {
  const both = [provider("Halden"), provider("Vela")];
  expect(sharedWords({ of: ["prv_Halden", "prv_Vela"], because: ["same-owner"] }, both)).toBe(
    "Halden and Vela may fall together: they have one owner. Count them as one.",
  );
  expect(sharedWords({ of: ["prv_Halden", "prv_Vela"], because: ["same-jurisdiction"] }, both)).toBe(
    "Halden and Vela stand under the same courts: keep at most half of what you could lose with them together.",
  );
  const offer = { category: "storage", unit: "GB", currency: "EUR", price: "1", with: "Nord" };
  expect(currencyWords([provider("a", {}, { offers: [offer] })])).toBe("");
  expect(currencyWords([provider("a", {}, { offers: [offer, { ...offer, currency: "USD" }] })])).toBe(
    "Prices are in EUR and USD: nothing is converted.",
  );
});

test("an address with six providers, words and doubles is a comparison of five, and says what was left out", () => {
  const ids = ["a", "e", "i", "m", "q", "u"].map(id);
  const ask = compareAskOf({ ids: [...ids, id("a"), "x", ""].join(","), as_of: "120" });
  expect(ask).toEqual({ ids: ids.slice(0, 5), wrong: ["x"], tooMany: 1, asOf: 120 });
  for (const size of ["0", "-1", "1.5", "abc", "99999999999999999999"])
    expect(compareAskOf({ as_of: size }).asOf).toBeUndefined();
  expect(compareAskOf({}).ids).toEqual([]);
  expect(compareAskOf({ ids: compareHref(ids.slice(0, 2), 7).split("=")[1]?.split("&")[0] ?? "" }).ids).toEqual(
    ids.slice(0, 2),
  );
});

const at = (day: number, tier: "B" | "C" | "unrated", high = 80_000) => ({
  ...{ day, tier, estimate: high / 2, low: high / 4, high, score: 0, effective: 0, model: "m" },
});
const line = (name: string, points: Line["points"]): Line => ({ id: name, name, points });

test("lines stop where nobody rated, and are read day by day", () => {
  const halden = line("Halden", [at(10, "unrated"), at(20, "C"), at(30, "unrated"), at(40, "B", 30_000)]);
  const span = { from: 10, to: 50 };
  expect(ratedStretches(halden, span).map(({ points, to }) => [points[0]?.day, to])).toEqual([
    [20, 30],
    [40, 50],
  ]);
  expect(stopsOfLines([halden], span)).toEqual([10, 20, 30, 40, 50]);
  expect(overlayReading([halden, line("Vela", [])], 40)).toBe("1970-02-10: Halden B, up to 3 %; Vela not listed yet");
  expect(isTooShort({ from: 1, to: 13 })).toBe(true);
  expect(isTooShort(undefined)).toBe(true);
  expect(isTooShort({ from: 1, to: 14 })).toBe(false);
});

test("the title of the lines says who went where, and who was never rated", () => {
  const lines = [
    line("Halden", [at(10, "unrated"), at(20, "C"), at(40, "B")]),
    line("Vela", [at(10, "C")]),
    line("Quill", [at(10, "unrated")]),
  ];
  expect(overlayTitle(lines)).toBe("Halden went from C to B, Vela stayed C, Quill was never rated");
});

test("names at the lines' ends keep apart, and inside", () => {
  const placed = endHeights([100, 101, 99, 239, 240], 15, 240);
  const sorted = placed.toSorted((a, b) => a - b);
  for (const [nth, y] of sorted.entries()) {
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(240);
    if (nth > 0) expect(y - (sorted[nth - 1] ?? 0)).toBeGreaterThanOrEqual(15);
  }
});
