/** The same numbers as a table. Pure. */
import type { TableTwin } from "#components/charts/chart-twin.tsx";
import type { MarketMapView } from "./map-points.ts";

/** Of all marks, in the order of prices; dots are in the file of the API. */
export function mapTwin({ points, noun, axis }: MarketMapView, fileName: string): TableTwin {
  const names = new Map(points.map(({ key, name }) => [key, name]));
  return {
    fileName,
    columns: [
      noun.one,
      axis,
      "tier",
      "lower end (per million)",
      "estimate (per million)",
      "upper end (per million)",
      "limit of 100",
      "days ahead at most",
      "lost on average of what lies there so long (per million)",
      "on the frontier",
      "passed over for",
      "takes money",
      "price list ended",
    ],
    rows: points.map((point) => [
      point.name,
      Number(point.price),
      point.tier,
      point.low,
      point.estimate,
      point.high,
      point.limitPercent,
      point.prepayDays,
      point.lostPpm,
      point.isOnFrontier ? "yes" : "no",
      (point.dominatedBy === null ? undefined : names.get(point.dominatedBy)) ?? "",
      point.isShut ? "no" : "yes",
      point.staleSince ?? "",
    ]),
  };
}
