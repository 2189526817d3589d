/** How series are told apart, by slot: hue, dash and marker, so that none of them has to do it alone. */

export type SeriesLook = {
  readonly stroke: string;
  readonly fill: string;
  readonly dash: string;
  readonly marker: string;
};

/** Markers on a 10-unit grid around 0. */
const LOOKS: readonly SeriesLook[] = [
  { stroke: "stroke-series-1", fill: "fill-series-1", dash: "", marker: "M-4 -4h8v8h-8Z" },
  { stroke: "stroke-series-2", fill: "fill-series-2", dash: "7 3", marker: "M0 -5L5 0L0 5L-5 0Z" },
  {
    stroke: "stroke-series-3",
    fill: "fill-series-3",
    dash: "2 3",
    marker: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
  },
  { stroke: "stroke-series-4", fill: "fill-series-4", dash: "9 3 2 3", marker: "M0 -5L5 4H-5Z" },
  { stroke: "stroke-series-5", fill: "fill-series-5", dash: "4 2 1 2 1 2", marker: "M-5 -4H5L0 5Z" },
  {
    stroke: "stroke-muted",
    fill: "fill-muted",
    dash: "1 3",
    marker: "M-5 -1.5H-1.5V-5H1.5V-1.5H5V1.5H1.5V5H-1.5V1.5H-5Z",
  },
];

export const seriesLook = (slot: number): SeriesLook => LOOKS[slot % LOOKS.length] ?? (LOOKS[0] as SeriesLook);

/** A piece of the line with its marker, beside the name. */
export function SeriesSample({ slot }: { slot: number }) {
  const { stroke, fill, dash, marker } = seriesLook(slot);
  return (
    <svg viewBox="0 0 30 12" width={30} height={12} aria-hidden="true" className="shrink-0">
      <path d="M0 6H30" className={`fill-none ${stroke}`} strokeWidth={2} strokeDasharray={dash} />
      <path d={marker} transform="translate(15 6)" className={fill} />
    </svg>
  );
}
