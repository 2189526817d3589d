import { percentText } from "#components/marks/marks-words.ts";
import { type Place, TIER_LINES, TIER_PARTS } from "./tier-axis.ts";
import { TierMark } from "./tier-badge.tsx";
import type { Tier } from "./tier-looks.ts";

type Props = {
  readonly y: Place;
  readonly width: number;
  /** Pixels between the figures and the drawing. */
  readonly gap?: number;
  /** `none`: what is drawn is not what tiers go by. */
  readonly edge?: "tiers" | "none";
  /** What stands after each letter, where there is room for words. */
  readonly words?: Readonly<Record<Exclude<Tier, "unrated">, string>> | undefined;
};

/** Limits of the tiers as lines with their chances at the left, and each tier's mark and letter at the right. */
export function TierGrid({ y, width, gap = 8, edge = "tiers", words }: Props) {
  return (
    <g>
      {TIER_LINES.map((ppm) => (
        <g key={ppm}>
          <line x1={0} x2={width} y1={y(ppm)} y2={y(ppm)} className="stroke-divider" />
          <text x={-gap} y={y(ppm) + 4} textAnchor="end" className="fill-muted text-xs">
            {percentText(ppm)}
          </text>
        </g>
      ))}
      {(edge === "none" ? [] : TIER_PARTS).map(([tier, from, to]) => (
        <g key={tier} transform={`translate(${width + 6} ${(y(from) + y(to)) / 2 - 7})`}>
          <TierMark tier={tier} />
          <text x={18} y={11} className="fill-ink text-xs">
            <tspan className="font-semibold">{tier}</tspan>
            {words === undefined ? "" : ` ${words[tier]}`}
          </text>
        </g>
      ))}
    </g>
  );
}
