"use client";
import { Details } from "#components/ui/details.tsx";
import type { FileFacts } from "#lib/client/backtest/backtest-messages.ts";
import type { Replay } from "#lib/reputation/backtest/replay.ts";
import { CalibrationFigure } from "./calibration-figure.tsx";
import { type FigureRow, Figures, figureText } from "./figures.tsx";

const count = (value: number) => value.toLocaleString("en");

/** What the replay of a file gave: announced against observed, then the figures that `touchstone backtest` prints. */
export default function BacktestResult({ facts, replay }: { facts: FileFacts; replay: Replay }) {
  return (
    <div role="status" className="flex min-w-0 flex-col gap-4">
      <CalibrationFigure
        rows={replay.byTier}
        source="file"
        caption={`${facts.fileName}: ${count(replay.rows)} ratings, of which the last ${count(replay.graded)} were predicted, each from those before it. Tiers by the announced chance that a rating is bad. Ratings of one target are not independent, so the intervals are too narrow.`}
      />
      <ul className="text-muted text-sm">
        <li>{facts.hasHeader ? "The first line was taken for a header." : "No header: the columns as given."}</li>
        {facts.badCount === 0 ? null : (
          <li>
            {facts.badCount === 1 ? "1 line was left out" : `${count(facts.badCount)} lines were left out`}; the figures
            are without {facts.badCount === 1 ? "it" : "them"}.
          </li>
        )}
        {facts.firstUnsortedLine === null ? null : (
          <li>
            Line {count(facts.firstUnsortedLine)} is older than the one above it: the ratings were sorted by time.
          </li>
        )}
        {facts.selfCount === 0 ? null : <li>{count(facts.selfCount)} ratings of oneself were left out.</li>}
      </ul>
      <Details summary="Statistics" open>
        <Statistics replay={replay} />
      </Details>
    </div>
  );
}

function Statistics({ replay }: { replay: Replay }) {
  const { baseRate } = replay;
  const rows: readonly FigureRow[] = [
    ["Base rate", baseRate === null ? "none" : `${(100 * baseRate).toFixed(1)} %`, "of the graded ratings are bad"],
    ["AUC of the score", figureText(replay.aucScore), "0.5: no better than chance, 1: never wrong"],
    [
      "AUC of the probability",
      figureText(replay.aucProbability),
      "the table changes over time, so it differs a little",
    ],
    ["Brier", figureText(replay.brier), `${figureText(replay.brierBase)} for whoever always says the base rate`],
    ["ECE", figureText(replay.ece), `over ${replay.curve.length} groups of equal count`],
  ];
  return <Figures rows={rows} curve={replay.curve} of="ratings" failed="were bad" />;
}
