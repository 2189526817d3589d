/** A year of forecasts whose truth is known: what a model announced, and what came when it was right, or wrong. */
import type { Random } from "#lib/kernel/clock.ts";
import {
  type CalibrationTier,
  type CalibrationVerdict,
  calibrate,
  type Forecast,
} from "#lib/reputation/backtest/calibration.ts";
import { marksOf } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";
import { type Dice, diceOf } from "./dice.ts";
import type { SimulatedProvider } from "./world.ts";

/** What was announced of one provider: the tier, and a probability in parts per million. */
export type Announced = { readonly tier: CalibrationTier | "unrated"; readonly ppm: number };

/** What a model announces as of a day: by the mark that decides the tier. */
export function announce({ items, instance }: SimulatedProvider, model: Model, day: number): Announced {
  const input = { items, instance, gates: NO_GATES, steps: instance?.steps ?? 0 };
  const { tier, decidedBy, conduct, failure } = marksOf(input, model, day);
  return { tier, ppm: decidedBy === "failure" && failure !== null ? failure.estimate : conduct.estimate };
}

const NO_GATES = { hasEquivocated: false, silentHours: null, stale: [], ending: [], isClosing: false };

const DAY = 20_000;
const YEAR = 365;

/**
 * Forecasts of one day, each of which came true with its announced probability times `factor`: 1 for a model that is
 * right, 2 for a world that is secretly twice as bad.
 */
export function yearOf(dice: Dice, announced: readonly Announced[], factor: number): Forecast[] {
  return announced.map(({ tier, ppm }, at) => ({
    provider: `${at}`,
    day: DAY,
    tier,
    ppm,
    failedDay: dice.isTrue((factor * ppm) / 1_000_000) ? DAY + 1 + dice.roll(YEAR) : null,
    leftDay: null,
  }));
}

/** How often each verdict came, of so many runs. */
export type Verdicts = Readonly<Record<CalibrationVerdict, number>>;

export type LightRuns = {
  readonly runs: number;
  /** Forecasts drawn from those announced, with return, in each run. */
  readonly forecasts: number;
  readonly factor: number;
};

/** Verdicts about one row of forecasts over many runs of a year. */
export function lightsOf(
  random: Random,
  announced: readonly Announced[],
  { runs, forecasts, factor }: LightRuns,
): Verdicts {
  const dice = diceOf(random);
  const counts = { "as-expected": 0, "too-optimistic": 0, "too-cautious": 0, "too-few-to-tell": 0 };
  for (let run = 0; run < runs; run++) {
    const drawn = Array.from({ length: forecasts }, () => dice.pick(announced));
    counts[calibrate(yearOf(dice, drawn, factor), DAY + YEAR).all.verdict] += 1;
  }
  return counts;
}
