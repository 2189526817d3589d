import type { Glyph } from "./history-model.ts";
import type { Lane } from "./history-points.ts";
import { LANE_WORDS } from "./history-words.ts";

export const LANE_PX = 22;

/** A shape for each lane, centred on 0 0: told apart without colour. */
const SHAPES: Readonly<Record<Lane, string>> = {
  cases: "M0 -6 6 5H-6Z",
  disclosures: "M-4.5 -5H4.5V5H-4.5Z",
  keys: "M0 -6 6 0 0 6 -6 0Z",
  prices: "M0 -5A5 5 0 1 1 0 5A5 5 0 1 1 0 -5Z",
};

/** What happened, lane by lane: one mark for each event, a count where several stand too close. */
export function EventRail({
  lanes,
  glyphs,
  readDay,
  left,
  width,
  top,
}: {
  lanes: readonly (Lane | "all")[];
  glyphs: readonly Glyph[];
  readDay: number | undefined;
  left: number;
  width: number;
  top: number;
}) {
  return (
    <g transform={`translate(0 ${top})`}>
      {lanes.map((lane, nth) => (
        <g key={lane} transform={`translate(0 ${nth * LANE_PX})`}>
          {lane === "all" ? null : (
            <text x={left - 8} y={15} textAnchor="end" className="fill-muted text-xs">
              {LANE_WORDS[lane]}
            </text>
          )}
          <line x1={left} x2={left + width} y1={LANE_PX} y2={LANE_PX} className="stroke-divider" />
          {glyphs
            .filter((glyph) => glyph.lane === lane)
            .map((glyph) => (
              <Mark
                key={glyph.events[0]?.entry}
                glyph={glyph}
                left={left}
                isRead={glyph.events.some(({ day }) => day === readDay)}
              />
            ))}
        </g>
      ))}
    </g>
  );
}

function Mark({ glyph: { x, events }, left, isRead }: { glyph: Glyph; left: number; isRead: boolean }) {
  const lane = events[0]?.lane ?? "prices";
  return (
    <g transform={`translate(${left + x} 11)`}>
      <path d={SHAPES[lane]} className={isRead ? "fill-link" : "fill-surface stroke-ink"} strokeWidth={1.25} />
      {events.length === 1 ? null : (
        <text x={8} y={4} className="fill-ink text-xs">
          {events.length}
        </text>
      )}
    </g>
  );
}
