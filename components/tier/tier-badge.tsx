import { Clock } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import { TIER_LOOKS, type Tier } from "./tier-looks.ts";

/** The bare shape, where the letter and word stand beside it. */
export function TierMark({ tier, className }: { tier: Tier; className?: string }) {
  return (
    // The attributes size it within another drawing, where the class does not.
    <svg
      viewBox="0 0 16 16"
      width={14}
      height={14}
      aria-hidden="true"
      className={cx("size-3.5 shrink-0", TIER_LOOKS[tier].fill, className)}
    >
      <path fillRule="evenodd" d={TIER_LOOKS[tier].shape} />
    </svg>
  );
}

/** Shape, letter, word and date. Disputed adds a hatched corner and the word, stale a clock and the word. */
export function TierBadge({
  tier,
  asOf,
  disputed = false,
  stale = false,
}: {
  tier: Tier;
  /** ms UTC of the state it was computed from. */
  asOf?: number;
  disputed?: boolean;
  stale?: boolean;
}) {
  const { word, chip } = TIER_LOOKS[tier];
  return (
    <span
      className={cx(
        "relative inline-flex min-h-6 max-w-full flex-wrap items-center gap-x-1.5 overflow-hidden rounded-md px-2 py-0.5 text-sm",
        tier === "unrated" && "border border-tier-unrated-mark/40 border-dashed",
        disputed && "pr-6",
        chip,
      )}
    >
      <TierMark tier={tier} />
      <span className="font-semibold">{tier === "unrated" ? "Unrated" : tier}</span>
      <span>{word}</span>
      {disputed ? <span className="font-medium">· disputed</span> : null}
      {stale ? (
        <span className="inline-flex items-center gap-1 font-medium">
          · <Clock aria-hidden className="size-3" /> stale
        </span>
      ) : null}
      {asOf === undefined ? null : (
        <span className="text-xs">
          · as of <span className="whitespace-nowrap">{formatUtc(asOf, "day")}</span>
        </span>
      )}
      {disputed ? (
        <svg viewBox="0 0 16 16" aria-hidden="true" className="absolute top-0 right-0 size-4 stroke-current">
          <path d="M2 0 16 14M6 0l10 10M10 0l6 6" strokeWidth="1.2" />
        </svg>
      ) : null}
    </span>
  );
}
