/** Which points no other beats in price and risk together. The upper end of the band is the risk: it decides tier and limit. */
import { byPrice, isComparable, type Point } from "./point.ts";

export type Frontier = {
  /** By rising price; points of equal price and risk stand together. */
  readonly on: readonly Point[];
  /**
   * By the key of each that is beaten, what beats it: of those that are not dearer the safest, the nearest step to the left
   * of the staircase below it.
   */
  readonly dominators: ReadonlyMap<string, Point>;
};

/** Of the comparable points; O(n log n). */
export function frontierOf(points: readonly Point[]): Frontier {
  const on: Point[] = [];
  const dominators = new Map<string, Point>();
  // The first of the newest step: of equal points that with the smallest key.
  let step: Point | undefined;
  for (const point of points.filter(isComparable).sort(byPrice)) {
    if (step === undefined || point.rated.band.high < step.rated.band.high) {
      step = point;
      on.push(point);
    } else if (point.price === step.price && point.rated.band.high === step.rated.band.high) on.push(point);
    else dominators.set(point.key, step);
  }
  return { on, dominators };
}
