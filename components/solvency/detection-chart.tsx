"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { cx } from "#components/ui/cx.ts";
import { CHANCE_UNIT } from "#lib/disclosure/solvency/detection.ts";
import { ReadSlider } from "./read-slider.tsx";
import { chanceText } from "./solvency-words.ts";

/** Dropped accounts, and the chance in millionths that the checks so far find at least one of them. */
export type ChancePoint = { readonly dropped: number; readonly chance: number };

/** How likely the users who checked would have found accounts that were left out. */
export function DetectionChart({
  points,
  checks,
  accounts,
  foundFrom,
  level = 2,
}: {
  /** Ascending; at least two. */
  points: readonly ChancePoint[];
  checks: number;
  accounts: number;
  /** Dropped accounts that are found with 95 %; undefined: so many there are not. */
  foundFrom: number | undefined;
  level?: 2 | 3;
}) {
  const last = points.at(-1);
  if (last === undefined) return null;
  const say = ({ dropped, chance }: ChancePoint) =>
    `If ${dropped.toLocaleString("en")} of ${accounts.toLocaleString("en")} accounts were left out, the chance that one of ${checks.toLocaleString("en")} checks finds it is ${chanceText(chance)}.`;
  return (
    <ChartFigure
      level={level}
      title={
        foundFrom === undefined
          ? "The checks so far would hardly find accounts that were left out"
          : `Leaving out ${foundFrom.toLocaleString("en")} or more accounts would be found with 95 %`
      }
      caption={`${checks.toLocaleString("en")} of ${accounts.toLocaleString("en")} users checked. Holds if the provider could not know who would check; one that knows leaves out the others.`}
      twin={{
        fileName: "chance-to-find",
        columns: ["accounts left out", "chance to find at least one (millionths, rounded down)"],
        rows: points.map(({ dropped, chance }) => [dropped, chance]),
      }}
    >
      <ReadSlider
        label="Chance to find accounts that were left out."
        count={points.length}
        resting={`Each further user who checks raises these chances. ${say(points[0] ?? last)}`}
        say={(at) => say(points[at] ?? last)}
      >
        {(at) => (
          <div aria-hidden="true" className="flex h-44 items-stretch gap-px">
            <div className="flex w-11 shrink-0 flex-col justify-between pr-1 pb-6 text-right text-muted text-xs leading-none">
              <span>100 %</span>
              <span>50 %</span>
              <span>0 %</span>
            </div>
            {points.map(({ dropped, chance }, place) => (
              <div
                key={dropped}
                data-at={place}
                className={cx("flex min-w-0 flex-1 flex-col", at === place && "bg-hover")}
              >
                <div className="flex flex-1 flex-col justify-end border-control border-b">
                  <div
                    className="w-full bg-link"
                    style={{ height: `${(chance / CHANCE_UNIT) * 100}%`, minHeight: 1 }}
                  />
                </div>
                <span className="h-6 overflow-visible whitespace-nowrap text-center text-muted text-xs">
                  {isDecade(dropped) || place === points.length - 1 ? shortNumber(dropped) : ""}
                </span>
              </div>
            ))}
          </div>
        )}
      </ReadSlider>
    </ChartFigure>
  );
}

function isDecade(count: number): boolean {
  return /^10*$/.test(String(count));
}

/** `10k`, `2M`: labels of an axis with little room. */
function shortNumber(count: number): string {
  if (count >= 1_000_000) return `${Math.round(count / 1_000_000)}M`;
  return count >= 1_000 ? `${Math.round(count / 1_000)}k` : String(count);
}
