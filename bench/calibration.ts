/** Lights over forecasts whose truth is known: `npm run bench -- calibration [runs]`, 1,000 when not given. */
import { CALIBRATION_TIERS, VERDICT_WORDS } from "#lib/reputation/backtest/calibration.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { seededRandom } from "#lib/simulate/dice.ts";
import { type Announced, announce, lightsOf, type Verdicts } from "#lib/simulate/forecasts.ts";
import { makeWorld } from "#lib/simulate/world.ts";
import { Report } from "./support/report.ts";

const DAY = 20_784;
const PROVIDERS = 1_000;
const FORECASTS = 500;
/** Where 500 provider-years cannot tell a doubled rate: as many as it takes. */
const LONG: Partial<Record<string, number>> = { A: 3_500, B: 1_800 };
const LEAST_GREEN = 0.95;
const LEAST_RED = 0.9;

const runs = Number(process.argv[2] ?? 1_000);
const world = makeWorld(seededRandom(2026), { providers: PROVIDERS, day: DAY, days: 1_500 });
const announced = world.map((provider) => announce(provider, MODEL_1, DAY));
const rated = announced.filter(({ tier }) => tier !== "unrated");
const report = new Report(
  "calibration",
  "Lights over forecasts whose truth is known",
  `A world of ${PROVIDERS} services and instances, honest, sloppy, slowly failing, lying and falsely accused, is rated; ${PROVIDERS - rated.length} are unrated. ${runs} times, as many of a tier's forecasts as the row says are drawn and come true as announced, and ${runs} times twice as often. Each row's verdict errs in at most 5 % of the runs of a true forecast; none is given where a doubled rate would be found out less than half of the time. Model ${modelHash(MODEL_1)}.`,
);

const percent = (count: number) => `${((100 * count) / runs).toFixed(1)} %`;
const meanOf = (row: readonly Announced[]) => row.reduce((sum, { ppm }) => sum + ppm, 0) / row.length / 1_000_000;

/** Of the runs that said anything. */
const shareOf = (verdicts: Verdicts, kind: "as-expected" | "too-optimistic") =>
  verdicts[kind] / Math.max(1, runs - verdicts["too-few-to-tell"]);

const rows = [...CALIBRATION_TIERS, "all" as const].flatMap((tier, at) => {
  const row = tier === "all" ? rated : rated.filter((forecast) => forecast.tier === tier);
  if (row.length === 0) return [];
  const long = LONG[tier];
  return [FORECASTS, ...(long === undefined ? [] : [long])].map((forecasts) => ({
    ...{ tier, row, forecasts },
    right: lightsOf(seededRandom(10 + at), row, { runs, forecasts, factor: 1 }),
    doubled: lightsOf(seededRandom(20 + at), row, { runs, forecasts, factor: 2 }),
  }));
});
report.table(
  [
    "tier",
    "provider-years",
    "providers",
    "mean announced",
    `true: ${VERDICT_WORDS["as-expected"]}`,
    VERDICT_WORDS["too-few-to-tell"],
    `doubled: ${VERDICT_WORDS["too-optimistic"]}`,
    VERDICT_WORDS["too-few-to-tell"],
  ],
  rows.map(({ tier, row, forecasts, right, doubled }) => [
    tier,
    `${forecasts}`,
    `${row.length}`,
    `${(100 * meanOf(row)).toFixed(2)} %`,
    percent(right["as-expected"]),
    percent(right["too-few-to-tell"]),
    percent(doubled["too-optimistic"]),
    percent(doubled["too-few-to-tell"]),
  ]),
);
for (const { tier, forecasts, right, doubled } of rows) {
  // A tier that mostly says nothing has no light: its rates are too low for so few provider-years.
  if (right["too-few-to-tell"] > runs / 2) continue;
  const [green, red] = [shareOf(right, "as-expected"), shareOf(doubled, "too-optimistic")];
  const of = `${tier}, ${forecasts} provider-years`;
  report.target(`${of}: as expected in ≥ 95 % of runs`, `${(100 * green).toFixed(1)} %`, green >= LEAST_GREEN);
  report.target(`${of}: a doubled rate found out in ≥ 90 %`, `${(100 * red).toFixed(1)} %`, red >= LEAST_RED);
}
report.write();
