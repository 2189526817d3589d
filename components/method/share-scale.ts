/** The axis of shares that failed: logarithmic, 0.3 to 60 %, as in the map of the market. */
const [LEAST, MOST] = [0.003, 0.6];

/** Place in percent of the axis, 0 to 100; shares beyond its ends, none at all too, stand at the end. */
export function sharePlace(share: number): number {
  const inside = Math.min(MOST, Math.max(LEAST, share));
  return (100 * Math.log(inside / LEAST)) / Math.log(MOST / LEAST);
}

export const SHARE_TICKS = [0.005, 0.02, 0.05, 0.12, 0.3, 0.6] as const;

/** At most two digits: `0.5 %`, `12 %`. */
export function shareText(share: number): string {
  const percent = share * 100;
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : Number(percent.toPrecision(percent < 1 ? 1 : 2))} %`;
}
