"use client";
import { type KeyboardEvent, useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { useWidth } from "#components/charts/use-width.ts";
import { cx } from "#components/ui/cx.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import type { DrawnProof, ProofNode } from "./drawn-proof.ts";

const COLUMN = 96;
const ROW = 64;
const BOX = { width: 84, height: 34 };
/** Of the narrow drawing, which has two columns, and room for larger numbers. */
const NARROW_COLUMN = 124;
const NARROW_BOX = 106;
/** Until it is measured: the narrow drawing fits everywhere. */
const SERVED_PX = 2 * NARROW_COLUMN;

const ROLES: Record<ProofNode["role"], { words: string; box: string; text: string }> = {
  leaf: { words: "this entry", box: "fill-ink stroke-ink", text: "fill-surface" },
  given: { words: "given by the proof", box: "fill-sunken stroke-control", text: "fill-ink" },
  computed: { words: "computed here", box: "fill-surface stroke-link", text: "fill-ink" },
  root: { words: "root, as computed", box: "fill-surface stroke-ink", text: "fill-ink" },
  "old-root": { words: "old root", box: "fill-surface stroke-ink", text: "fill-ink" },
};

function rangeText({ from, to }: ProofNode): string {
  return to - from === 1
    ? `entry ${from.toLocaleString("en")}`
    : `${from.toLocaleString("en")}–${(to - 1).toLocaleString("en")}`;
}

function say(node: ProofNode, drawing: DrawnProof): string {
  const [left, right] = node.joins.map((at) => drawing.nodes[at]);
  const whose = `${rangeText(node)}: ${ROLES[node.role].words}`;
  return left && right ? `${whose}, the hash of ${rangeText(left)} and ${rangeText(right)} together.` : `${whose}.`;
}

/** Which node the pointer is on. */
function nodeUnder(target: EventTarget): number | undefined {
  const at = target instanceof Element ? target.closest("[data-node]")?.getAttribute("data-node") : undefined;
  return at === null || at === undefined ? undefined : Number(at);
}

function moved(key: string, at: number | undefined, length: number): number | undefined | "other" {
  if (key === "ArrowUp" || key === "ArrowRight") return Math.min(length - 1, (at ?? -1) + 1);
  if (key === "ArrowDown" || key === "ArrowLeft") return Math.max(0, (at ?? length) - 1);
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  return key === "Escape" ? undefined : "other";
}

/** The inclusion proof as a drawing: from the entry at the bottom to the root at the top. Arrow keys read it step by step. */
export function InclusionDrawing({ drawing, level = 2 }: { drawing: DrawnProof; level?: 2 | 3 }) {
  const [at, setAt] = useState<number | undefined>(undefined);
  const { ref, width } = useWidth<HTMLDivElement>(SERVED_PX);
  const root = drawing.nodes.at(-1);
  const read = at === undefined ? undefined : drawing.nodes[at];
  const spoken = read ?? root;

  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const next = moved(event.key, at, drawing.nodes.length);
    if (next === "other") return;
    event.preventDefault();
    setAt(next);
    if (next === undefined) event.currentTarget.blur();
  };

  return (
    <ChartFigure
      level={level}
      title={titleOf(drawing)}
      caption={captionOf(drawing)}
      twin={{
        fileName: `entry-${drawing.index}-inclusion`,
        columns: ["step", "covers", "role", "hash"],
        rows: drawing.nodes.map((node, step) => [step + 1, rangeText(node), ROLES[node.role].words, node.hash]),
      }}
    >
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label="Inclusion proof. Arrow keys read it hash by hash."
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={drawing.nodes.length}
        aria-valuenow={(at ?? drawing.nodes.length - 1) + 1}
        aria-valuetext={spoken === undefined ? "" : say(spoken, drawing)}
        onKeyDown={pressed}
        onPointerMove={(event) => setAt(nodeUnder(event.target))}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        className="rounded-sm"
      >
        <ProofSvg drawing={drawing} at={at} room={width} />
      </div>
      <div className="mt-2 min-h-12 text-sm">
        {read === undefined ? (
          <p className="text-muted">Point at a hash, or use the arrow keys, to read it.</p>
        ) : (
          <>
            <p>{say(read, drawing)}</p>
            <HashText full copy={false} value={read.hash} className="text-muted" />
          </>
        )}
      </div>
    </ChartFigure>
  );
}

/** 0 and 1 for the two that are hashed together, the root between them. */
function narrowPlaces({ nodes }: DrawnProof): number[] {
  const places = nodes.map(() => 0.5);
  for (const { joins } of nodes) for (const [side, child] of joins.entries()) places[child] = side;
  return places;
}

function titleOf({ given, endsInRoot }: DrawnProof): string {
  if (!endsInRoot) return "These hashes do not lead to the signed root";
  if (given === 0) return "The only entry: its hash is the root";
  return `${given === 1 ? "One hash leads" : `${given} hashes lead`} from this entry to the signed root`;
}

function captionOf({ index, size, given, endsInRoot }: DrawnProof): string {
  const place = `Entry ${index.toLocaleString("en")} of ${size.toLocaleString("en")}.`;
  const how = `The proof gives ${given === 1 ? "one hash" : `${given} hashes`}; every other one follows from the two below it.`;
  return `${place} ${how}${endsInRoot ? " The topmost is the root that the log signed." : ""}`;
}

/**
 * Every subtree in a column of its own where there is room; else two columns, what is left of what: a path in a log of any size
 * has but two hashes in a row.
 */
function ProofSvg({ drawing, at, room }: { drawing: DrawnProof; at: number | undefined; room: number }) {
  const isWide = drawing.columns * COLUMN <= room;
  const column = isWide ? COLUMN : NARROW_COLUMN;
  const boxWidth = isWide ? BOX.width : NARROW_BOX;
  const width = (isWide ? drawing.columns : 2) * column;
  const height = drawing.rows * ROW;
  const places = isWide ? drawing.nodes.map((node) => node.x) : narrowPlaces(drawing);
  const x = (node: ProofNode) => ((places[drawing.nodes.indexOf(node)] ?? 0) + 0.5) * column;
  const y = (node: ProofNode) => node.y * ROW + ROW / 2;
  return (
    <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="mx-auto block">
      {drawing.nodes.map((node) =>
        node.joins.map((child) => {
          const from = drawing.nodes[child];
          if (from === undefined) return null;
          const middle = y(node) + ROW / 2;
          return (
            <path
              key={`${node.from}-${node.to}-${child}`}
              d={`M${x(from)} ${y(from) - BOX.height / 2}V${middle}H${x(node)}V${y(node) + BOX.height / 2}`}
              className={cx("fill-none", from.role === "given" ? "stroke-control" : "stroke-ink")}
              strokeWidth={from.role === "given" ? 1 : 1.75}
              strokeDasharray={from.role === "given" ? "3 3" : undefined}
            />
          );
        }),
      )}
      {drawing.nodes.map((node, position) => (
        <g key={`${node.role}-${node.from}-${node.to}`} data-node={position}>
          <rect
            x={x(node) - boxWidth / 2}
            y={y(node) - BOX.height / 2}
            width={boxWidth}
            height={BOX.height}
            rx={node.role === "given" ? 3 : 8}
            className={ROLES[node.role].box}
            strokeWidth={node.role === "root" ? 2.5 : 1}
          />
          {at === position ? (
            <rect
              x={x(node) - boxWidth / 2 - 3}
              y={y(node) - BOX.height / 2 - 3}
              width={boxWidth + 6}
              height={BOX.height + 6}
              rx={9}
              className="fill-none stroke-link"
              strokeWidth={2}
            />
          ) : null}
          <text
            x={x(node)}
            y={y(node) - 2}
            textAnchor="middle"
            className={cx("font-mono", ROLES[node.role].text)}
            fontSize={12}
          >
            {node.hash.slice(0, 8)}
          </text>
          <text
            x={x(node)}
            y={y(node) + 12}
            textAnchor="middle"
            fontSize={12}
            className={node.role === "leaf" ? "fill-surface" : "fill-muted"}
          >
            {rangeText(node)}
          </text>
        </g>
      ))}
    </svg>
  );
}
