import { oneIn } from "#components/marks/marks-words.ts";
import { riskPlace, TIER_LINES } from "#components/tier/tier-axis.ts";
import { TierGlyph } from "#components/tier/tier-glyph.tsx";
import type { Tier } from "#lib/reputation/tier.ts";

const [WIDTH, HEIGHT] = [96, 20];
const EDGE = 9;
const place = riskPlace({ height: WIDTH - 2 * EDGE });
const across = (ppm: number) => Math.round((WIDTH - EDGE - place(ppm)) * 10) / 10;

/** A band on the axis of the market map, lying: the mark at the upper end, a tick at the estimate. */
export function RiskWhisker({
  tier,
  low,
  estimate,
  high,
}: {
  tier: Tier;
  low: number;
  estimate: number;
  high: number;
}) {
  if (tier === "unrated") return <span className="whitespace-nowrap text-muted text-sm">not enough evidence</span>;
  return (
    <svg
      role="img"
      aria-label={`up to ${oneIn(high)}, estimate ${oneIn(estimate)}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="inline-block align-middle"
    >
      {TIER_LINES.map((ppm) => (
        <path key={ppm} d={`M${across(ppm)} 0V${HEIGHT}`} className="stroke-divider" />
      ))}
      <path d={`M${across(low)} 10H${across(high)}`} className="stroke-muted" strokeWidth={1.5} />
      <path d={`M${across(estimate)} 5V15`} className="stroke-muted" strokeWidth={1.5} />
      <TierGlyph tier={tier} x={across(high)} y={10} />
    </svg>
  );
}
