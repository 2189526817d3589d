/** Sentences of the calibration, made from its numbers. */
import { formatUtc } from "#components/ui/format-time.ts";
import { MONTHS } from "#lib/client/month-names.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { type Calibration, type CalibrationRow, MIN_FINISHED } from "#lib/reputation/backtest/calibration.ts";

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

/** "0 of 3 provider-years finished; first honest reading about March 2028." */
export function tooEarlySentence({ finished, censored, firstReadingDay, unrated }: Calibration): string {
  const total = finished + censored;
  const years = `${finished} of ${total} provider-${total === 1 ? "year" : "years"} finished`;
  const first =
    firstReadingDay === null
      ? `no reading is in sight: it takes ${MIN_FINISHED} finished provider-years, and so many forecasts were not made yet`
      : `first honest reading about ${monthOf(firstReadingDay)}`;
  const without =
    unrated === 0
      ? ""
      : ` ${unrated} ${unrated === 1 ? "provider is" : "providers are"} unrated, which is no forecast.`;
  return `${years}; ${first}.${without}`;
}

/** `March 2028`, of a UTC day since 1970-01-01. */
function monthOf(day: number): string {
  const [year, month] = formatUtc(day * DAY_MS, "day").split("-");
  return `${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}
