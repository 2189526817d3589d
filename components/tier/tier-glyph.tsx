import { TIER_LOOKS, type Tier } from "./tier-looks.ts";

/** Baseline of the letter on the 16-unit grid: a triangle's room is lower. */
const BASELINE: Readonly<Record<Tier, number>> = { A: 11.3, B: 11.3, C: 11.2, D: 13, E: 11.3, unrated: 0 };

/** Pixels: below it the letter cannot be read. */
export const GLYPH_PX = 18;

/** A tier's shape with its letter inside, around a place of another drawing. Unrated is a hollow ring and has no letter. */
export function TierGlyph({ tier, x, y, size = GLYPH_PX }: { tier: Tier; x: number; y: number; size?: number }) {
  const { shape, fill } = TIER_LOOKS[tier];
  return (
    <svg viewBox="0 0 16 16" x={x - size / 2} y={y - size / 2} width={size} height={size} aria-hidden="true">
      <path fillRule="evenodd" d={shape} className={fill} />
      {tier === "unrated" ? null : (
        <text
          x={8}
          y={BASELINE[tier]}
          textAnchor="middle"
          fontSize={tier === "D" ? 8 : 9}
          className="fill-surface font-semibold"
        >
          {tier}
        </text>
      )}
    </svg>
  );
}
