import { countText } from "./lab-words.ts";
import { COMPACT_PX, innerWidth, LEFT } from "./regret-drawing.tsx";
import type { Ribbon } from "./regret-model.ts";
import { bandPath, linePath, type RoundAxis, roundPlace } from "./regret-scale.ts";

const RIBBON = 80;
const STRIP = 24;
const LABEL = 22;
/** Told apart by lightness alone, so that it reads the same in grey. */
const SHADES = [0.82, 0.58, 0.4, 0.27, 0.17, 0.1, 0.05, 0.02];

type Props = {
  readonly ribbon: Ribbon;
  readonly last: number;
  readonly axis: RoundAxis;
  readonly readRound: number | undefined;
  readonly width: number;
};

/** Which index is followed how probably, stacked; below how many providers were named, and how many tickets were open. */
export function RibbonDrawing({ ribbon, last, axis, readRound, width }: Props) {
  const { rounds, layers, distinct, open } = ribbon;
  const inner = innerWidth(width);
  const x = roundPlace(axis, last, inner);
  const xs = rounds.map(x);
  const strips = [
    { name: "providers named", values: distinct },
    ...(open.some((count) => count > 0) ? [{ name: "open tickets", values: open }] : []),
  ];
  const height = LABEL + RIBBON + strips.length * (LABEL + STRIP);
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} ${height + 4}`} className="block h-auto w-full">
      <g transform={`translate(${LEFT} ${LABEL})`}>
        <text y={-6} className="fill-muted text-xs">
          probability of each index
        </text>
        <Layers layers={layers} xs={xs} width={inner} hasNames={width >= COMPACT_PX} />
        <rect width={inner} height={RIBBON} className="fill-none stroke-control" />
        <text x={-8} y={9} textAnchor="end" className="fill-muted text-xs">
          100 %
        </text>
        <text x={-8} y={RIBBON} textAnchor="end" className="fill-muted text-xs">
          0
        </text>
        {strips.map(({ name, values }, nth) => (
          <g key={name} transform={`translate(0 ${RIBBON + nth * (STRIP + LABEL) + LABEL})`}>
            <text y={-6} className="fill-muted text-xs">
              {name}
            </text>
            <Strip xs={xs} values={values} width={inner} />
          </g>
        ))}
        {readRound === undefined ? null : (
          <line x1={x(readRound)} x2={x(readRound)} y1={0} y2={height - LABEL} className="stroke-link" />
        )}
      </g>
    </svg>
  );
}

type LayersProps = { layers: Ribbon["layers"]; xs: readonly number[]; width: number; hasNames: boolean };

function Layers({ layers, xs, width, hasNames }: LayersProps) {
  const below: number[][] = [xs.map(() => 0)];
  for (const { shares } of layers) {
    const last = below.at(-1) ?? [];
    below.push(shares.map((share, at) => (last[at] ?? 0) + share));
  }
  const y = (share: number) => RIBBON * (1 - Math.min(1, share));
  return layers.map(({ name, shares }, nth) => {
    const [lower = [], upper = []] = [below[nth], below[nth + 1]];
    const [from, to] = [lower.at(-1) ?? 0, upper.at(-1) ?? 0];
    return (
      <g key={name}>
        <path
          d={bandPath(xs, upper.map(y), lower.map(y))}
          className="fill-ink stroke-surface"
          fillOpacity={SHADES[nth] ?? 0.02}
          strokeWidth={1}
        />
        {hasNames && (to - from) * RIBBON >= 12 ? (
          <text x={width + 26} y={y((from + to) / 2) + 4} className="fill-ink text-xs">
            {shortName(name)} {Math.round(100 * (shares.at(-1) ?? 0))} %
          </text>
        ) : null}
      </g>
    );
  });
}

/** Of an address what tells indexes apart, as far as there is room. */
function shortName(name: string): string {
  const own = name.replace(/^https?:\/\//, "").replace(/\/log$/, "");
  return own.length <= 16 ? own : `${own.slice(0, 15)}…`;
}

function Strip({ xs, values, width }: { xs: readonly number[]; values: readonly number[]; width: number }) {
  const most = Math.max(1, ...values);
  const y = (value: number) => STRIP - (STRIP * value) / most;
  return (
    <g>
      <line x2={width} y1={STRIP} y2={STRIP} className="stroke-control" />
      <path d={linePath(xs, values.map(y))} className="fill-none stroke-ink" strokeWidth={1.5} />
      <text x={-8} y={9} textAnchor="end" className="fill-muted text-xs">
        {countText(Math.round(most * 10) / 10)}
      </text>
      <text x={-8} y={STRIP} textAnchor="end" className="fill-muted text-xs">
        0
      </text>
    </g>
  );
}
