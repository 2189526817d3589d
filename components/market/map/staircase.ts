/** The frontier as a staircase: between two offers nothing can be bought, so that no line joins them. Pure. */
import { byPriceThenRisk, type MapPoint } from "./map-points.ts";

type At = (point: MapPoint) => number;

/** Offers that no other beats, the cheapest first: each dearer one is safer. */
export function frontierOf(points: readonly MapPoint[]): MapPoint[] {
  return points.filter(({ isOnFrontier }) => isOnFrontier).toSorted(byPriceThenRisk);
}

/**
 * From the cheapest to the right at its height, down to the next at that one's price, and so on, the last as far as
 * `right`: the least risk that each price buys. Empty without offers.
 */
export function staircasePath(frontier: readonly MapPoint[], x: At, y: At, right: number): string {
  const [first] = frontier;
  if (first === undefined) return "";
  const moves = frontier.map((point, nth) =>
    nth === 0 ? `M${place(x(point))} ${place(y(point))}` : `H${place(x(point))}V${place(y(point))}`,
  );
  return `${moves.join("")}H${place(right)}`;
}

const place = (value: number) => value.toFixed(1);
