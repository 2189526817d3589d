/** How much risk somebody takes, and what that buys at the least cost. Pure. */
import { percentText } from "#components/marks/marks-words.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { isOpen, type MapPoint } from "./map-points.ts";

/** Highest tolerated chances that have a name, in ppm: tiers end below them. */
export const TOLERANCES = [
  ["A", 20_000],
  ["B", 50_000],
  ["C", 120_000],
  ["D", 300_000],
] as const;
export type ToleratedTier = (typeof TOLERANCES)[number][0];
export const PRESET_TOLERANCE: ToleratedTier = "C";

export const toleranceOf = (tier: ToleratedTier) => TOLERANCES.find(([name]) => name === tier)?.[1] ?? 120_000;

/** The tier whose limit it is; undefined between two limits. */
export const namedTolerance = (ppm: number) => TOLERANCES.find(([, limit]) => limit === ppm)?.[0];

/** The worst tier that still lies at or below it: rules can make a tier worse than its band. */
function worstAt(ppm: number): Tier {
  return TOLERANCES.find(([, limit]) => ppm <= limit)?.[0] ?? "E";
}

export function isTolerated({ tier, high }: Pick<MapPoint, "tier" | "high">, ppm: number): boolean {
  // Letters are in the order of risk.
  return tier !== "unrated" && high < ppm && tier <= worstAt(ppm);
}

/** The lowest price plus expected loss of what is tolerated and takes money; undefined: there is none. */
export function choiceAt(points: readonly MapPoint[], ppm: number): MapPoint | undefined {
  const tolerated = points.flatMap((point) =>
    point.costRank !== null && isOpen(point) && isTolerated(point, ppm) ? [{ point, rank: point.costRank }] : [],
  );
  return tolerated.toSorted((a, b) => a.rank - b.rank)[0]?.point;
}

/** "at C or better", or "up to 7 %" between two limits. */
export function toleranceWords(ppm: number): string {
  const named = namedTolerance(ppm);
  if (named === undefined) return `up to ${percentText(ppm)}`;
  return named === "A" ? "at A" : `at ${named} or better`;
}

/** What somebody types as percent, within the map's axis; undefined: not a number there. */
export function toleranceFrom(text: string): number | undefined {
  const percent = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(percent) || percent < 0.5 || percent > 60) return undefined;
  return Math.round(percent * 10_000);
}
