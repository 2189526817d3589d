/**
 * Forecasts against what came: did as many fail as was said? For each tier and for all, with exact intervals, and in
 * words that say nothing while the data could not tell.
 *
 * Only forecasts that are a year old count, as rated then, and each provider once for each year, so that the tries are
 * independent. Floating point: this is a report about marks, never a mark.
 */
import { exactInterval, fewestTooMany, lowerTail, upperTail } from "./binomial.ts";
import { aucOf, brierBaseOf, brierOf, eceOf, type Predictions, type ReliabilityBin, reliabilityOf } from "./figures.ts";

export const FORECAST_DAYS = 365;
/** Under so many failures an AUC says more about chance than about the forecast. */
export const MIN_FAILURES_FOR_AUC = 10;
/** Finished provider-years from which a reading is honest. */
export const MIN_FINISHED = 20;
/** Of the intervals that are shown. */
export const CONFIDENCE = 0.9;
/**
 * How often a verdict on true forecasts errs at most: 5 % of the runs in all. Most of that is spent on what readers
 * lose money by.
 */
const OPTIMISTIC_LEVEL = 0.04;
const CAUTIOUS_LEVEL = 0.01;
/** A verdict is given only where a doubled rate would be found out at least so often. */
const LEAST_POWER = 0.5;

/** Tiers that say something: "unrated" is no forecast. */
export const CALIBRATION_TIERS = ["A", "B", "C", "D", "E"] as const;
export type CalibrationTier = (typeof CALIBRATION_TIERS)[number];

export type Forecast = {
  readonly provider: string;
  /** UTC day on which it was made. */
  readonly day: number;
  /** As rated then; `unrated` was no forecast, and is only counted. */
  readonly tier: CalibrationTier | "unrated";
  /** Announced probability of a failure within a year, parts per million. */
  readonly ppm: number;
  /** UTC day of the first failure after the forecast; null: none is known. */
  readonly failedDay: number | null;
  /** UTC day from which nobody looked any more (wound up in order); null: still looked at. */
  readonly leftDay: number | null;
};

export type CalibrationVerdict = "as-expected" | "too-optimistic" | "too-cautious" | "too-few-to-tell";

export const VERDICT_WORDS: Readonly<Record<CalibrationVerdict, string>> = {
  "as-expected": "as expected",
  "too-optimistic": "too optimistic",
  "too-cautious": "too cautious",
  "too-few-to-tell": "too few to tell",
};

/** Shares are from 0 to 1; null where there are no forecasts. */
export type CalibrationRow = {
  readonly forecasts: number;
  readonly failed: number;
  /** Failures that were announced: the sum of the probabilities. */
  readonly expected: number;
  readonly announced: { readonly mean: number; readonly least: number; readonly most: number } | null;
  readonly observed: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** How often a doubled rate would be found out. */
  readonly power: number;
  readonly verdict: CalibrationVerdict;
};

export type Calibration = {
  readonly tiers: readonly (CalibrationRow & { readonly tier: CalibrationTier })[];
  readonly all: CalibrationRow;
  /** Provider-years that are over. */
  readonly finished: number;
  /** Forecasts whose year is not over, or who left in order before it was. */
  readonly censored: number;
  /** Made within a year of the one before for the same provider. */
  readonly overlapping: number;
  readonly unrated: number;
  /** UTC day on which {@link MIN_FINISHED} provider-years will be over; null: there are too few forecasts for that. */
  readonly firstReadingDay: number | null;
  readonly brier: number | null;
  /** Of always announcing the share that came to fail. */
  readonly brierBase: number | null;
  readonly auc: number | null;
  readonly ece: number | null;
  readonly curve: readonly ReliabilityBin[];
};

/** A forecast whose outcome is known. */
export type Finished = { readonly tier: CalibrationTier; readonly probability: number; readonly failed: boolean };

/** What the forecasts were worth as of a UTC day. The order of the input is irrelevant. Total. */
export function calibrate(forecasts: readonly Forecast[], asOfDay: number): Calibration {
  const known = forecasts.filter(({ day }) => day <= asOfDay);
  const rated = known.filter(({ tier }) => tier !== "unrated");
  const single = withoutOverlaps(rated);
  const finished = single.flatMap((forecast) => finishedOf(forecast, asOfDay) ?? []);
  const predictions = predictionsOf(finished);
  const failures = finished.filter(({ failed }) => failed).length;
  return {
    ...calibrationRows(finished),
    finished: finished.length,
    censored: single.length - finished.length,
    overlapping: rated.length - single.length,
    unrated: known.length - rated.length,
    firstReadingDay: firstReadingDay(single),
    brier: brierOf(predictions),
    brierBase: brierBaseOf(predictions),
    auc: failures < MIN_FAILURES_FOR_AUC ? null : aucOf(predictions),
    ece: eceOf(predictions),
    curve: reliabilityOf(predictions),
  };
}

/** Announced against observed for each tier and for all. The order of the input is irrelevant. */
export function calibrationRows(finished: readonly Finished[]): Pick<Calibration, "tiers" | "all"> {
  const tiers = CALIBRATION_TIERS.map((tier) => ({
    tier,
    ...rowOf(finished.filter((forecast) => forecast.tier === tier)),
  }));
  return { tiers, all: rowOf(finished) };
}

/** Each provider's first forecast, then the first that is made a year later or more. */
function withoutOverlaps(forecasts: readonly Forecast[]): Forecast[] {
  const until = new Map<string, number>();
  return forecasts
    .toSorted((a, b) => a.day - b.day)
    .filter(({ provider, day }) => {
      if (day < (until.get(provider) ?? Number.NEGATIVE_INFINITY)) return false;
      until.set(provider, day + FORECAST_DAYS);
      return true;
    });
}

/** Undefined while the year is not over: early failures alone would make every forecast look too optimistic. */
function finishedOf({ tier, day, ppm, failedDay, leftDay }: Forecast, asOfDay: number): Finished | undefined {
  const end = day + FORECAST_DAYS;
  if (tier === "unrated" || end > asOfDay) return undefined;
  const failed = failedDay !== null && failedDay > day && failedDay <= end;
  if (!failed && leftDay !== null && leftDay < end) return undefined;
  return { tier, probability: ppm / 1_000_000, failed };
}

function firstReadingDay(forecasts: readonly Forecast[]): number | null {
  const ends = forecasts
    .filter(({ day, leftDay }) => leftDay === null || leftDay >= day + FORECAST_DAYS)
    .map(({ day }) => day + FORECAST_DAYS)
    .sort((a, b) => a - b);
  return ends[MIN_FINISHED - 1] ?? null;
}

function predictionsOf(finished: readonly Finished[]): Predictions {
  return {
    value: finished.map(({ probability }) => probability),
    happened: finished.map(({ failed }) => (failed ? 1 : 0)),
  };
}

function rowOf(finished: readonly Finished[]): CalibrationRow {
  const probabilities = finished.map(({ probability }) => probability);
  const forecasts = finished.length;
  const failed = finished.filter((forecast) => forecast.failed).length;
  const expected = probabilities.reduce((sum, probability) => sum + probability, 0);
  if (forecasts === 0)
    return { forecasts, failed, expected, announced: null, observed: null, power: 0, verdict: "too-few-to-tell" };
  const mean = expected / forecasts;
  const power = powerOf(forecasts, mean);
  return {
    forecasts,
    failed,
    expected,
    announced: {
      mean,
      least: probabilities.reduce((least, probability) => Math.min(least, probability), 1),
      most: probabilities.reduce((most, probability) => Math.max(most, probability), 0),
    },
    observed: { share: failed / forecasts, ...exactInterval(forecasts, failed, CONFIDENCE) },
    power,
    verdict: verdictOf({ forecasts, failed, mean, power }),
  };
}

function powerOf(forecasts: number, mean: number): number {
  return upperTail(forecasts, fewestTooMany(forecasts, mean, OPTIMISTIC_LEVEL), Math.min(1, 2 * mean));
}

/**
 * The announced mean stands for each forecast of the row. Where they differ, the number of failures spreads less than
 * the binomial (Hoeffding 1956), so that the verdict errs more rarely than stated.
 */
function verdictOf(row: { forecasts: number; failed: number; mean: number; power: number }): CalibrationVerdict {
  if (row.power < LEAST_POWER) return "too-few-to-tell";
  if (upperTail(row.forecasts, row.failed, row.mean) <= OPTIMISTIC_LEVEL) return "too-optimistic";
  return lowerTail(row.forecasts, row.failed, row.mean) <= CAUTIOUS_LEVEL ? "too-cautious" : "as-expected";
}
