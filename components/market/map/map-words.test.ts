import { expect, test } from "vitest";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { mapCaption } from "./map-caption.ts";
import { limitOfLoss } from "./map-limit.ts";
import type { MapPoint, MarketMapView } from "./map-points.ts";
import { mapTwin } from "./map-twin.ts";
import { mapViewOf } from "./map-view.ts";
import { dominatedWords, mapTitle, readingWords } from "./map-words.ts";
import { rankCorrelation, slopeSentence } from "./slope.ts";
import { choiceAt, toleranceFrom, toleranceWords } from "./tolerance.ts";

const point = (key: string, more: Partial<MapPoint>): MapPoint => ({
  ...{ key, label: key, name: `${key} at Nord`, provider: `prv_${key}`, price: "10", low: 10_000, estimate: 40_000 },
  ...{
    high: 80_000,
    tier: "C" as const,
    isShut: false,
    staleSince: null,
    limitPercent: 25,
    prepayDays: 7,
    lostPpm: 2_000,
  },
  ...{ costRank: 0, isOnFrontier: true, dominatedBy: null },
  ...more,
});

function marketOf(points: readonly MapPoint[], counts: Partial<MarketMapView["counts"]> = {}): MarketMapView {
  const rated = points.filter(({ tier }) => tier !== "unrated").length;
  return {
    ...{
      noun: { one: "storage offer", many: "storage offers" },
      currency: "EUR",
      axis: "EUR for 1,000 GB",
      points,
      dots: [],
    },
    caption: "",
    counts: {
      offers: points.length,
      rated,
      unrated: points.length - rated,
      shut: 0,
      stale: 0,
      withoutPrice: 0,
      ...counts,
    },
  };
}

const titleAt = (view: MarketMapView, ppm: number) => mapTitle(view, ppm, choiceAt(view.points, ppm));

test("the title says what the tolerated risk costs, and in a market what less of it would", () => {
  const eight = Array.from({ length: 8 }, (_, nth) =>
    point(`Filler${nth}`, { costRank: nth + 2, isOnFrontier: false }),
  );
  const halden = point("Halden", {});
  const vela = point("Vela", { price: "14", tier: "B", high: 30_000, costRank: 1 });
  expect(titleAt(marketOf([halden, vela]), 120_000)).toBe("At C or better, Halden costs least: 10 EUR");
  expect(titleAt(marketOf([halden, vela, ...eight]), 120_000)).toBe(
    "At C or better, Halden costs least: 10 EUR; B begins at 14 EUR",
  );
  expect(titleAt(marketOf([halden, vela, ...eight]), 50_000)).toBe("At B or better, Vela costs least: 14 EUR");
});

test("where nothing can be said, the title says that", () => {
  const unrated = point("Quill", { tier: "unrated", costRank: null, isOnFrontier: false });
  const shut = point("Brask", { isShut: true, costRank: null, isOnFrontier: false });
  expect(titleAt(marketOf([]), 120_000)).toBe("There is no storage offer with a price yet");
  expect(titleAt(marketOf([unrated]), 120_000)).toBe("The one storage offer is not rated yet");
  expect(titleAt(marketOf([unrated, { ...unrated, key: "2" }]), 120_000)).toBe("None of 2 storage offers is rated yet");
  expect(titleAt(marketOf([shut, unrated]), 120_000)).toBe("No rated storage offer takes money now");
  expect(titleAt(marketOf([point("Halden", {})]), 20_000)).toBe(
    "No storage offer at A; the safest is Halden, C, elevated risk",
  );
  expect(titleAt(marketOf([point("Halden", {})]), 70_000)).toContain("No storage offer up to 7 %");
});

test("how price goes with risk is said from twelve on, and only where it is no chance", () => {
  const rising = Array.from({ length: 12 }, (_, nth) =>
    point(`P${nth}`, { price: `${10 + nth}`, high: 400_000 / (nth + 1) }),
  );
  expect(slopeSentence(marketOf(rising.slice(1)))).toBe("");
  expect(slopeSentence(marketOf(rising))).toMatch(
    /^Dearer offers are safer here: half the risk costs about \d+ % more\.$/,
  );
  const backwards = rising.map((each, nth) => ({ ...each, high: 10_000 * (nth + 1) }));
  expect(slopeSentence(marketOf(backwards))).toBe("Here dearer offers are riskier, not safer.");
  const none = rising.map((each, nth) => ({ ...each, high: nth % 2 === 0 ? 50_000 + nth : 90_000 - nth }));
  expect(slopeSentence(marketOf(none))).toContain("tells nothing sure");
  expect(slopeSentence(marketOf(rising.map((each) => ({ ...each, price: "10" }))))).toContain("tells nothing sure");
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
});

test("the caption counts what has no usual place on the map", () => {
  const caption = mapCaption(marketOf([point("Halden", {})], { withoutPrice: 2, shut: 1, stale: 3 }));
  expect(caption).toContain("1 storage offer, in EUR for 1,000 GB.");
  expect(caption).toContain(
    "2 offers have no price; 1 takes no money now (suspended or closing); 3 price lists have ended.",
  );
});

test("an offer is passed over in words", () => {
  const halden = point("Halden", { price: "10", high: 50_000 });
  expect(dominatedWords(point("x", { price: "11", high: 60_000 }), halden)).toBe("dearer and riskier than Halden");
  expect(dominatedWords(point("x", { price: "11", high: 50_000 }), halden)).toBe("dearer and no safer than Halden");
  expect(dominatedWords(point("x", { price: "10", high: 60_000 }), halden)).toBe("riskier at the price of Halden");
});

test("an offer is read with its price, its risk as people count, and what to keep there in the reader's money", () => {
  const view = marketOf([point("Halden", {})]);
  expect(readingWords(point("Halden", {}), view, limitOfLoss("50", "EUR"))).toBe(
    "Halden at Nord, 10 EUR. C, elevated risk: up to about 1 in 12 like it fail or lie within a year (estimate about 1 in 25). Keep at most 12 EUR, and pay for at most 7 days ahead. Of that, up to 0.03 EUR is lost on average in 7 days.".replaceAll(
      "about ",
      "",
    ),
  );
  expect(readingWords(point("Halden", {}), view, limitOfLoss("", "EUR"))).toContain(
    "Keep at most a quarter of what you could lose",
  );
  expect(readingWords(point("A", { lostPpm: 1 }), view, limitOfLoss("50", "EUR"))).toContain(
    "Of that, less than 0.01 EUR is lost on average in 7 days.",
  );
  expect(readingWords(point("B", { isShut: true }), view, limitOfLoss("50", "EUR"))).toContain("It takes no money now");
});

test("what is typed as percent is a tolerance, or nothing", () => {
  expect([toleranceFrom("12"), toleranceFrom("7,5"), toleranceFrom("0.5")]).toEqual([120_000, 75_000, 5_000]);
  for (const text of ["", "x", "-3", "0", "61", "1e9"]) expect(toleranceFrom(text)).toBeUndefined();
  expect(toleranceWords(20_000)).toBe("at A");
});

test("the table holds the numbers of the API", () => {
  const market = sampleMarket(40, 8);
  const { rows } = mapTwin(mapViewOf(market), "market");
  const byName = new Map(rows.map((row) => [row[0], row]));
  expect(rows).toHaveLength(40);
  for (const { service, instance, price, low, estimate, high, tier, limit_percent } of market.points)
    expect(byName.get(`${service?.name} at ${instance.name}`)?.slice(1, 7)).toEqual([
      ...[Number(price), tier, low, estimate, high, limit_percent],
    ]);
});
