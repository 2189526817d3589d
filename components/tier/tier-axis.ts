/** Places on the one axis of chances that the map, the history and the comparison share: fixed and logarithmic. Pure. */

/** ppm: 0.5 to 60 %. */
export const [LEAST_PPM, MOST_PPM] = [5_000, 600_000];
/** Limits of the tiers are the only gridlines. */
export const TIER_LINES = [20_000, 50_000, 120_000, 300_000] as const;
/** Each tier with the ends of its part of the axis, riskiest last. */
export const TIER_PARTS = [
  ["A", LEAST_PPM, 20_000],
  ["B", 20_000, 50_000],
  ["C", 50_000, 120_000],
  ["D", 120_000, 300_000],
  ["E", 300_000, MOST_PPM],
] as const;

export type Box = { readonly width: number; readonly height: number };
/** Pixels of a value. */
export type Place = (value: number) => number;

/** What lies beyond the axis stands at its end. */
export function riskPlace({ height }: Pick<Box, "height">): Place {
  return (ppm) => {
    const inside = Math.min(MOST_PPM, Math.max(LEAST_PPM, ppm));
    return height * (1 - Math.log(inside / LEAST_PPM) / Math.log(MOST_PPM / LEAST_PPM));
  };
}
