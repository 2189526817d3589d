/** How price goes with risk, said only where it can be told from chance. Pure. */
import { isRated, type MapPoint, type MarketMapView, priceOf, SLOPE_FROM } from "./map-points.ts";

/** 95 % two-sided. */
const CERTAIN = 1.96;

/** Of rated offers with marks; empty below `SLOPE_FROM`, and above the marks' number, where dots have no names. */
export function slopeSentence({ points, dots }: Pick<MarketMapView, "points" | "dots">): string {
  const rated = points.filter(isRated);
  if (rated.length < SLOPE_FROM || dots.length > 0) return "";
  const rho = rankCorrelation(
    rated.map(priceOf),
    rated.map(({ high }) => high),
  );
  if (Math.abs(rho) * Math.sqrt(rated.length - 1) < CERTAIN)
    return "Here price tells nothing sure about risk: dearer offers are not clearly safer.";
  if (rho > 0) return "Here dearer offers are riskier, not safer.";
  // Markups may lie below 0, where no ratio is.
  if (rated.some((point) => priceOf(point) <= 0)) return "The dearer are safer here.";
  return `Dearer offers are safer here: half the risk costs about ${halvingPercent(rated)} % more.`;
}

/** Spearman's: Pearson's of the ranks, equal values sharing theirs; 0 where all are equal. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  return correlation(ranks(a), ranks(b));
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const { covariance, ofA, ofB } = moments(a, b);
  return ofA === 0 || ofB === 0 ? 0 : covariance / Math.sqrt(ofA * ofB);
}

function moments(a: readonly number[], b: readonly number[]) {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [covariance, ofA, ofB] = [0, 0, 0];
  for (const [nth, value] of a.entries()) {
    const [dA, dB] = [value - meanA, (b[nth] ?? 0) - meanB];
    covariance += dA * dB;
    ofA += dA * dA;
    ofB += dB * dB;
  }
  return { covariance, ofA, ofB };
}

/** By least squares of log price on log2 of the upper end, in whole percent. */
function halvingPercent(rated: readonly MapPoint[]): number {
  const { covariance, ofA } = moments(
    rated.map(({ high }) => -Math.log2(high)),
    rated.map((point) => Math.log(priceOf(point))),
  );
  return ofA === 0 ? 0 : Math.max(1, Math.round((Math.exp(covariance / ofA) - 1) * 100));
}
