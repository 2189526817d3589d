import { useId } from "react";
import { seriesLook } from "#components/charts/series-look.tsx";
import { endHeights } from "#components/market/compare/overlay-points.ts";
import { countText, lossText } from "./lab-words.ts";
import type { Ceiling, Mark, RegretLine } from "./regret-model.ts";
import {
  bandPath,
  linePath,
  lossPlace,
  lossTicks,
  type RegretRange,
  type RoundAxis,
  roundPlace,
  roundTicks,
} from "./regret-scale.ts";

/** Of the panel; above it words of events have their line. */
const HEIGHT = 260;
const TOP = 22;
const LABEL_PX = 15;

/** Left of the panel, and right of it for names, where there is room for them. */
export const LEFT = 56;
const NAMES = 188;
export const COMPACT_PX = 560;

export const innerWidth = (width: number) => width - LEFT - (width < COMPACT_PX ? 10 : NAMES);

type Props = {
  readonly rounds: readonly number[];
  /** Where the axis ends. */
  readonly last: number;
  readonly lines: readonly RegretLine[];
  /** Keys of the lines whose band is drawn. */
  readonly banded: readonly string[];
  readonly ceiling: Ceiling | undefined;
  readonly marks: readonly Mark[];
  readonly axis: RoundAxis;
  readonly range: RegretRange;
  readonly readAt: number | undefined;
  readonly width: number;
  /** What the tail is called at its end. */
  readonly tail: string;
  /** Bands are hatched, and the word stands in the panel. */
  readonly isEstimate?: boolean;
};

/** Extra loss against the best index, over rounds. */
export function RegretDrawing(props: Props) {
  const { rounds, last, lines, banded, ceiling, marks, axis, range, readAt, width, tail, isEstimate = false } = props;
  const id = useId();
  const inner = innerWidth(width);
  const x = roundPlace(axis, last, inner);
  const y = lossPlace(range, HEIGHT);
  const xs = rounds.map(x);
  const up = (values: readonly number[]) => values.map(y);
  const clip = `url(#${id}-panel)`;
  return (
    <svg aria-hidden="true" viewBox={`0 ${-TOP} ${width} ${HEIGHT + TOP + 24}`} className="block h-auto w-full">
      <defs>
        <clipPath id={`${id}-panel`}>
          <rect width={inner} height={HEIGHT} />
        </clipPath>
        <pattern id={`${id}-hatch`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="stroke-ink" strokeWidth={1.5} strokeOpacity={0.35} />
        </pattern>
      </defs>
      <g transform={`translate(${LEFT} 0)`}>
        <Grid range={range} width={inner} y={y} />
        <g clipPath={clip}>
          {lines
            .filter(({ key }) => banded.includes(key))
            .map(({ key, slot, low, high }) => (
              <path
                key={key}
                d={bandPath(xs, up(high), up(low))}
                {...(isEstimate
                  ? { fill: `url(#${id}-hatch)` }
                  : { className: seriesLook(slot).fill, fillOpacity: 0.18 })}
              />
            ))}
          {lines.map(({ key, slot, tail: values }) =>
            values === undefined ? null : (
              <path
                key={key}
                d={linePath(xs, up(values))}
                className={`fill-none ${seriesLook(slot).stroke}`}
                strokeWidth={1}
                strokeDasharray={seriesLook(slot).dash}
                strokeOpacity={0.8}
              />
            ),
          )}
          {ceiling === undefined ? null : (
            <path d={linePath(xs, up(ceiling.values))} className="fill-none stroke-ink" strokeDasharray="3 4" />
          )}
          {lines.map(({ key, slot, middle }) => (
            <path
              key={key}
              d={linePath(xs, up(middle))}
              className={`fill-none ${seriesLook(slot).stroke}`}
              strokeWidth={2.25}
              strokeDasharray={seriesLook(slot).dash}
            />
          ))}
        </g>
        <ZeroWords range={range} width={inner} y={y(0)} isUnder={isAbove(ceiling, range) && y(0) < 2 * LABEL_PX + 6} />
        <Marks marks={marks} x={x} width={inner} />
        {ceiling === undefined ? null : <CeilingArrow ceiling={ceiling} range={range} width={inner} />}
        {isEstimate ? (
          <text x={8} y={14} className="fill-muted text-xs">
            estimated, with a band of 90 %
          </text>
        ) : null}
        {width < COMPACT_PX ? null : <EndNames lines={lines} y={y} left={inner} tail={tail} />}
        {readAt === undefined ? null : (
          <line x1={xs[readAt]} x2={xs[readAt]} y1={0} y2={HEIGHT} className="stroke-link" />
        )}
        <RoundAxisLine axis={axis} last={last} width={inner} x={x} />
      </g>
    </svg>
  );
}

function Grid({ range, width, y }: { range: RegretRange; width: number; y: (loss: number) => number }) {
  const zero = y(0);
  const below = HEIGHT - zero;
  return (
    <g>
      {below > 0 ? <rect y={zero} width={width} height={below} className="fill-sunken" /> : null}
      {lossTicks(range).map((loss) => (
        <g key={loss}>
          <line x1={0} x2={width} y1={y(loss)} y2={y(loss)} className="stroke-divider" />
          <text x={-8} y={y(loss) + 4} textAnchor="end" className="fill-muted text-xs">
            {lossText(loss)}
          </text>
        </g>
      ))}
      <line x1={0} x2={width} y1={zero} y2={zero} className="stroke-ink" />
    </g>
  );
}

type ZeroProps = { range: RegretRange; width: number; y: number; isUnder: boolean };

/** Over the curves, each on a piece of the ground. `isUnder`: the room above the line is taken. */
function ZeroWords({ range, width, y, isUnder }: ZeroProps) {
  const look = `fill-muted text-xs [paint-order:stroke] ${isUnder ? "stroke-sunken" : "stroke-surface"}`;
  return (
    <g strokeWidth={4} strokeLinejoin="round">
      <text x={width - 8} y={isUnder ? y + LABEL_PX : y - 6} textAnchor="end" className={look}>
        {width < 300 ? "as good as the best index" : "as good as the best index in hindsight"}
      </text>
      {range.least < 0 && HEIGHT - y > 30 ? (
        <text x={8} y={HEIGHT - 7} className="fill-muted text-xs">
          better
        </text>
      ) : null}
    </g>
  );
}

function Marks({ marks, x, width }: { marks: readonly Mark[]; x: (round: number) => number; width: number }) {
  return marks.map(({ round, words }) => (
    <g key={`${round} ${words}`} transform={`translate(${x(round).toFixed(1)} 0)`}>
      <line y1={-6} y2={HEIGHT} className="stroke-control" strokeDasharray="2 3" />
      <text
        y={-9}
        textAnchor={x(round) > width - 60 ? "end" : x(round) < 60 ? "start" : "middle"}
        className="fill-ink text-xs"
      >
        {words}
      </text>
    </g>
  ));
}

const endOf = ({ values }: Ceiling) => values.at(-1) ?? Number.NaN;
const isAbove = (ceiling: Ceiling | undefined, range: RegretRange) =>
  ceiling !== undefined && endOf(ceiling) > range.most;

/** A ceiling that ends above the panel, with its value. */
function CeilingArrow({ ceiling, range, width }: { ceiling: Ceiling; range: RegretRange; width: number }) {
  if (!isAbove(ceiling, range)) return null;
  return (
    <g transform={`translate(${width} 0)`}>
      <path d="M-8 14V3M-12 7L-8 2L-4 7" className="fill-none stroke-ink" strokeWidth={1.5} />
      <text
        {...{ x: -18, y: 13, textAnchor: "end", strokeWidth: 4, strokeLinejoin: "round" }}
        className="fill-ink stroke-surface text-xs [paint-order:stroke]"
      >
        {ceiling.name}: {lossText(endOf(ceiling))}
      </text>
    </g>
  );
}

type EndProps = { lines: readonly RegretLine[]; y: (loss: number) => number; left: number; tail: string };

/** Name and value of each line where it ends, and of what few runs exceed. */
function EndNames({ lines, y, left, tail }: EndProps) {
  const ends = lines.flatMap(({ key, name, slot, middle, tail: values }) => {
    const own = { key, slot, value: middle.at(-1) ?? 0, text: name, isThin: false };
    const most = values?.at(-1);
    return most === undefined
      ? [own]
      : [own, { key: `${key} ${tail}`, slot, value: most, text: `${name} ${tail}`, isThin: true }];
  });
  const wanted = ends.map(({ value }) => Math.min(HEIGHT, Math.max(0, y(value))));
  const placed = endHeights(wanted, LABEL_PX, HEIGHT);
  return ends.map(({ key, slot, value, text, isThin }, nth) => (
    <g key={key}>
      <path
        d={`M${left} ${wanted[nth]}L${left + 10} ${placed[nth]}H${left + 22}`}
        className={`fill-none ${seriesLook(slot).stroke}`}
        strokeWidth={isThin ? 1 : 2}
        strokeDasharray={seriesLook(slot).dash}
      />
      <text x={left + 26} y={(placed[nth] ?? 0) + 4} className={isThin ? "fill-muted text-xs" : "fill-ink text-xs"}>
        {text} {lossText(value)}
      </text>
    </g>
  ));
}

function RoundAxisLine({
  axis,
  last,
  width,
  x,
}: {
  axis: RoundAxis;
  last: number;
  width: number;
  x: (round: number) => number;
}) {
  const ticks = roundTicks(axis, last).filter((round) => width >= 320 || round === 0 || round === last);
  return (
    <g>
      <line x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} className="stroke-control" />
      {ticks.map((round) => (
        <text
          key={round}
          x={x(round)}
          y={HEIGHT + 17}
          textAnchor={round === 0 ? "start" : round === last ? "end" : "middle"}
          className="fill-muted text-xs"
        >
          {round === last ? `${countText(round)} rounds` : countText(round)}
        </text>
      ))}
    </g>
  );
}
