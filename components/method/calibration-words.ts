/** Sentences of the calibration, made from its numbers. */
import type { Calibration, CalibrationRow } from "#lib/reputation/backtest/calibration.ts";

/** What is forecast: failures of providers within a year, or bad ratings of a file. */
export type CalibrationSource = "index" | "file";

const NOUNS: Readonly<Record<CalibrationSource, { failed: string; of: string }>> = {
  index: { failed: "failed", of: "provider-years" },
  file: { failed: "were bad", of: "ratings" },
};

/** "3 of 41 failed, 2.1 expected". */
export function rowSentence(row: CalibrationRow, source: CalibrationSource): string {
  const count = (value: number) => value.toLocaleString("en");
  if (row.forecasts === 0) return source === "index" ? "no finished year" : "none";
  const expected = row.expected >= 100 ? count(Math.round(row.expected)) : row.expected.toFixed(1);
  return `${count(row.failed)} of ${count(row.forecasts)} ${NOUNS[source].failed}, ${expected} expected`;
}

/** The finding, as the title of the figure. */
export function calibrationTitle({ all }: Pick<Calibration, "all">, source: CalibrationSource): string {
  const { of } = NOUNS[source];
  if (all.verdict === "too-few-to-tell") return `Too few ${of} to tell whether the forecasts hold`;
  const some = { "as-expected": "About as many", "too-optimistic": "More", "too-cautious": "Fewer" }[all.verdict];
  const than = all.verdict === "as-expected" ? "as" : "than";
  return `${some} of ${all.forecasts.toLocaleString("en")} ${of} ${NOUNS[source].failed} ${than} was said`;
}
