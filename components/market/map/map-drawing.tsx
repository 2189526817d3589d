import { percentText } from "#components/marks/marks-words.ts";
import { TierGrid } from "#components/tier/tier-grid.tsx";
import { MapAxis } from "./map-axis.tsx";
import { ABOVE_PX, CORNER, dotPath, LANE_PX, type MapLayout, type Placed, valueRoom } from "./map-layout.ts";
import { MapMark } from "./map-mark.tsx";
import type { MapDots, MapPoint, MarketMapView } from "./map-points.ts";
import { dominatedWords, EDGE_WORDS, laneWords } from "./map-words.ts";

export const MARGIN = { left: 46, right: 92, rightCompact: 30, top: 10, bottom: 42 } as const;

export type DrawingProps = {
  readonly view: MarketMapView;
  readonly layout: MapLayout;
  /** Highest tolerated chance, ppm. */
  readonly tolerated: number;
  readonly choice: MapPoint | undefined;
  /** Key of the offer that is read. */
  readonly read: string | undefined;
  /** Id of the hatch. */
  readonly hatch: string;
  readonly isCompact: boolean;
};

/** The map itself (design: charts, C1). Says nothing by itself: words stand beside it. */
export function MapDrawing({ view, layout, tolerated, choice, read, hatch, isCompact }: DrawingProps) {
  const { placed, staircase, width, height, lane, y } = layout;
  const reading = placed.find(({ point }) => point.key === read);
  return (
    <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
      <rect x={0} y={lane} width={width} height={Math.max(0, y(tolerated) - lane)} fill={`url(#${hatch})`} />
      <TierGrid y={y} width={width} gap={12} words={isCompact ? undefined : EDGE_WORDS} />
      {layout.hasUnrated ? <Lane view={view} width={width} /> : null}
      {layout.hasAbove ? <AboveLane layout={layout} /> : null}
      <MapAxis layout={layout} title={view.axis} />
      <text x={width} y={-1} textAnchor="end" className="fill-muted text-xs">
        ↑ {isCompact ? "risk in a year" : "may fail or lie within a year"}
      </text>
      <text x={6} y={height - 8} className="fill-muted text-xs">
        {CORNER}
      </text>
      {view.dots.map((dots) => (
        <Dots key={dots.tier} dots={dots} layout={layout} />
      ))}
      {staircase === "" ? null : <path d={staircase} className="fill-none stroke-ink" strokeWidth={2} />}
      {placed.toReversed().map((each) => (
        <MapMark
          key={each.point.key}
          placed={each}
          isFaint={staircase !== "" && each.point.dominatedBy !== null && each.point.key !== read}
          bottom={height}
        />
      ))}
      <Tolerance at={y(tolerated)} width={width} top={lane} />
      <Labels layout={layout} />
      {placed.map((each) =>
        each.point.key === choice?.key ? <Ring key="choice" placed={each} className="stroke-ink" /> : null,
      )}
      {reading === undefined ? null : <Reading layout={layout} reading={reading} />}
    </g>
  );
}

/** Of whom too little is known: at their price, at no height. */
function Lane({ view, width }: { view: MarketMapView; width: number }) {
  return (
    <g>
      <line x1={0} x2={width} y1={LANE_PX} y2={LANE_PX} className="stroke-control" strokeDasharray="2 3" />
      <text x={0} y={8} className="fill-muted text-xs">
        {laneWords(view.counts.unrated)}
      </text>
    </g>
  );
}

/** Riskier than the axis says: beside each its chance, where the next mark leaves room. */
function AboveLane({ layout: { placed, width, lane } }: { layout: MapLayout }) {
  const middle = lane - ABOVE_PX / 2;
  return (
    <g>
      <line x1={0} x2={width} y1={lane} y2={lane} className="stroke-control" strokeDasharray="2 3" />
      <text x={-6} y={middle + 4} textAnchor="end" className="fill-muted text-xs">
        60+ %
      </text>
      {valueRoom(placed).map(({ point, x, y }) => (
        <text key={point.key} x={x + 17} y={y + 4} className="fill-ink text-xs">
          {percentText(point.high)}
        </text>
      ))}
    </g>
  );
}

const DOT_STROKES: Readonly<Record<MapDots["tier"], string>> = {
  A: "stroke-tier-a-mark",
  B: "stroke-tier-b-mark",
  C: "stroke-tier-c-mark",
  D: "stroke-tier-d-mark",
  E: "stroke-tier-e-mark",
  unrated: "stroke-tier-unrated-mark",
};

function Dots({ dots: { tier, places }, layout: { x, y } }: { dots: MapDots; layout: MapLayout }) {
  const at = tier === "unrated" ? () => LANE_PX / 2 + 6 : y;
  return <path d={dotPath(places, x, at)} className={DOT_STROKES[tier]} strokeWidth={2.5} strokeLinecap="round" />;
}

/** What is above it is hatched; the grip is drawn where a pointer takes it. */
function Tolerance({ at, width, top }: { at: number; width: number; top: number }) {
  const isRoom = at - top > 18;
  return (
    <g>
      <line x1={0} x2={width} y1={at} y2={at} className="stroke-ink" strokeWidth={1.5} />
      <rect x={-9} y={at - 9} width={9} height={18} rx={3} className="fill-ink" />
      <path d={`M${-6.5} ${at - 3}h4M${-6.5} ${at}h4M${-6.5} ${at + 3}h4`} className="stroke-surface" />
      {isRoom ? (
        <text x={width - 6} y={at - 6} textAnchor="end" className="map-halo fill-ink text-xs">
          above your limit
        </text>
      ) : null}
    </g>
  );
}

function Labels({ layout: { labels } }: { layout: MapLayout }) {
  return (
    <g>
      {labels.map(({ key, text, left, baseline, leader, isFirst }) => (
        <g key={key}>
          {leader === null ? null : (
            <line
              x1={leader[0]}
              y1={leader[1]}
              x2={leader[2]}
              y2={leader[3]}
              className="stroke-muted"
              strokeWidth={1}
            />
          )}
          <text
            x={left}
            y={baseline}
            className={isFirst ? "map-halo fill-ink font-semibold text-xs" : "map-halo fill-ink text-xs"}
          >
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

function Ring({ placed: { x, y }, className }: { placed: Placed; className: string }) {
  return <circle cx={x} cy={y} r={13} className={`fill-none ${className}`} strokeWidth={2} />;
}

/** The offer that is read; of one that is passed over also what beats it, and how. */
function Reading({ layout, reading }: { layout: MapLayout; reading: Placed }) {
  const by = layout.placed.find(({ point }) => point.key === reading.point.dominatedBy);
  const isRight = reading.x > layout.width / 2;
  return (
    <g>
      {by === undefined ? null : (
        <>
          <line x1={reading.x} y1={reading.y} x2={by.x} y2={by.y} className="stroke-link" strokeWidth={1} />
          <text
            x={reading.x + (isRight ? -16 : 16)}
            y={reading.y - 14}
            textAnchor={isRight ? "end" : "start"}
            className="map-halo fill-link text-xs"
          >
            {dominatedWords(reading.point, by.point)}
          </text>
        </>
      )}
      <Ring placed={reading} className="stroke-link" />
    </g>
  );
}
