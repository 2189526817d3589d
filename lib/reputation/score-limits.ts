/** Where on the scale of a score the tiers begin, with the evidence that there is: what a drawing of the score needs. */
import { bandOf, faultProbability } from "./band.ts";
import { divFloor } from "./integers.ts";
import type { Marks } from "./marks.ts";
import type { Model } from "./model.ts";
import { type Tier, tierOfBand } from "./tier.ts";

/** From so many thousandths of a point on the band of the score has the tier. */
export type ScoreLimit = { readonly tier: Tier; readonly from: number };

/** Riskier first: D, C, B, A, without those that no score reaches with so little evidence. */
export function conductLimits({ conduct }: Pick<Marks, "conduct">, model: Model): ScoreLimit[] {
  const { least, step, ppm } = model.faultTable;
  const at = (row: number) => least + row * step;
  const tierAt = (row: number) =>
    tierOfBand(faultProbability({ ...conduct, score: at(row), effective: 0 }, model), model);
  return limitsOf(ppm.length, model, tierAt, at);
}

/** As {@link conductLimits}, of an instance's chance to fail. */
export function failureLimits({ conduct }: Pick<Marks, "conduct">, model: Model): ScoreLimit[] {
  const { ppm } = model.failure;
  const tierAt = (row: number) => tierOfBand(bandOf(ppm[row] ?? 0, conduct.clean, model), model);
  return limitsOf(ppm.length, model, tierAt, (row) => row * 1000);
}

function limitsOf(rows: number, { tiers }: Model, tierAt: (row: number) => Tier, at: (row: number) => number) {
  const best = (tier: Tier) => {
    const place = tiers.findIndex((each) => each.tier === tier);
    return place < 0 ? tiers.length : place;
  };
  return tiers.toReversed().flatMap((_, back): ScoreLimit[] => {
    const wanted = tiers.length - 1 - back;
    let [before, after] = [-1, rows];
    while (after - before > 1) {
      const middle = divFloor(before + after, 2);
      if (best(tierAt(middle)) <= wanted) after = middle;
      else before = middle;
    }
    if (after === rows || before < 0) return [];
    const tier = tierAt(after);
    // A row may pass two limits at once: then the riskier tier begins nowhere.
    return best(tier) === wanted ? [{ tier, from: at(after) }] : [];
  });
}
