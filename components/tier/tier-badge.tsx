import { Clock } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { formatUtc } from "#components/ui/format-time.ts";

export type Tier = "A" | "B" | "C" | "D" | "E" | "unrated";

type Look = { word: string; shape: string; chip: string; fill: string };

/** Word, shape (16-unit grid) and colours per tier; riskier is louder, and the shape says it without colour. */
const looks: Record<Tier, Look> = {
  A: {
    word: "minimal risk",
    shape: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13Z",
    chip: "bg-tier-a-tint text-tier-a-text",
    fill: "fill-tier-a-mark",
  },
  B: {
    word: "low risk",
    shape: "M4.5 2h7A2.5 2.5 0 0 1 14 4.5v7a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 2 11.5v-7A2.5 2.5 0 0 1 4.5 2Z",
    chip: "bg-tier-b-tint text-tier-b-text",
    fill: "fill-tier-b-mark",
  },
  C: {
    word: "elevated risk",
    shape: "M8 .8 15.2 8 8 15.2.8 8Z",
    chip: "bg-tier-c-tint text-tier-c-text",
    fill: "fill-tier-c-mark",
  },
  D: {
    word: "high risk",
    shape: "M8 1.2 15.4 14.4H.6Z",
    chip: "bg-tier-d-tint text-tier-d-text",
    fill: "fill-tier-d-mark",
  },
  E: {
    word: "severe risk",
    shape: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z",
    chip: "bg-tier-e-tint text-tier-e-text",
    fill: "fill-tier-e-mark",
  },
  unrated: {
    word: "treat as high risk",
    shape: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM8 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8Z",
    chip: "bg-tier-unrated-tint text-tier-unrated-text",
    fill: "fill-tier-unrated-mark",
  },
};

/** The bare shape, where the letter and word stand beside it. */
export function TierMark({ tier, className }: { tier: Tier; className?: string }) {
  return (
    // The attributes size it within another drawing, where the class does not.
    <svg
      viewBox="0 0 16 16"
      width={14}
      height={14}
      aria-hidden="true"
      className={cx("size-3.5 shrink-0", looks[tier].fill, className)}
    >
      <path fillRule="evenodd" d={looks[tier].shape} />
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
  const { word, chip } = looks[tier];
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
      {asOf === undefined ? null : <span className="text-xs">· as of {formatUtc(asOf, "day")}</span>}
      {disputed ? (
        <svg viewBox="0 0 16 16" aria-hidden="true" className="absolute top-0 right-0 size-4 stroke-current">
          <path d="M2 0 16 14M6 0l10 10M10 0l6 6" strokeWidth="1.2" />
        </svg>
      ) : null}
    </span>
  );
}
