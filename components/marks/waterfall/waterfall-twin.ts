/** The numbers of "Why C?" as a table. */
import type { TableTwin } from "#components/charts/chart-twin.tsx";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Waterfall } from "./waterfall-model.ts";

type Told = {
  readonly drawn: Waterfall;
  readonly byPoints: Tier;
  readonly tier: Tier | null;
  readonly rules: readonly string[];
  readonly fileName: string;
};

/** Exact thousandths, as the API gives them. */
export function twinOf({ drawn, byPoints, tier, rules, fileName }: Told): TableTwin {
  const { groups, smaller, start, score } = drawn;
  const steps = smaller === null ? groups : [...groups, smaller];
  return {
    fileName,
    columns: ["step", "facts", "thousandths of a point", "score after it"],
    rows: [
      ["Start", null, null, start],
      ...steps.map(({ label, count, points, from }) => [label, count, points, from + points]),
      ["Score", null, null, score],
      ...(tier === null
        ? []
        : [
            [`By points: ${byPoints}`, null, null, null],
            ...rules.map((rule) => [`Rule: ${rule}`, null, null, null]),
            [`Tier: ${tier}`, null, null, null],
          ]),
    ],
  };
}
