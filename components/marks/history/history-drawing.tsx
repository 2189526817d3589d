import { LEAST_PPM, MOST_PPM, type Place, riskPlace } from "#components/tier/tier-axis.ts";
import { TierGrid } from "#components/tier/tier-grid.tsx";
import type { Rerated } from "#lib/client/marks/counterfactual.ts";
import type { Change } from "./history-model.ts";
import {
  type DaySpan,
  type HistoryPoint,
  type ModelChange,
  type Piece,
  pointAt,
  type RailEvent,
} from "./history-points.ts";
import { linearPlace, pointsAxis, stepBand, stepLine, strokesOf, timePlace } from "./history-scale.ts";
import { labelWords, percent } from "./history-words.ts";
import { labelPlaces } from "./label-places.ts";
import { TimeAxis } from "./time-axis.tsx";

export type Measure = "risk" | "answers";

export type DrawingProps = {
  readonly measure: Measure;
  readonly span: DaySpan;
  readonly all: readonly HistoryPoint[];
  readonly pieces: readonly Piece[];
  readonly labels: readonly { readonly event: RailEvent; readonly change: Change }[];
  readonly modelChanges: readonly ModelChange[];
  /** Drawn dotted above what was rated. */
  readonly dotted: readonly (readonly Rerated[])[];
  readonly readDay: number | undefined;
  /** Id of the pattern for stretches without a rating. */
  readonly hatch: string;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
};

/** The panel: line and band on the tier grid, or the points of conduct. Says nothing by itself: words stand beside it. */
export function HistoryDrawing(props: DrawingProps) {
  const { measure, span, all, pieces, dotted, readDay, width, height, left, right, modelChanges, hatch } = props;
  const inner = { width: width - left - right, height };
  const x = timePlace(span, inner);
  const scores = [
    ...pieces.flatMap(({ points }) => points.map(({ score }) => score)),
    ...dotted.flat().map(({ score }) => score),
  ];
  const axis = pointsAxis(scores.length === 0 ? [0] : scores);
  const y = measure === "risk" ? riskPlace(inner) : linearPlace(axis.least, axis.most, inner);
  const worthOf = ({ estimate, score }: Pick<HistoryPoint, "estimate" | "score">) =>
    measure === "risk" ? estimate : score;
  const read = readDay === undefined ? undefined : pointAt(all, readDay);
  return (
    <g transform={`translate(${left} 0)`}>
      {measure === "risk" ? (
        <TierGrid y={y} width={inner.width} />
      ) : (
        <PointsGrid ticks={axis.ticks} y={y} width={inner.width} />
      )}
      {pieces.map((piece) => (
        <PieceShape
          key={`${piece.kind}${piece.from}`}
          piece={piece}
          measure={measure}
          x={x}
          y={y}
          height={height}
          worthOf={worthOf}
          hatch={hatch}
        />
      ))}
      {modelChanges.map(({ day, entry }) => (
        <g key={entry}>
          <line x1={x(day)} x2={x(day)} y1={0} y2={height} className="stroke-ink" strokeDasharray="5 4" />
          <text
            x={x(day) + (x(day) > inner.width / 2 ? -6 : 6)}
            y={height - 8}
            textAnchor={x(day) > inner.width / 2 ? "end" : "start"}
            className="fill-ink text-xs"
          >
            the rules changed, not the provider
          </text>
        </g>
      ))}
      {dotted.map((series, nth) => (
        <path
          // The lines of one drawing keep their order.
          key={`dotted ${series[0]?.day ?? nth} ${series.length}`}
          d={pathOf(series, span, x, (point) => y(worthOf(point)))}
          className="fill-none stroke-link"
          strokeWidth={1.5}
          strokeDasharray="2 3"
        />
      ))}
      {measure === "risk" ? <Labels {...props} x={x} y={y} inner={inner.width} /> : null}
      {measure === "risk" ? <OffAxis pieces={pieces} width={inner.width} height={height} /> : null}
      {readDay === undefined ? null : (
        <g>
          <line x1={x(readDay)} x2={x(readDay)} y1={0} y2={height} className="stroke-link" />
          {read === undefined || (measure === "risk" && read.tier === "unrated") ? null : (
            <circle cx={x(readDay)} cy={y(worthOf(read))} r={4} className="fill-link stroke-surface" />
          )}
        </g>
      )}
      <TimeAxis span={span} x={x} width={inner.width} height={height} />
    </g>
  );
}

function pathOf(series: readonly Rerated[], span: DaySpan, x: Place, y: (point: Rerated) => number): string {
  const inside = series.filter(({ day }) => day >= span.from && day <= span.to);
  return inside.map((point, at) => `${at === 0 ? "M" : "L"}${x(point.day).toFixed(1)} ${y(point).toFixed(1)}`).join("");
}

function PointsGrid({ ticks, y, width }: { ticks: readonly number[]; y: Place; width: number }) {
  return (
    <g>
      {ticks.map((points) => (
        <g key={points}>
          <line x1={0} x2={width} y1={y(points)} y2={y(points)} className="stroke-divider" />
          <text x={-8} y={y(points) + 4} textAnchor="end" className="fill-muted text-xs">
            {points / 1000}
          </text>
        </g>
      ))}
    </g>
  );
}

function PieceShape({
  piece: { kind, from, to, points },
  measure,
  x,
  y,
  height,
  worthOf,
  hatch,
}: {
  piece: Piece;
  measure: Measure;
  x: Place;
  y: Place;
  height: number;
  worthOf: (point: HistoryPoint) => number;
  hatch: string;
}) {
  const span = { x: x(from), y: 0, width: Math.max(2, x(to) - x(from)), height };
  if (kind === "down") return <rect {...span} className="fill-divider" />;
  if (kind === "unrated" && measure === "risk")
    return (
      <g>
        <rect {...span} fill={`url(#${hatch})`} />
        {span.width < 56 ? null : (
          <text x={span.x + span.width / 2} y={height / 2} textAnchor="middle" className="fill-muted text-xs">
            unrated
          </text>
        )}
      </g>
    );
  const line = stepLine(points, to, x, (point) => y(worthOf(point)));
  const dash = kind === "thin" ? { strokeDasharray: "6 4" } : {};
  return (
    <g>
      {measure === "answers" ? null : (
        <>
          <path
            d={stepBand(
              points,
              to,
              x,
              (point) => y(point.high),
              (point) => y(point.low),
            )}
            className="fill-ink"
            fillOpacity={0.18}
          />
          <path
            d={stepLine(points, to, x, (point) => y(point.low))}
            className="fill-none stroke-ink"
            strokeWidth={0.5}
          />
          <path
            d={stepLine(points, to, x, (point) => y(point.high))}
            className="fill-none stroke-ink"
            strokeWidth={2}
            {...dash}
          />
        </>
      )}
      <path d={line} className="fill-none stroke-ink" strokeWidth={1} {...dash} />
    </g>
  );
}

/** An estimate that lies beyond the axis, which is fixed, is said with an arrow. */
function OffAxis({ pieces, width, height }: { pieces: readonly Piece[]; width: number; height: number }) {
  const last = pieces.at(-1);
  const point = last?.points.at(-1);
  if (point === undefined || last?.kind === "unrated" || last?.kind === "down") return null;
  const isBelow = point.estimate < LEAST_PPM;
  if (!isBelow && point.high <= MOST_PPM) return null;
  return (
    <text x={width - 6} y={isBelow ? height - 8 : 12} textAnchor="end" className="fill-ink text-xs">
      {isBelow ? `↓ estimate ${percent(point.estimate)}` : `↑ up to ${percent(point.high)}`}
    </text>
  );
}

/** The largest changes in words. */
function Labels({ labels, pieces, x, y, inner }: DrawingProps & { x: Place; y: Place; inner: number }) {
  const wanted = labels.map(({ event, change }) => ({
    text: labelWords(event, change),
    x: x(event.day),
    y: y(change.after?.high ?? 0),
  }));
  const strokes = pieces.flatMap(({ points, to }) => [
    ...strokesOf(points, to, x, ({ high }) => y(high)),
    ...strokesOf(points, to, x, ({ estimate }) => y(estimate)),
  ]);
  return (
    <g>
      {labelPlaces(wanted, inner, strokes).map(({ nth, text, x: from, y: base }) => (
        <text key={nth} x={from} y={base} className="fill-ink font-medium text-xs">
          {text}
        </text>
      ))}
    </g>
  );
}
