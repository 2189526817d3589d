"use client";
import { type PointerEvent, useId, useRef } from "react";
import { useWidth } from "#components/charts/use-width.ts";
import { readingAfter } from "#components/solvency/bar-reading.ts";
import { MARGIN, MapDrawing } from "./map-drawing.tsx";
import { chanceAt, mapLayout, nearestTo } from "./map-layout.ts";
import type { MapPoint, MarketMapView } from "./map-points.ts";

/** Below it the tiers' words at the edge have no room. */
const COMPACT_PX = 460;
/** The line is taken by a pointer this near to it, in the margin where its grip is. */
const GRIP_PX = 26;

export type SurfaceProps = {
  view: MarketMapView;
  /** Of the plot, without lane, axis and margins. */
  height: number;
  label: string;
  tolerated: number;
  onTolerate: (ppm: number) => void;
  choice: MapPoint | undefined;
  read: string | undefined;
  onRead: (key: string | undefined) => void;
  say: (point: MapPoint) => string;
};

/** The drawing as one tab stop: a slider over the marks, by rising price. A pointer reads the nearest, and moves the line. */
export function MapSurface({ view, height, label, tolerated, onTolerate, choice, read, onRead, say }: SurfaceProps) {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const hatch = `hatch${useId()}`;
  const isCompact = width < COMPACT_PX;
  const inner = width - MARGIN.left - (isCompact ? MARGIN.rightCompact : MARGIN.right);
  const layout = mapLayout(view, { width: inner, height }, choice);
  const total = layout.height + MARGIN.top + MARGIN.bottom;
  const { points } = view;
  const at = points.findIndex(({ key }) => key === read);
  const shown = points[at] ?? choice ?? points[0];
  const isDragged = useRef(false);
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect();
    // Until its width is measured the drawing is scaled.
    const scale = width / box.width;
    return { x: (clientX - box.left) * scale - MARGIN.left, y: (clientY - box.top) * scale - MARGIN.top };
  };
  const pointed = (event: PointerEvent<HTMLElement>) => {
    const { x, y } = placeOf(event);
    if (isDragged.current) onTolerate(chanceAt(y, layout));
    else onRead(nearestTo(layout.placed, x, y)?.point.key);
  };
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, points.length)}
      aria-valuenow={Math.max(0, shown === undefined ? 0 : points.indexOf(shown)) + 1}
      aria-valuetext={shown === undefined ? "nothing to read" : say(shown)}
      onKeyDown={(event) => {
        if (points.length === 0) return;
        const next = readingAfter(event.key, at < 0 ? undefined : at, points.length);
        if (next === "other") return;
        event.preventDefault();
        onRead(next === undefined ? undefined : points[next]?.key);
        if (next === undefined) event.currentTarget.blur();
      }}
      onPointerDown={(event) => {
        const { x, y } = placeOf(event);
        isDragged.current = x < 4 && Math.abs(y - layout.y(tolerated)) < GRIP_PX;
        if (isDragged.current) event.currentTarget.setPointerCapture(event.pointerId);
        pointed(event);
      }}
      onPointerMove={pointed}
      onPointerUp={() => {
        isDragged.current = false;
      }}
      className="w-full touch-pan-y rounded-sm"
    >
      <svg aria-hidden="true" viewBox={`0 0 ${width} ${total}`} className="block h-auto w-full">
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V7" className="stroke-divider" strokeWidth={1.5} />
          </pattern>
        </defs>
        <MapDrawing {...{ view, layout, tolerated, choice, read, hatch, isCompact }} />
      </svg>
    </div>
  );
}
