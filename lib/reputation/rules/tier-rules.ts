/** Tiers, what no points outweigh, and how much money a tier allows. */
import type { Model } from "../model.ts";
import { TIERS } from "../tier.ts";
import { counted, percentOfPpm, type Rule } from "./rule.ts";

export function tierRules({ tiers, gates, limits }: Model): Rule[] {
  const worst = tiers.at(-1);
  return [
    {
      id: "tiers",
      title: "Tiers",
      says: [
        "By the upper end of the band, not by its middle. A service goes by its conduct; an instance by its chance to fail, and by its conduct where faults outweigh what is good. Who buys a service at an instance carries both risks: 1 − (1 − a)(1 − b).",
        "E takes as much evidence beside clean checks as a rating takes in all: faults, or signs of life of an instance. With less, who would be E is unrated. So one more clean check lowers no provider.",
      ],
      table: {
        head: ["tier", "upper end of the band"],
        rows: [
          ...tiers.map(({ tier, below }) => [tier, `below ${percentOfPpm(below)}`]),
          ["E", `${percentOfPpm(worst?.below ?? 0)} and above`],
        ],
      },
    },
    {
      id: "gates",
      title: "What no points outweigh",
      says: ["Each rule holds as long as its reason does. A rule lowers the tier, and never raises it."],
      table: {
        head: ["when", "then"],
        rows: [
          ["two signed words of one thing, not resolved", "E"],
          [`a grave fault with malice was upheld within ${counted(gates.maliceDays, "day")}`, "at best D"],
          ["a critical disclosure has ended", "at best C"],
          [`an armed sign of life is missing ${counted(gates.suspendedHours, "hour")}`, "suspended: limit 0"],
          [`the same for ${counted(gates.failedDays, "day")}`, "E: it failed"],
          ["the end was announced, or it is closed", "closing: limit 0"],
        ],
      },
    },
    {
      id: "limits",
      title: "How much, and how long ahead",
      says: [
        "Of what you could lose at one blow without harm, rounded down to two digits.",
        `Where risks come together, in a stack or a cluster: no more than ${percentOfPpm(limits.stackedShare)} of it over the chance to lose it within 30 days, and never more than half. All that stands at C and below together: no more than what you could lose.`,
      ],
      table: {
        head: ["tier", "of what you could lose", "pay ahead at most"],
        rows: TIERS.map((tier) => [tier, `${limits.sharePercent[tier]} %`, counted(limits.prepayDays[tier], "day")]),
      },
    },
  ];
}
