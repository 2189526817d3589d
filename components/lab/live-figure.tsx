"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { ReadingFrame } from "#components/charts/reading-frame.tsx";
import { useWidth } from "#components/charts/use-width.ts";
import { Details } from "#components/ui/details.tsx";
import type { RecordView } from "#lib/selection/record-view.ts";
import { countText, lossText } from "./lab-words.ts";
import { estimateSentence } from "./record-words.ts";
import { COMPACT_PX, RegretDrawing } from "./regret-drawing.tsx";
import { REGRET_QUESTION } from "./regret-figure.tsx";
import type { RegretLine } from "./regret-model.ts";
import { rangeOf } from "./regret-scale.ts";
import { RibbonDrawing } from "./ribbon-drawing.tsx";
import { layersOf } from "./ribbon-model.ts";

/** What a real record says of regret: an estimate, drawn as one. */
export function LiveFigure({ view, level = 2 }: { view: RecordView; level?: 2 | 3 }) {
  const { ref, width } = useWidth<HTMLDivElement>(760);
  const { curve, ribbon, ids, newcomers, recorded } = view;
  const line: RegretLine = {
    key: "estimate",
    name: "estimated",
    slot: 0,
    middle: curve.map(({ value }) => value),
    low: curve.map(({ low }) => low),
    high: curve.map(({ high }) => high),
    tail: undefined,
  };
  const say = (at: number) => {
    const point = curve[at];
    if (point === undefined) return "";
    return `After ${countText(point.round)} choices: estimated ${lossText(point.value)} (90 % ${lossText(point.low)} to ${lossText(point.high)})`;
  };
  const layers = layersOf(ids, ribbon.shares, ribbon.rounds.length);
  const drawn = (at: number | undefined) => (
    <RibbonDrawing
      ribbon={{ ...ribbon, layers }}
      last={recorded}
      axis="linear"
      readRound={at === undefined ? undefined : curve[at]?.round}
      width={width}
    />
  );
  const isNarrow = width < COMPACT_PX;
  return (
    <ChartFigure
      level={level}
      title={REGRET_QUESTION}
      caption={estimateSentence(view.regret)}
      twin={{
        fileName: "estimated-regret",
        columns: ["choices", "estimated extra loss", "90 % from", "90 % to"],
        rows: curve.map(({ round, value, low, high }) => [
          round,
          ...[value, low, high].map((one) => Number(one.toFixed(3))),
        ]),
      }}
    >
      <div ref={ref} className="w-full">
        <ReadingFrame title={REGRET_QUESTION} length={Math.max(1, curve.length)} say={say} idle={say(curve.length - 1)}>
          {(at) => (
            <>
              <RegretDrawing
                rounds={curve.map(({ round }) => round)}
                last={recorded}
                lines={[line]}
                banded={["estimate"]}
                ceiling={undefined}
                marks={newcomers.slice(0, 4).map(({ round }) => ({ round, words: "an index joins" }))}
                axis="linear"
                range={rangeOf([...line.low, ...line.high])}
                readAt={at}
                width={width}
                tail=""
                isEstimate
              />
              {isNarrow ? null : drawn(at)}
            </>
          )}
        </ReadingFrame>
        {isNarrow ? (
          <Details summary="Which index it followed" className="mt-2">
            {drawn(undefined)}
          </Details>
        ) : null}
      </div>
    </ChartFigure>
  );
}
