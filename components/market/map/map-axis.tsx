import type { MapLayout } from "./map-layout.ts";
import { tickText } from "./price-scale.ts";

/** The axis of prices: ticks, and what the price is of. */
export function MapAxis({ layout: { axis, x, width, height }, title }: { layout: MapLayout; title: string }) {
  return (
    <g>
      <line x1={0} x2={width} y1={height} y2={height} className="stroke-control" />
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={height} y2={height + 4} className="stroke-control" />
          <text x={x(tick)} y={height + 17} textAnchor="middle" className="fill-muted text-xs">
            {tickText(tick)}
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
