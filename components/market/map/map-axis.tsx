import type { MapLayout } from "./map-layout.ts";
import { tickText, tickTexts } from "./price-scale.ts";

/** The axis of prices: ticks, and what the price is of. */
export function MapAxis({ layout: { axis, x, width, height }, title }: { layout: MapLayout; title: string }) {
  // On steps of ratios each stands for itself.
  const texts = axis.isLog ? axis.ticks.map(tickText) : tickTexts(axis.ticks);
  return (
    <g>
      <line x1={0} x2={width} y1={height} y2={height} className="stroke-control" />
      {axis.ticks.map((tick, at) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={height} y2={height + 4} className="stroke-control" />
          <text x={x(tick)} y={height + 17} textAnchor="middle" className="fill-muted text-xs">
            {texts[at]}
          </text>
        </g>
      ))}
      <text x={width} y={height + 34} textAnchor="end" className="fill-muted text-xs">
        {title}
        {axis.isLog ? ", each step a ratio →" : " →"}
      </text>
    </g>
  );
}
