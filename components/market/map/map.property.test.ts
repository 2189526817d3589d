import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { chosenFor, MOST_LABELS, placeLabels, textWidth } from "./map-labels.ts";
import { mapLayout } from "./map-layout.ts";
import { type MapPoint, type MarketMapView, MOST_MARKS, priceOf } from "./map-points.ts";
import { mapViewOf } from "./map-view.ts";
import { priceAxis, pricePlace } from "./price-scale.ts";
import { frontierOf } from "./staircase.ts";
import { choiceAt, isTolerated, TOLERANCES } from "./tolerance.ts";

const FRAME = { width: 520, height: 300 };
const markets = fc.record({ count: fc.integer({ min: 0, max: 160 }), seed: fc.integer({ min: 1, max: 10_000 }) });
const prices = fc.array(fc.double({ min: 1e-5, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 40 });

test("every price stands inside the axis, in the order of prices, under at most so many ticks of 1, 2 or 5", () => {
  fc.assert(
    fc.property(prices, fc.integer({ min: 2, max: 10 }), (each, mostTicks) => {
      const axis = priceAxis(each, mostTicks);
      const place = pricePlace(axis, 500);
      const sorted = each.toSorted((a, b) => a - b).map(place);
      for (const [nth, x] of sorted.entries()) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(500);
        expect(x).toBeGreaterThanOrEqual((sorted[nth - 1] ?? 0) - 1e-6);
      }
      expect(axis.isLog).toBe(Math.max(...each) / Math.min(...each) > 8);
      expect(axis.ticks.length).toBeLessThanOrEqual(mostTicks + 1);
      if (axis.isLog) for (const tick of axis.ticks) expect(tick.toExponential()).toMatch(/^[125]e/);
    }),
    { seed: 20261127 },
  );
});

test("a markup below the list price has a place too", () => {
  const axis = priceAxis([-12.5, 0, 40], 6);
  expect(axis.isLog).toBe(false);
  expect(axis.least).toBeLessThan(-12.5);
  expect(axis.ticks).toContain(0);
});

test("the choice is the least cost of all that is tolerated, and it is on the frontier", () => {
  fc.assert(
    fc.property(markets, fc.constantFrom(...TOLERANCES.map(([, ppm]) => ppm)), ({ count, seed }, ppm) => {
      const { points } = mapViewOf(sampleMarket(Math.min(count, MOST_MARKS), seed));
      const choice = choiceAt(points, ppm);
      const others = points.filter((point) => point.costRank !== null && isTolerated(point, ppm));
      expect(choice === undefined).toBe(others.length === 0);
      if (choice === undefined) return;
      expect(choice.isOnFrontier).toBe(true);
      for (const { costRank } of others) expect(costRank ?? 0).toBeGreaterThanOrEqual(choice.costRank ?? 0);
    }),
    { seed: 20261127, numRuns: 60 },
  );
});

test("a tolerance by tier chooses what the API chooses", () => {
  for (const [tolerance, ppm] of TOLERANCES) {
    const market = sampleMarket(80, 5, { tolerance });
    expect(choiceAt(mapViewOf(market).points, ppm)?.key ?? null).toBe(market.choice);
  }
});

test("the staircase only falls: each dearer step is safer", () => {
  fc.assert(
    fc.property(markets, ({ count, seed }) => {
      const steps = frontierOf(mapViewOf(sampleMarket(count, seed)).points);
      for (const [nth, { high, ...step }] of steps.entries()) {
        const before = steps[nth - 1];
        if (before === undefined) continue;
        const isSame = priceOf(before) === priceOf(step as MapPoint) && before.high === high;
        expect(isSame || (priceOf(before) < priceOf(step as MapPoint) && before.high > high)).toBe(true);
      }
    }),
    { seed: 20261127, numRuns: 60 },
  );
});

test("labels touch neither each other nor a mark nor the edge, and are at most eight", () => {
  fc.assert(
    fc.property(markets, ({ count, seed }) => {
      const view = mapViewOf(sampleMarket(count, seed));
      const { labels, height, placed } = mapLayout(view, FRAME, choiceAt(view.points, 120_000));
      expect(labels.length).toBeLessThanOrEqual(MOST_LABELS);
      const boxes = labels.map(({ left, baseline, text }) => ({ left, right: left + textWidth(text), baseline }));
      for (const [nth, one] of boxes.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.right).toBeLessThanOrEqual(FRAME.width);
        expect(one.baseline).toBeLessThanOrEqual(height + 1);
        const covered = placed.filter(
          ({ x, y }) => x > one.left - 7 && x < one.right + 7 && Math.abs(y - (one.baseline - 4)) < 14,
        );
        expect(covered.map(({ point }) => point.key)).toEqual([]);
        for (const other of boxes.slice(nth + 1)) {
          const isApart = one.right <= other.left || other.right <= one.left;
          expect(isApart || Math.abs(one.baseline - other.baseline) >= 15).toBe(true);
        }
      }
    }),
    { seed: 20261127, numRuns: 80 },
  );
});

test("the choice is named before all others, and equal input gives equal places", () => {
  const anchors = Array.from({ length: 20 }, (_, nth) => ({
    ...{ key: `k${nth}`, text: "Halden Store", x: 20 + nth * 20, y: 300 - nth * 10 },
    isFirst: nth === 7,
  }));
  const chosen = chosenFor(anchors);
  expect(chosen.map(({ key }) => key)).toEqual(expect.arrayContaining(["k0", "k7", "k19"]));
  expect(placeLabels(chosen, chosen, FRAME)).toEqual(placeLabels(chosen, chosen, FRAME));
});

test("every offer is drawn once, as a mark or as a dot; a browser is never sent more than 2,000 dots", () => {
  const drawn = ({ points, dots }: MarketMapView) =>
    points.length + dots.reduce((sum, { places }) => sum + places.length, 0);
  for (const count of [0, 3, MOST_MARKS, MOST_MARKS + 1]) expect(drawn(mapViewOf(sampleMarket(count)))).toBe(count);
  const many = mapViewOf(sampleMarket(2_500));
  expect(many.counts.offers).toBe(2_500);
  expect(drawn(many)).toBeLessThanOrEqual(2_000 + many.points.length);
  expect(many.points.every(({ isOnFrontier }) => isOnFrontier)).toBe(true);
});
