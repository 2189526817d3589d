import { percentText } from "#components/marks/marks-words.ts";
import { GLYPH_PX, TierGlyph } from "#components/tier/tier-glyph.tsx";
import { beyondOf, type Placed } from "./map-layout.ts";
import { isRated } from "./map-points.ts";

/** Half a tick at the estimate. */
const TICK_PX = 5;

/** One offer: its tier at the upper end of its band, a whisker down to the lower end, a tick at the estimate. */
export function MapMark({
  placed: { point, x, y, lowY, estimateY },
  isFaint,
  bottom,
}: {
  placed: Placed;
  /** Another offer is no dearer and no riskier. */
  isFaint: boolean;
  /** Of the plot: a whisker that ends there goes on below. */
  bottom: number;
}) {
  const beyond = beyondOf(point);
  return (
    <g opacity={isFaint ? 0.45 : 1}>
      {isRated(point) ? (
        <>
          <line x1={x} x2={x} y1={y} y2={lowY} className="stroke-muted" strokeWidth={1.25} />
          <line
            x1={x - TICK_PX}
            x2={x + TICK_PX}
            y1={estimateY}
            y2={estimateY}
            className="stroke-muted"
            strokeWidth={1.5}
          />
          {lowY >= bottom - 0.5 ? (
            <path
              d={`M${x - 3} ${bottom - 5}L${x} ${bottom}L${x + 3} ${bottom - 5}`}
              className="fill-none stroke-muted"
            />
          ) : null}
        </>
      ) : null}
      <TierGlyph tier={point.tier} x={x} y={y} />
      {point.isShut ? <Closed x={x} y={y} /> : null}
      {point.staleSince === null ? null : <ClockGlyph x={x + GLYPH_PX / 2 + 2} y={y - GLYPH_PX / 2 - 1} />}
      {beyond === "below" ? (
        <text x={x} y={y - 13} textAnchor="middle" className="map-halo fill-ink text-xs">
          ↓ {percentText(point.high)}
        </text>
      ) : null}
    </g>
  );
}

/** It takes no money. */
function Closed({ x, y }: { x: number; y: number }) {
  return (
    <g>
      <path d={`M${x - 9} ${y - 9}L${x + 9} ${y + 9}`} className="stroke-surface" strokeWidth={5} />
      <path d={`M${x - 10} ${y - 10}L${x + 10} ${y + 10}`} className="stroke-ink" strokeWidth={2} />
    </g>
  );
}

/** Its price list has ended. */
function ClockGlyph({ x, y }: { x: number; y: number }) {
  return (
    <g className="stroke-ink" strokeWidth={1.25}>
      <circle cx={x} cy={y} r={4.5} className="fill-surface" />
      <path d={`M${x} ${y - 2.5}V${y}H${x + 2}`} className="fill-none" />
    </g>
  );
}
