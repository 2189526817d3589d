"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { TierMark } from "#components/tier/tier-badge.tsx";
import {
  type Calibration,
  type CalibrationRow,
  type CalibrationTier,
  VERDICT_WORDS,
} from "#lib/reputation/backtest/calibration.ts";
import { type CalibrationSource, calibrationTitle, rowSentence } from "./calibration-words.ts";
import { SHARE_TICKS, sharePlace, shareText } from "./share-scale.ts";

type Row = CalibrationRow & { readonly tier: CalibrationTier };

/** Did as many fail as was said? One row for each tier: announced range and mean, observed share with its interval. */
export function CalibrationFigure({
  rows: { tiers, all },
  source,
  caption,
  level = 3,
}: {
  rows: Pick<Calibration, "tiers" | "all">;
  source: CalibrationSource;
  caption: string;
  level?: 2 | 3;
}) {
  return (
    <ChartFigure
      level={level}
      title={calibrationTitle({ all }, source)}
      caption={caption}
      twin={{
        fileName: `calibration-${source}`,
        columns: [
          "tier",
          "forecasts",
          "failed",
          "expected",
          "announced from",
          "announced mean",
          "announced to",
          "observed",
          "interval from",
          "interval to",
          "reading",
        ],
        rows: [...tiers, { ...all, tier: "all" }].map((row) => [
          row.tier,
          row.forecasts,
          row.failed,
          row.expected.toFixed(2),
          ...[row.announced?.least, row.announced?.mean, row.announced?.most].map(exact),
          ...[row.observed?.share, row.observed?.low, row.observed?.high].map(exact),
          VERDICT_WORDS[row.verdict],
        ]),
      }}
    >
      <div className="flex flex-col gap-3 py-2 sm:gap-1">
        {tiers.map((row) => (
          <TierRow key={row.tier} row={row} source={source} />
        ))}
        <div aria-hidden className="grid sm:grid-cols-[3rem_minmax(0,1fr)_20rem] sm:gap-4">
          <span className="relative h-5 sm:col-start-2">
            {SHARE_TICKS.map((share) => (
              <span
                key={share}
                className="absolute -translate-x-1/2 whitespace-nowrap text-muted text-xs last:-translate-x-full max-sm:nth-last-2:hidden"
                style={{ left: `${sharePlace(share)}%` }}
              >
                {shareText(share)}
              </span>
            ))}
          </span>
        </div>
        <Legend source={source} />
      </div>
    </ChartFigure>
  );
}

const exact = (share: number | undefined) => (share === undefined ? null : share.toFixed(4));

function TierRow({ row, source }: { row: Row; source: CalibrationSource }) {
  const { announced, observed, tier } = row;
  const spanOf = (low: number, high: number) => ({
    left: `${sharePlace(low)}%`,
    width: `${sharePlace(high) - sharePlace(low)}%`,
  });
  return (
    <div className="grid items-center gap-y-0.5 sm:grid-cols-[3rem_minmax(0,1fr)_20rem] sm:gap-4">
      <span className="flex items-center gap-1.5 font-medium">
        <TierMark tier={tier} />
        {tier}
      </span>
      <span aria-hidden className="relative block h-8 border-divider border-b">
        {SHARE_TICKS.map((share) => (
          <span key={share} className="absolute inset-y-0 w-px bg-divider" style={{ left: `${sharePlace(share)}%` }} />
        ))}
        {announced === null ? null : (
          <>
            <span
              className="absolute top-2 h-4 min-w-1 rounded-sm bg-control/30"
              style={spanOf(announced.least, announced.most)}
            />
            <span
              className="absolute top-1 h-6 w-0.5 -translate-x-1/2 bg-muted"
              style={{ left: `${sharePlace(announced.mean)}%` }}
            />
          </>
        )}
        {observed === null ? null : (
          <>
            <span className="absolute top-[15px] h-0.5 bg-ink" style={spanOf(observed.low, observed.high)} />
            <span
              className="absolute top-[11px] size-2.5 -translate-x-1/2 rounded-full border-2 border-ink bg-surface"
              style={{ left: `${sharePlace(observed.share)}%` }}
            />
          </>
        )}
      </span>
      <span className="text-sm">
        {rowSentence(row, source)}
        {row.forecasts === 0 ? null : <span className="text-muted"> · {VERDICT_WORDS[row.verdict]}</span>}
      </span>
    </div>
  );
}

function Legend({ source }: { source: CalibrationSource }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 pt-2 text-muted text-sm">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-3 w-5 rounded-sm bg-control/30" /> announced
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="h-4 w-0.5 bg-muted" /> announced on average
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="relative flex h-3 w-6 items-center">
          <span className="h-0.5 w-full bg-ink" />
          <span className="absolute left-1.5 size-2.5 rounded-full border-2 border-ink bg-surface" />
        </span>
        {source === "index" ? "failed" : "were bad"}, with its 90 % interval
      </li>
    </ul>
  );
}
