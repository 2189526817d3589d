import { detectionChance } from "#lib/disclosure/solvency/detection.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ChancePoint } from "./detection-chart.tsx";

/** The chance for 1, 2, 5, 10, … dropped accounts up to all of them. */
export function chancePoints({ leafCount, verified }: Pick<EpochRecord, "leafCount" | "verified">): ChancePoint[] {
  const points: ChancePoint[] = [];
  for (let decade = 1; decade < leafCount; decade *= 10)
    for (const step of [1, 2, 5])
      if (decade * step < leafCount)
        points.push({ dropped: decade * step, chance: detectionChance(leafCount, verified, decade * step) });
  return [...points, { dropped: leafCount, chance: detectionChance(leafCount, verified, leafCount) }];
}
