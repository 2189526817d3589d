/** Probabilities as people count: "about 1 in 12". */
import { divFloor, divRound, least } from "./integers.ts";

/** From ppm; "1 in n" is rounded to the riskier side. Below 1 in 10,000 no number is honest, and above 19 in 20 neither. */
export function naturalFrequency(ppm: number): string {
  if (ppm < 100) return "fewer than 1 in 10,000";
  if (ppm > 950_000) return "more than 19 in 20";
  // 19 in 20 itself is no certainty: it would be rounded to ten of ten.
  if (ppm >= 280_000) return `about ${least(divRound(ppm, 100_000), 9)} in 10`;
  const of = divFloor(1_000_000, ppm);
  return `about 1 in ${separated(of < 100 ? of : twoDigits(of))}`;
}

function twoDigits(n: number): number {
  let scale = 1;
  while (n >= 100 * scale) scale *= 10;
  return divFloor(n, scale) * scale;
}

const separated = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
