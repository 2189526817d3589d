"use client";
import { type KeyboardEvent, useMemo, useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { cx } from "#components/ui/cx.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { ScrollFrame } from "#components/ui/scroll-frame.tsx";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { type ProofDrawing as Drawing, type DrawnNode, drawInclusion, type NodeRole } from "#lib/log/drawing.ts";
import { parseHashes } from "#lib/log/proof-file.ts";

const COLUMN = 96;
const ROW = 64;
const BOX = { width: 84, height: 34 };

const ROLES: Record<NodeRole, { words: string; box: string; text: string }> = {
  leaf: { words: "this entry", box: "fill-ink stroke-ink", text: "fill-surface" },
  given: { words: "given by the proof", box: "fill-sunken stroke-control", text: "fill-ink" },
  computed: { words: "computed here", box: "fill-surface stroke-link", text: "fill-ink" },
  root: { words: "root, as computed", box: "fill-surface stroke-ink", text: "fill-ink" },
  "old-root": { words: "old root", box: "fill-surface stroke-ink", text: "fill-ink" },
};

function rangeText({ from, to }: DrawnNode): string {
  return to - from === 1
    ? `entry ${from.toLocaleString("en")}`
    : `${from.toLocaleString("en")}–${(to - 1).toLocaleString("en")}`;
}

function say(node: DrawnNode, drawing: Drawing): string {
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

export type InclusionProof = {
  index: number;
  size: number;
  /** Leaf hash, 64 hex. */
  leafHash: string;
  /** Base64, from the leaf's sibling up. */
  proof: readonly string[];
  /** Root that the log signed, 64 hex. */
  root: string;
};

/** The inclusion proof as a drawing: from the entry at the bottom to the root at the top. Arrow keys read it step by step. */
export function InclusionDrawing({ proof, level = 2 }: { proof: InclusionProof; level?: 2 | 3 }) {
  const drawing = useMemo(() => draw(proof), [proof]);
  const [at, setAt] = useState<number | undefined>(undefined);
  if (drawing === undefined)
    return <p className="text-failed">This proof has not the length that its place demands.</p>;
  const root = drawing.nodes.at(-1);
  const isSame = root !== undefined && hexEncode(root.hash) === proof.root;
  const read = at === undefined ? undefined : drawing.nodes[at];
  const count = proof.proof.length;

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
      title={titleOf(count, isSame)}
      caption={captionOf(proof, isSame)}
      twin={{
        fileName: `entry-${proof.index}-inclusion`,
        columns: ["step", "covers", "role", "hash"],
        rows: drawing.nodes.map((node, step) => [
          step + 1,
          rangeText(node),
          ROLES[node.role].words,
          hexEncode(node.hash),
        ]),
      }}
    >
      <div
        role="slider"
        tabIndex={0}
        aria-label="Inclusion proof. Arrow keys read it hash by hash."
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={drawing.nodes.length}
        aria-valuenow={(at ?? drawing.nodes.length - 1) + 1}
        aria-valuetext={say(read ?? root ?? (drawing.nodes[0] as DrawnNode), drawing)}
        onKeyDown={pressed}
        onPointerMove={(event) => setAt(nodeUnder(event.target))}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        className="rounded-sm"
      >
        <ScrollFrame label="Drawing of the proof" className="overflow-x-auto">
          <ProofSvg drawing={drawing} at={at} />
        </ScrollFrame>
      </div>
      <div className="mt-2 min-h-12 text-sm">
        {read === undefined ? (
          <p className="text-muted">Point at a hash, or use the arrow keys, to read it.</p>
        ) : (
          <>
            <p>{say(read, drawing)}</p>
            <HashText full copy={false} value={hexEncode(read.hash)} className="text-muted" />
          </>
        )}
      </div>
    </ChartFigure>
  );
}

function draw({ index, size, leafHash, proof }: InclusionProof): Drawing | undefined {
  const leaf = hexDecode(leafHash);
  const hashes = parseHashes(proof);
  if (leaf?.length !== 32 || hashes === undefined) return undefined;
  return drawInclusion(index, size, asHash(leaf), hashes);
}

function titleOf(count: number, isSame: boolean): string {
  if (!isSame) return "These hashes do not lead to the signed root";
  if (count === 0) return "The only entry: its hash is the root";
  return `${count === 1 ? "One hash leads" : `${count} hashes lead`} from this entry to the signed root`;
}

function captionOf({ index, size, proof }: InclusionProof, isSame: boolean): string {
  const whole = `Entry ${index.toLocaleString("en")} of ${size.toLocaleString("en")}; the proof gives ${proof.length} of the hashes, the rest is computed in this browser.`;
  return isSame ? `${whole} Drawn while computing: the topmost hash is the one that the log signed.` : whole;
}

function ProofSvg({ drawing, at }: { drawing: Drawing; at: number | undefined }) {
  const width = drawing.columns * COLUMN;
  const height = drawing.rows * ROW;
  const x = (node: DrawnNode) => node.x * COLUMN + COLUMN / 2;
  const y = (node: DrawnNode) => node.y * ROW + ROW / 2;
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="mx-auto block max-w-none"
    >
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
            x={x(node) - BOX.width / 2}
            y={y(node) - BOX.height / 2}
            width={BOX.width}
            height={BOX.height}
            rx={node.role === "given" ? 3 : 8}
            className={ROLES[node.role].box}
            strokeWidth={node.role === "root" ? 2.5 : 1}
          />
          {at === position ? (
            <rect
              x={x(node) - BOX.width / 2 - 3}
              y={y(node) - BOX.height / 2 - 3}
              width={BOX.width + 6}
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
            {hexEncode(node.hash).slice(0, 8)}
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
