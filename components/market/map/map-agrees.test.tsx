/** Rated offers, number by number: what the API answers, what the drawing is given and draws, and the cells of its table. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import Twin from "#components/charts/chart-twin.tsx";
import { LEAST_PPM, MOST_PPM } from "#components/tier/tier-axis.ts";
import { GLYPH_PX } from "#components/tier/tier-glyph.tsx";
import { type MarketPoint, type MarketView, marketSchema } from "#lib/contract/market.ts";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { MapDrawing } from "./map-drawing.tsx";
import { LANE_PX, mapLayout } from "./map-layout.ts";
import { mapTwin } from "./map-twin.ts";
import { mapViewOf } from "./map-view.ts";
import { choiceAt, TOLERANCES, toleranceOf } from "./tolerance.ts";

const FRAME = { width: 520, height: 300 };
const markets = [3, 12, 40, 150].flatMap((count) =>
  TOLERANCES.map(([tolerance], seed) => answered(sampleMarket(count, seed + 1, { tolerance }))),
);

/** As it comes over the wire. */
function answered(market: MarketView): MarketView {
  return marketSchema.strict().parse(JSON.parse(JSON.stringify(market)));
}

function drawn(market: MarketView) {
  const view = mapViewOf(market);
  const tolerated = toleranceOf(TOLERANCES.find(([tier]) => tier === market.tolerance)?.[0] ?? "C");
  const choice = choiceAt(view.points, tolerated);
  const layout = mapLayout(view, FRAME, choice);
  const svg = renderToStaticMarkup(
    <svg aria-hidden="true">
      <MapDrawing {...{ view, layout, tolerated, choice }} read={undefined} hatch="hatch" isCompact={false} />
    </svg>,
  );
  return { view, layout, svg };
}

const nameOf = ({ service, instance }: MarketPoint) =>
  service === null ? instance.name : `${service.name} at ${instance.name}`;

/** The dearest first, as they are drawn. */
function marksOf(svg: string) {
  return [...svg.matchAll(/<g opacity="([\d.]+)">(.*?)<svg viewBox="0 0 16 16" x="([-\d.]+)" y="([-\d.]+)"(.*?)<\/g>/g)]
    .map(([, opacity, before = "", x, y, rest = ""]) => ({
      isFaint: Number(opacity) < 1,
      whisker: [...before.matchAll(/y1="([-\d.]+)" y2="([-\d.]+)"/g)].map(([, ...ends]) => ends.map(Number)),
      x: Number(x) + GLYPH_PX / 2,
      y: Number(y) + GLYPH_PX / 2,
      tier: />([A-E])<\/text>/.exec(rest)?.[1] ?? "unrated",
      isClosed: rest.includes("stroke-surface"),
    }))
    .toReversed();
}

test("each cell of the map's table is what the API answers of that offer, in its order", () => {
  let rated = 0;
  for (const market of markets) {
    const html = renderToStaticMarkup(<Twin title="The market" twin={mapTwin(drawn(market).view, "market")} />);
    const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].slice(1);
    const cells = rows.map(([, row = ""]) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell.replace(/<[^>]+>/g, "")),
    );
    const names = new Map(market.points.map((point) => [point.key, nameOf(point)]));
    expect(cells).toEqual(
      market.points.map((point) =>
        [
          ...[nameOf(point), Number(point.price), point.tier, point.low, point.estimate, point.high],
          ...[point.limit_percent, point.prepay_days, point.expected_loss_ppm, point.on_frontier ? "yes" : "no"],
          ...[names.get(point.dominated_by ?? "") ?? "", point.is_shut ? "no" : "yes", point.stale_since ?? ""],
        ].map(String),
      ),
    );
    rated += market.counts.rated;
  }
  expect(rated).toBeGreaterThan(500);
});

test("each mark stands at the price and chances that the API answers, whoever is passed over is faint, and the choice alone is ringed", () => {
  for (const market of markets) {
    const { layout, svg } = drawn(market);
    const { axis, lane, staircase } = layout;
    const share = (price: number) =>
      axis.isLog
        ? Math.log(price / axis.least) / Math.log(axis.most / axis.least)
        : (price - axis.least) / (axis.most - axis.least);
    const height = (ppm: number) =>
      lane + FRAME.height * (1 - Math.log(ppm / LEAST_PPM) / Math.log(MOST_PPM / LEAST_PPM));
    const inside = (ppm: number) => height(Math.min(MOST_PPM, Math.max(LEAST_PPM, ppm)));
    const placeOf = ({ price, high, tier }: MarketPoint) => {
      const inPlot = high > MOST_PPM ? undefined : inside(high);
      return { x: share(Number(price)) * FRAME.width, y: tier === "unrated" ? LANE_PX / 2 + 6 : inPlot };
    };
    const marks = marksOf(svg);
    expect(marks).toHaveLength(market.points.length);
    for (const [nth, point] of market.points.entries()) {
      const [mark, place] = [marks[nth], placeOf(point)];
      expect(mark).toMatchObject({ tier: point.tier, isClosed: point.is_shut });
      expect(mark?.isFaint).toBe(staircase !== "" && point.dominated_by !== null);
      expect(Math.abs((mark?.x ?? 0) - place.x)).toBeLessThan(0.06);
      if (place.y === undefined) expect(mark?.y).toBeLessThan(lane);
      else expect(Math.abs((mark?.y ?? 0) - place.y)).toBeLessThan(0.06);
      if (point.tier === "unrated") expect(mark?.whisker).toEqual([]);
      else {
        const [[, low = 0] = [], [estimate = 0] = []] = mark?.whisker ?? [];
        expect(Math.abs(low - inside(point.low))).toBeLessThan(0.06);
        expect(Math.abs(estimate - inside(point.estimate))).toBeLessThan(0.06);
      }
    }
    const ring = /<circle cx="([-\d.]+)" cy="([-\d.]+)" r="13"/.exec(svg);
    const chosen = market.points.findIndex(({ key }) => key === market.choice);
    expect(ring?.slice(1).map(Number)).toEqual(chosen < 0 ? undefined : [marks[chosen]?.x, marks[chosen]?.y]);
    const steps = [...staircase.matchAll(/(?:M|H)([-\d.]+)[ V]([-\d.]+)/g)].map(([, ...step]) => step.map(Number));
    const frontier = marks.filter((_, nth) => market.points[nth]?.on_frontier);
    expect(steps).toEqual(staircase === "" ? [] : frontier.map(({ x, y }) => [x, y]));
  }
});
