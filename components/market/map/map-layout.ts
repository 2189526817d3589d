/** Where everything on the market map stands, in pixels of its inner frame: the lane of the unrated above the plot. Pure. */
import { LEAST_PPM, MOST_PPM, type Place, riskPlace } from "#components/tier/tier-axis.ts";
import { type Anchor, chosenFor, type Label, placeLabels, type Rect, textWidth } from "./map-labels.ts";
import { isRated, MARKET_FROM, type MapPoint, type MarketMapView, priceOf } from "./map-points.ts";
import { type PriceAxis, priceAxis, pricePlace } from "./price-scale.ts";
import { frontierOf, staircasePath } from "./staircase.ts";

/** Of the unrated, at the top. */
export const LANE_PX = 38;
/** Below it, of whom the axis of chances does not reach: riskier than its end. */
export const ABOVE_PX = 34;
/** A tick of the price axis needs this much room. */
const TICK_PX = 64;

/** `y`: of the mark, at the upper end. In the lane all heights are one. */
export type Placed = {
  readonly point: MapPoint;
  readonly x: number;
  readonly y: number;
  readonly estimateY: number;
  readonly lowY: number;
};

export type MapLayout = {
  readonly width: number;
  /** Lanes and plot. */
  readonly height: number;
  /** Where the plot begins: the height of the lanes above it. */
  readonly lane: number;
  readonly hasUnrated: boolean;
  readonly hasAbove: boolean;
  readonly axis: PriceAxis;
  readonly x: Place;
  readonly y: Place;
  /** In the order of the view. */
  readonly placed: readonly Placed[];
  /** Empty where there are too few to speak of a market. */
  readonly staircase: string;
  readonly labels: readonly Label[];
};

export type Frame = { readonly width: number; readonly height: number };

/** `frame`: of the plot without the lane. `choice`: named before all others. */
export function mapLayout(view: MarketMapView, frame: Frame, choice: MapPoint | undefined): MapLayout {
  const { points, dots } = view;
  const hasLane = points.some((point) => !isRated(point)) || dots.some((each) => !isRated(each));
  const hasAbove = points.some((point) => beyondOf(point) === "above");
  const unratedLane = hasLane ? LANE_PX : 0;
  const lane = unratedLane + (hasAbove ? ABOVE_PX : 0);
  const prices = [...points.map(priceOf), ...dots.flatMap(({ places }) => places.map(([price]) => price))];
  const axis = priceAxis(prices, Math.max(2, Math.floor(frame.width / TICK_PX)));
  const x = tenths(pricePlace(axis, frame.width));
  const inPlot = riskPlace(frame);
  const y = tenths((ppm) => lane + inPlot(ppm));
  const placed = points.map((point): Placed => {
    const at = (ppm: number) => (isRated(point) ? y(ppm) : LANE_PX / 2 + 6);
    const markY = beyondOf(point) === "above" ? unratedLane + ABOVE_PX / 2 : at(point.high);
    return { point, x: x(priceOf(point)), y: markY, estimateY: at(point.estimate), lowY: at(point.low) };
  });
  const height = lane + frame.height;
  const isMarket = view.counts.rated >= MARKET_FROM;
  const frontier = isMarket ? frontierOf(points) : [];
  const staircase = staircasePath(
    frontier,
    (point) => x(priceOf(point)),
    (point) => y(point.high),
    frame.width,
  );
  const steps = frontier.map(
    (point): Rect => ({
      left: x(priceOf(point)),
      right: frame.width,
      ...{ top: y(point.high) - 2, bottom: y(point.high) + 2 },
    }),
  );
  const stairs = steps.flatMap((step, nth) => {
    const next = steps[nth + 1];
    const across = { ...step, right: next?.left ?? frame.width };
    if (next === undefined) return [across];
    return [across, { left: next.left - 2, right: next.left + 2, top: step.top, bottom: next.bottom }];
  });
  const labels = labelsOf(view, placed, { width: frame.width, height, lane }, stairs, choice);
  return { width: frame.width, height, lane, hasUnrated: hasLane, hasAbove, axis, x, y, placed, staircase, labels };
}

/** Engines differ in the last digits of a logarithm, and a browser takes over what the server drew. */
const tenths =
  (place: Place): Place =>
  (value) =>
    Math.round(place(value) * 10) / 10;

/** In a market the frontier is named; of few offers all are, of many unrated ones none: their lane has no room. */
function labelsOf(
  { currency }: MarketMapView,
  placed: readonly Placed[],
  box: Frame & { readonly lane: number },
  stairs: readonly Rect[],
  choice: MapPoint | undefined,
): Label[] {
  const isMarket = stairs.length > 0;
  const isNamed = (point: MapPoint) =>
    isMarket ? point.isOnFrontier || point.key === choice?.key : isRated(point) || placed.length < MARKET_FROM;
  const named = placed.filter(({ point }) => isNamed(point));
  const anchors = named.map(({ point, x, y }): Anchor => {
    const isChoice = point.key === choice?.key;
    const name = shortened(point.label);
    return { key: point.key, text: isChoice ? `${name}, ${point.price} ${currency}` : name, x, y, isFirst: isChoice };
  });
  const corner: Rect = { left: 0, top: box.height - 22, right: textWidth(CORNER), bottom: box.height };
  const whiskers = placed.map(({ x, y, lowY }): Rect => ({ left: x - 2, top: y, right: x + 2, bottom: lowY }));
  const lanes: Rect = { left: 0, top: 0, right: box.width, bottom: box.lane };
  return placeLabels(chosenFor(anchors), placed, box, { firm: [corner, lanes, ...stairs], soft: whiskers });
}

export const CORNER = "↙ cheaper and safer";

const MOST_LETTERS = 32;
const shortened = (text: string) =>
  text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1).trimEnd()}…`;

/** What lies beyond the axis of chances, which is fixed, with the side on which it does. */
export function beyondOf({ high, tier }: Pick<MapPoint, "high" | "tier">): "above" | "below" | null {
  if (tier === "unrated") return null;
  if (high > MOST_PPM) return "above";
  return high < LEAST_PPM ? "below" : null;
}

/** A value to the right of a mark needs this much room. */
const VALUE_PX = 62;

/** Of those beyond the axis, who has room for its value before the next mark in its lane. */
export function valueRoom(placed: readonly Placed[]): Placed[] {
  const beyond = placed.filter(({ point }) => beyondOf(point) === "above").toSorted((a, b) => a.x - b.x);
  return beyond.filter(({ x }, nth) => (beyond[nth + 1]?.x ?? Number.POSITIVE_INFINITY) - x >= VALUE_PX);
}

/** The nearest mark to a place of the inner frame. */
export function nearestTo(placed: readonly Placed[], x: number, y: number): Placed | undefined {
  let found: Placed | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const each of placed) {
    const away = Math.hypot(each.x - x, each.y - y);
    if (away < least) [found, least] = [each, away];
  }
  return found;
}

/** Chance at a height of the plot, at most two digits, within the axis. ppm. */
export function chanceAt(y: number, { lane, height }: Pick<MapLayout, "lane" | "height">): number {
  const share = 1 - (y - lane) / (height - lane);
  const ppm = LEAST_PPM * (MOST_PPM / LEAST_PPM) ** Math.min(1, Math.max(0, share));
  return Number(ppm.toPrecision(2));
}

/** One path of 2-px dots: strokes without length, with round ends. Neighbours on one pixel are one dot. */
export function dotPath(places: readonly (readonly [number, number])[], x: Place, y: Place): string {
  const seen = new Set<string>();
  for (const [price, high] of places) seen.add(`M${Math.round(x(price))} ${Math.round(y(high))}h0`);
  return [...seen].join("");
}
