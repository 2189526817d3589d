"use client";
import { useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { ReadingFrame } from "#components/charts/reading-frame.tsx";
import { SeriesSample } from "#components/charts/series-look.tsx";
import { useWidth } from "#components/charts/use-width.ts";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import type { LabView } from "#lib/selection/lab/lab-run.ts";
import { certificateSentence } from "./ceiling-sentence.ts";
import { countText, engineName } from "./lab-words.ts";
import { COMPACT_PX, RegretDrawing } from "./regret-drawing.tsx";
import {
  ceilingOf,
  findingOf,
  linesOf,
  marksOf,
  rangeOfLines,
  readingOf,
  regretTwin,
  ribbonOf,
  tailName,
} from "./regret-model.ts";
import type { RegretRange, RoundAxis } from "./regret-scale.ts";
import { RibbonDrawing } from "./ribbon-drawing.tsx";

/** Of more engines at once only the one that is read closely has its band. */
const MOST_BANDS = 3;

export const REGRET_QUESTION = "Did following this method cost more than always following the best index?";

/** What engines lost against the best index, over all seeds that are done. `range`: an axis that stays while seeds come in. */
export function RegretFigure({
  view,
  range,
  level = 2,
}: {
  view: LabView;
  range?: RegretRange | undefined;
  level?: 2 | 3;
}) {
  const { ref, width } = useWidth<HTMLDivElement>(760);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [axis, setAxis] = useState<RoundAxis>("linear");
  const [isToScale, setToScale] = useState(false);
  const focus = view.engines.find(({ engine }) => engine === chosen) ?? view.engines[0];
  if (focus === undefined) return null;
  const ceiling = ceilingOf(view, focus);
  const all = linesOf(view);
  const isNarrow = width < COMPACT_PX;
  const best = [...view.engines].sort((a, b) => a.spread.median - b.spread.median)[0]?.engine;
  const lines = isNarrow ? all.filter(({ key }) => key === focus.engine || key === best) : all;
  const banded = lines.length <= MOST_BANDS ? lines.map(({ key }) => key) : [focus.engine];
  const last = view.settings.rounds;
  const shownRange = isToScale ? rangeOfLines(lines, ceiling) : (range ?? rangeOfLines(lines, undefined));
  const rounds = [...view.rounds];
  const ribbon = (at: number | undefined) => (
    <RibbonDrawing
      ribbon={ribbonOf(view, focus)}
      last={last}
      axis={axis}
      readRound={at === undefined ? undefined : rounds[at]}
      width={width}
    />
  );
  return (
    <ChartFigure
      level={level}
      title={REGRET_QUESTION}
      caption={`${findingOf(view)} ${certificateSentence(focus, view)} Seeds ${seedWords(view)}, the same for all; losses are counted by their averages, so that luck does not blur them.`}
      twin={regretTwin(view)}
    >
      <div data-print="hide" className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <fieldset className="flex flex-wrap items-center gap-1">
          <legend className="float-left mr-2 text-muted text-sm leading-6">Read closely</legend>
          {all.map(({ key, name, slot }) => (
            <Button
              key={key}
              size="sm"
              variant={key === focus.engine ? "secondary" : "quiet"}
              aria-pressed={key === focus.engine}
              onClick={() => setChosen(key)}
            >
              <SeriesSample slot={slot} />
              {name}
            </Button>
          ))}
        </fieldset>
        <span className="flex flex-wrap gap-1">
          <Button
            size="sm"
            variant="quiet"
            aria-pressed={axis === "sqrt"}
            onClick={() => setAxis(axis === "sqrt" ? "linear" : "sqrt")}
          >
            {axis === "sqrt" ? "Rounds as they come" : "Rounds by their root"}
          </Button>
          {ceiling === undefined ? null : (
            <Button size="sm" variant="quiet" aria-pressed={isToScale} onClick={() => setToScale(!isToScale)}>
              {isToScale ? "Scale of the regret" : "Ceiling to scale"}
            </Button>
          )}
        </span>
      </div>
      <div ref={ref} className="w-full">
        <ReadingFrame
          title={REGRET_QUESTION}
          length={rounds.length}
          say={(at) => readingOf(view, lines, at)}
          idle={`${readingOf(view, lines, rounds.length - 1)}. Middle of the runs, 5 to 95 % of them${lines.some(({ tail }) => tail) ? `, ${tailName(view.seeds.length)} thin` : ""}.`}
        >
          {(at) => (
            <>
              <RegretDrawing
                {...{ rounds, last, lines, banded, ceiling, axis, width }}
                marks={marksOf(view)}
                range={shownRange}
                readAt={at}
                tail={tailName(view.seeds.length)}
              />
              {isNarrow ? null : ribbon(at)}
            </>
          )}
        </ReadingFrame>
      </div>
      {isNarrow ? (
        <Details summary={`Which index ${engineName(focus.engine)} follows`} className="mt-2">
          {ribbon(undefined)}
        </Details>
      ) : (
        <p className="text-muted text-sm">
          Probabilities of {engineName(focus.engine)}, on average over the {view.seeds.length === 1 ? "run" : "runs"}.
        </p>
      )}
    </ChartFigure>
  );
}

function seedWords({ seeds }: LabView): string {
  const [first, last] = [seeds[0] ?? 0, seeds.at(-1) ?? 0];
  return first === last ? countText(first) : `${countText(first)} to ${countText(last)}`;
}
