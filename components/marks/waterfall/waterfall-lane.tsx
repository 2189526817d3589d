import type { ReactNode } from "react";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { cx } from "#components/ui/cx.ts";
import type { Waterfall } from "./waterfall-model.ts";
import { scoreText } from "./waterfall-words.ts";

/** Name, lane and number; where there is no room beside it, the name stands above its lane. */
export const ROW = "grid grid-cols-[minmax(0,1fr)_4rem] items-center gap-x-3 sm:grid-cols-[14rem_minmax(0,1fr)_4rem]";
export const LABEL = "min-w-0 max-sm:col-span-2 max-sm:pt-1.5";

type Domain = Pick<Waterfall, "domain" | "limits">;

/** Percent of the lane's width at so many points. */
export function placeOf({ domain: [low, high] }: Domain, at: number): number {
  return ((at - low) / (high - low)) * 100;
}

export const percent = (value: number) => `${value.toFixed(3)}%`;

const shownLimits = ({ domain: [low, high], limits }: Domain) =>
  limits.filter(({ from }) => from >= low && from <= high);

/** Where each tier begins, written above the lanes; of two that would touch, the better. */
export function Scale({ drawn }: { drawn: Domain }) {
  const limits = shownLimits(drawn);
  if (limits.length === 0) return null;
  const apart = limits.filter(({ from }, at) => {
    const next = limits[at + 1];
    return next === undefined || placeOf(drawn, next.from) - placeOf(drawn, from) > 6;
  });
  return (
    <div aria-hidden className={ROW}>
      <span className="max-sm:hidden" />
      <span className="relative h-6 text-xs">
        {apart.map(({ tier, from }) => (
          <span
            key={tier}
            style={{ left: percent(placeOf(drawn, from)) }}
            className="absolute bottom-0.5 flex -translate-x-1/2 items-center gap-1 whitespace-nowrap text-muted"
          >
            <TierMark tier={tier} className="size-2.5" />
            {tier}
          </span>
        ))}
      </span>
    </div>
  );
}

/** One row's part of the drawing, with the limits through it. */
export function Lane({ drawn, children }: { drawn: Domain; children?: ReactNode }) {
  return (
    <span aria-hidden className="relative min-h-7 self-stretch max-sm:min-h-5">
      {shownLimits(drawn).map(({ tier, from }) => (
        <span
          key={tier}
          style={{ left: percent(placeOf(drawn, from)) }}
          className="absolute inset-y-0 border-control border-l border-dotted"
        />
      ))}
      {children}
    </span>
  );
}

/** The start or the score: a place, not a step. */
export function PlaceRow({
  drawn,
  label,
  at,
  isEnd = false,
  children,
}: {
  drawn: Domain;
  label: string;
  at: number;
  isEnd?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={cx(ROW, isEnd && "font-medium")}>
      <span className={cx(LABEL, "py-1")}>
        {label}
        {children ? <span className="block font-normal text-muted text-sm">{children}</span> : null}
      </span>
      <Lane drawn={drawn}>
        <span
          style={{ left: percent(placeOf(drawn, at)) }}
          className={cx("absolute border-ink border-l", isEnd ? "top-0 bottom-1/2" : "top-1/2 bottom-0")}
        />
        <span
          data-fill={isEnd || undefined}
          style={{ left: percent(placeOf(drawn, at)) }}
          className={cx(
            "absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-ink",
            isEnd ? "bg-ink" : "bg-surface",
          )}
        />
      </Lane>
      <span className="text-right tabular-nums">{scoreText(at)}</span>
    </div>
  );
}

/** A step: to the right and solid for what was given, to the left and hatched for what was taken. */
export function Step({ drawn, from, points }: { drawn: Domain; from: number; points: number }) {
  const [begin, end] = [placeOf(drawn, from), placeOf(drawn, from + points)];
  return (
    <>
      <span style={{ left: percent(begin) }} className="absolute top-0 bottom-1/2 border-ink border-l" />
      <span style={{ left: percent(end) }} className="absolute top-1/2 bottom-0 border-ink border-l" />
      <span
        data-fill={points > 0 || undefined}
        style={{ left: percent(Math.min(begin, end)), width: percent(Math.abs(end - begin)) }}
        className={cx(
          "absolute top-1/2 h-3.5 min-w-px -translate-y-1/2 border border-ink",
          points > 0 ? "bg-ink" : "taken",
        )}
      />
    </>
  );
}
