import { useId } from "react";
import { cx } from "#components/ui/cx.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import {
  countOf,
  entriesOf,
  initialsOf,
  labelled,
  memoryLabel,
  placeOf,
  type RailFacts,
  type RailStation,
  type Tie,
  tieOf,
} from "./rail-model.ts";

/** Heights in px; widths are shares of the drawing, so that nothing is stretched. */
const Y = { strip: 20, label: 38, signed: 56, seen: 112, initials: 132, axis: 150 } as const;
export const DRAWING_HEIGHT = 156;

const TIE_LINES: Readonly<Record<Exclude<Tie, "none">, { width: number; dash?: string }>> = {
  enough: { width: 3 },
  some: { width: 1 },
  "self-run": { width: 1.5, dash: "1 4" },
};

const percent = (value: number) => `${value.toFixed(2)}%`;

/** From 640 px: time from left to right, the newest at the right. Says nothing to those who hear: its frame does. */
export function RailDrawing({ facts, focused }: { facts: RailFacts; focused: number | undefined }) {
  const { stations, memory, fork, stopped } = facts;
  const labels = labelled(facts);
  const end = placeOf(stations.at(-1)?.signedAt ?? facts.now, facts);
  const first = placeOf(stations[0]?.signedAt ?? facts.from, facts);
  return (
    <svg aria-hidden="true" width="100%" height={DRAWING_HEIGHT} className="overflow-visible">
      <Rate facts={facts} />
      {fork === undefined ? null : <Hatch from={placeOf(fork.seenAt, facts)} />}
      <Rail y={Y.signed} from={first} to={fork === undefined ? end : placeOf(fork.seenAt, facts)} />
      <SeenRail facts={facts} />
      {stations.map((station, position) => (
        <Station
          key={station.size}
          facts={facts}
          station={station}
          isFocused={focused === position}
          hasLabel={focused === position || (labels.has(station.size) && fork === undefined)}
        />
      ))}
      {fork === undefined ? null : <Fork facts={facts} />}
      {memory === undefined ? null : <Memory facts={facts} />}
      {stopped === undefined || fork !== undefined ? null : <Stop at={end} behind={stopped.behind} />}
      <Axis facts={facts} />
    </svg>
  );
}

function Rail({ y, from, to, className = "stroke-ink" }: { y: number; from: number; to: number; className?: string }) {
  return <line x1={percent(from)} x2={percent(to)} y1={y} y2={y} strokeWidth={2} className={className} />;
}

/** Dashed where nobody independent watches. */
function SeenRail({ facts }: { facts: RailFacts }) {
  const isWatched = facts.watchers.some(({ isIndependent }) => isIndependent);
  return (
    <line
      x1="3%"
      x2={percent(placeOf(facts.now, facts))}
      y1={Y.seen}
      y2={Y.seen}
      strokeWidth={isWatched ? 2 : 1.5}
      strokeDasharray={isWatched ? undefined : "5 5"}
      className={isWatched ? "stroke-ink" : "stroke-control"}
    />
  );
}

function Station({
  facts,
  station,
  isFocused,
  hasLabel,
}: {
  facts: RailFacts;
  station: RailStation;
  isFocused: boolean;
  hasLabel: boolean;
}) {
  const x = percent(placeOf(station.signedAt, facts));
  const tie = tieOf(station, facts.watchers);
  const line = tie === "none" ? undefined : TIE_LINES[tie];
  const isNewest = station === facts.stations.at(-1);
  const isBroken = facts.fork !== undefined && station.signedAt >= facts.fork.seenAt;
  if (isBroken) return null;
  return (
    <g>
      {line === undefined ? null : (
        <line
          x1={x}
          x2={x}
          y1={Y.signed + 5}
          y2={Y.seen - 5}
          strokeWidth={line.width}
          strokeDasharray={line.dash}
          strokeLinecap={line.dash === undefined ? "butt" : "round"}
          className="stroke-ink"
        />
      )}
      <circle
        cx={x}
        cy={Y.signed}
        r={isFocused ? 7 : 5}
        strokeWidth={2}
        className={cx(isFocused ? "stroke-link" : "stroke-ink", isNewest || isFocused ? "fill-ink" : "fill-surface")}
      />
      {tie === "none" ? null : (
        <circle
          cx={x}
          cy={Y.seen}
          r={4}
          strokeWidth={1.5}
          strokeDasharray={tie === "self-run" ? "1.5 2" : undefined}
          className={cx("stroke-ink", tie === "enough" ? "fill-ink" : "fill-surface")}
        />
      )}
      {hasLabel ? (
        <text x={x} y={Y.label} textAnchor={isNewest ? "end" : "middle"} dx={isNewest ? 8 : 0} className={labelClass}>
          {countOf(station.size)}
        </text>
      ) : null}
      {isFocused && station.seenBy.length > 0 ? (
        <text x={x} y={Y.initials} textAnchor="middle" className="fill-muted text-xs">
          {station.seenBy.map(({ name }) => initialsOf(name)).join(" ")}
        </text>
      ) : null}
    </g>
  );
}

const labelClass = "fill-ink text-xs font-medium tabular-nums";

/** This browser as a watcher of its own: a diamond with its own tie. */
function Memory({ facts }: { facts: RailFacts }) {
  const { memory, now, from } = facts;
  if (memory === undefined) return null;
  const place = placeOf(memory.seenAt, facts);
  const isBroken = memory.tie === "contradiction";
  const ink = isBroken ? "stroke-failed" : "stroke-link";
  const label = `${memory.seenAt < from ? "◂ " : ""}${memoryLabel(memory.seenAt, now)}`;
  const isRight = place > 80;
  return (
    <g>
      <line
        x1={percent(place)}
        x2={percent(place)}
        y1={Y.signed + 5}
        y2={isBroken ? (Y.signed + Y.seen) / 2 - 8 : Y.seen - 12}
        strokeWidth={2}
        strokeDasharray={memory.tie === "not-compared" ? "3 3" : undefined}
        className={ink}
      />
      {isBroken ? <Break x={percent(place)} y={(Y.signed + Y.seen) / 2} /> : null}
      <svg x={percent(place)} y={Y.seen - 12} aria-hidden="true" className="overflow-visible">
        <path d="M0 -6 L6 0 L0 6 L-6 0 Z" strokeWidth={2} className={cx(ink, "fill-surface")} />
      </svg>
      <text
        x={percent(place)}
        y={Y.seen - 8}
        dx={isRight ? -12 : 12}
        textAnchor={isRight ? "end" : "start"}
        strokeWidth={4}
        paintOrder="stroke"
        className={cx("stroke-surface text-xs", isBroken ? "fill-failed font-medium" : "fill-ink")}
      >
        {label}
        {isBroken ? ": contradicted" : ""}
      </text>
    </g>
  );
}

/** Two short strokes across a line: here something is broken, also without colour. */
function Break({ x, y }: { x: string; y: number }) {
  return (
    <svg aria-hidden="true" x={x} y={y} className="overflow-visible">
      <path d="M-6 -1 L6 -7 M-6 7 L6 1" strokeWidth={2} className="fill-none stroke-failed" />
    </svg>
  );
}

/** The rail splits in two, each with its root. */
function Fork({ facts }: { facts: RailFacts }) {
  const { fork } = facts;
  if (fork === undefined) return null;
  const at = placeOf(fork.seenAt, facts);
  const bend = at + 3;
  const branches = [
    { y: Y.signed - 18, head: fork.heads[0] },
    { y: Y.signed + 18, head: fork.heads[1] },
  ];
  return (
    <g>
      {branches.map(({ y, head }) => (
        <g key={head.root}>
          <line x1={percent(at)} x2={percent(bend)} y1={Y.signed} y2={y} strokeWidth={2} className="stroke-failed" />
          <line x1={percent(bend)} x2="100%" y1={y} y2={y} strokeWidth={2} className="stroke-failed" />
          <text x="100%" y={y - 6} textAnchor="end" strokeWidth={4} paintOrder="stroke" className={forkLabel}>
            {countOf(head.size)} · {head.root.slice(0, 8)}…
          </text>
        </g>
      ))}
      <Break x={percent(at)} y={Y.signed} />
      <text
        x={percent(at)}
        dx={-10}
        y={Y.signed - 12}
        textAnchor="end"
        strokeWidth={4}
        paintOrder="stroke"
        className={forkLabel}
      >
        fork
      </text>
    </g>
  );
}

const forkLabel = "fill-failed stroke-surface text-xs font-medium tabular-nums";

function Hatch({ from }: { from: number }) {
  const id = useId();
  return (
    <>
      <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" x2="0" y1="0" y2="7" strokeWidth={1.5} className="stroke-divider" />
      </pattern>
      <rect x={percent(from)} y={24} width={percent(100 - from)} height={Y.seen - 14} fill={`url(#${id})`} />
    </>
  );
}

function Stop({ at, behind }: { at: number; behind: number }) {
  return (
    <g>
      <line
        x1={percent(at)}
        x2={percent(at + 2)}
        y1={Y.signed}
        y2={Y.signed}
        strokeWidth={2}
        className="stroke-failed"
      />
      <rect x={percent(at + 2)} y={Y.signed - 11} width={5} height={22} rx={1.5} className="fill-failed" />
      <text x={percent(at + 2)} dx={12} y={Y.signed - 2} className="fill-failed text-xs font-medium">
        signing stopped
      </text>
      <text x={percent(at + 2)} dx={12} y={Y.signed + 13} className="fill-failed text-xs">
        {entriesOf(behind)} behind
      </text>
    </g>
  );
}

/** Entries added from station to station, as bars of the strip above. */
function Rate({ facts }: { facts: RailFacts }) {
  const most = Math.max(1, ...facts.stations.map(({ added }) => added));
  return (
    <g>
      <line x1="3%" x2="96%" y1={Y.strip} y2={Y.strip} className="stroke-divider" />
      {facts.stations.map(({ size, signedAt, added }) => {
        const height = added === 0 ? 0 : Math.max(1.5, (added / most) * Y.strip);
        const x = percent(placeOf(signedAt, facts));
        return (
          <line
            key={size}
            x1={x}
            x2={x}
            y1={Y.strip}
            y2={Y.strip - height}
            strokeWidth={9}
            className="stroke-control"
          />
        );
      })}
    </g>
  );
}

function Axis({ facts }: { facts: RailFacts }) {
  const { from, now } = facts;
  const isDay = now - from > 20 * 3_600_000;
  const short = (at: number) => formatUtc(at, isDay ? "minute" : "second").slice(11, isDay ? 16 : 19);
  const middle = (from + now) / 2;
  return (
    <g className="fill-muted text-xs">
      <text x="3%" y={Y.axis}>
        {short(from)}
      </text>
      <text x={percent(placeOf(middle, facts))} y={Y.axis} textAnchor="middle">
        {short(middle)}
      </text>
      <text x={percent(placeOf(now, facts))} y={Y.axis} textAnchor="end">
        now
      </text>
    </g>
  );
}
