import { seriesLook } from "#components/charts/series-look.tsx";
import { type DaySpan, type HistoryPoint, pointAt } from "#components/marks/history/history-points.ts";
import { stepBand, stepLine, timePlace } from "#components/marks/history/history-scale.ts";
import { TimeAxis } from "#components/marks/history/time-axis.tsx";
import { riskPlace } from "#components/tier/tier-axis.ts";
import { TierGrid } from "#components/tier/tier-grid.tsx";
import { endHeights, type Line, ratedStretches } from "./overlay-points.ts";

const HEIGHT = 240;
const LEFT = 46;
/** For what leads from a line's end to its name, then the names. */
const EDGE = 14;
const NAMES = 150;
const COMPACT_PX = 520;
const LABEL_PX = 15;
const LETTERS = 18;

type Props = {
  readonly lines: readonly Line[];
  readonly span: DaySpan;
  /** Id of the line whose band is drawn. */
  readonly focus: string | undefined;
  readonly readDay: number | undefined;
  readonly width: number;
};

/** At most five lines on the fixed axis of chances, told apart by hue, dash and marker, named at their ends. */
export function OverlayDrawing({ lines, span, focus, readDay, width }: Props) {
  const names = width < COMPACT_PX ? 0 : NAMES;
  const inner = { width: width - LEFT - EDGE - names, height: HEIGHT };
  const x = timePlace(span, inner);
  const y = riskPlace(inner);
  const ends = lines.map(({ points }) => y(pointAt(points, span.to)?.estimate ?? 0));
  const labels = endHeights(ends, LABEL_PX, HEIGHT);
  return (
    <svg aria-hidden="true" viewBox={`0 -8 ${width} ${HEIGHT + 34}`} className="block h-auto w-full">
      <g transform={`translate(${LEFT} 0)`}>
        <TierGrid y={y} width={inner.width} edge="none" />
        {lines.map((line, slot) => (
          <g key={line.id}>
            {ratedStretches(line, span).map(({ points, to }) => (
              <Stretch
                key={points[0]?.day}
                {...{ points, to, x, y, slot }}
                hasBand={focus === line.id}
                isFaint={focus !== undefined && focus !== line.id}
              />
            ))}
            {names === 0 ? null : (
              <EndName
                name={line.name}
                point={pointAt(line.points, span.to)}
                at={ends[slot] ?? 0}
                label={labels[slot] ?? 0}
                left={inner.width}
                slot={slot}
              />
            )}
          </g>
        ))}
        {readDay === undefined ? null : (
          <line x1={x(readDay)} x2={x(readDay)} y1={0} y2={HEIGHT} className="stroke-link" />
        )}
        <TimeAxis span={span} x={x} width={inner.width} height={HEIGHT} />
      </g>
    </svg>
  );
}

type StretchProps = {
  points: readonly HistoryPoint[];
  to: number;
  x: (day: number) => number;
  y: (ppm: number) => number;
  slot: number;
  hasBand: boolean;
  isFaint: boolean;
};

/** The estimate; its marker where it begins. */
function Stretch({ points, to, x, y, slot, hasBand, isFaint }: StretchProps) {
  const { stroke, fill, dash, marker } = seriesLook(slot);
  const [first] = points;
  return (
    <g opacity={isFaint ? 0.45 : 1}>
      {hasBand ? (
        <path
          d={stepBand(
            points,
            to,
            x,
            ({ high }) => y(high),
            ({ low }) => y(low),
          )}
          className={fill}
          fillOpacity={0.18}
        />
      ) : null}
      <path
        d={stepLine(points, to, x, ({ estimate }) => y(estimate))}
        className={`fill-none ${stroke}`}
        strokeWidth={2}
        strokeDasharray={dash}
      />
      {first === undefined ? null : (
        <path
          d={marker}
          transform={`translate(${x(first.day).toFixed(1)} ${y(first.estimate).toFixed(1)})`}
          className={fill}
        />
      )}
    </g>
  );
}

type EndProps = {
  name: string;
  point: HistoryPoint | undefined;
  at: number;
  label: number;
  left: number;
  slot: number;
};

function EndName({ name, point, at, label, left, slot }: EndProps) {
  const short = name.length <= LETTERS ? name : `${name.slice(0, LETTERS - 1).trimEnd()}…`;
  const isDrawn = point !== undefined && point.tier !== "unrated";
  return (
    <g>
      {isDrawn ? (
        <line
          x1={left}
          y1={at}
          x2={left + EDGE + 4}
          y2={label}
          className={seriesLook(slot).stroke}
          strokeWidth={1}
          strokeOpacity={0.5}
        />
      ) : null}
      <text x={left + EDGE + 8} y={label + 4} className="fill-ink text-xs">
        {short}
        {isDrawn ? "" : ", unrated"}
        {isDrawn ? <tspan className="font-semibold">, {point.tier}</tspan> : null}
      </text>
    </g>
  );
}
