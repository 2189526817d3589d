"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { SeriesSample, seriesLook } from "#components/charts/series-look.tsx";
import { useWidth } from "#components/charts/use-width.ts";
import type { EngineView, LabView } from "#lib/selection/lab/lab-run.ts";
import { countText, engineName, lossText } from "./lab-words.ts";
import { tailName } from "./regret-model.ts";
import { lossTicks, type RegretRange, rangeOf } from "./regret-scale.ts";

const ROW = 34;

/** Every run of every engine as a stroke, with the middle and what few runs exceed. */
export function SpreadFigure({ view, level = 2 }: { view: LabView; level?: 2 | 3 }) {
  const { ref, width } = useWidth<HTMLDivElement>(760);
  const { engines, seeds } = view;
  const range = rangeOf(engines.flatMap(({ regrets }) => regrets));
  return (
    <ChartFigure
      level={level}
      title={spreadTitle(view)}
      caption={`Each stroke is one of ${countText(seeds.length)} runs; the box holds 90 % of them, the bar in it is the middle. To the left of 0 the engine did better than the best index.`}
      twin={{
        fileName: `runs-${view.settings.world}`,
        columns: ["seed", ...engines.map(({ engine }) => engineName(engine))],
        rows: seeds.map((seed, at) => [seed, ...engines.map(({ regrets }) => Number((regrets[at] ?? 0).toFixed(3)))]),
      }}
    >
      <div ref={ref} className="flex w-full flex-col gap-2">
        {engines.map((engine, slot) => (
          <div key={engine.engine}>
            <p className="flex flex-wrap items-center gap-x-2 text-sm">
              <SeriesSample slot={slot} />
              <span className="font-medium">{engineName(engine.engine)}</span>
              <span className="text-muted">{spreadSentence(engine, seeds.length)}</span>
            </p>
            <Runs engine={engine} slot={slot} range={range} width={width} />
          </div>
        ))}
        <Axis range={range} width={width} />
      </div>
    </ChartFigure>
  );
}

function spreadTitle({ engines, seeds }: LabView): string {
  const runs = seeds.length;
  const never = engines
    .filter(({ regrets }) => regrets.every((regret) => regret <= 0))
    .map(({ engine }) => engineName(engine));
  if (never.length > 0)
    return `${never.join(" and ")} never did worse than the best index, in ${runs === 1 ? "one run" : `${countText(runs)} runs`}`;
  const safest = [...engines].sort((a, b) => a.spread.tail - b.spread.tail)[0];
  return safest === undefined
    ? "No run yet"
    : `${engineName(safest.engine)} has the mildest bad runs: ${tailName(runs)} ${lossText(safest.spread.tail)}`;
}

function spreadSentence({ spread, openAtEnd }: EngineView, runs: number): string {
  const { mean, error, median, low, high, tail } = spread;
  const open = openAtEnd < 0.5 ? "" : `; ${countText(Math.round(openAtEnd))} tickets open at the end`;
  return `mean ${lossText(mean)} ± ${error.toFixed(error < 10 ? 1 : 0)}, middle ${lossText(median)}, 90 % from ${lossText(low)} to ${lossText(high)}, ${tailName(runs)} ${lossText(tail)}${open}`;
}

type RunsProps = { engine: EngineView; slot: number; range: RegretRange; width: number };

const placeIn =
  ({ least, most }: RegretRange, width: number) =>
  (loss: number) =>
    (width * (loss - least)) / (most - least);

function Runs({ engine: { regrets, spread }, slot, range, width }: RunsProps) {
  const x = placeIn(range, width);
  const { stroke, fill } = seriesLook(slot);
  const strokes = regrets.map((regret) => `M${x(regret).toFixed(1)} 8V${ROW - 8}`).join("");
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} ${ROW}`} className="block h-auto w-full">
      <line x1={x(0)} x2={x(0)} y1={0} y2={ROW} className="stroke-ink" />
      <rect
        x={x(spread.low)}
        width={Math.max(1, x(spread.high) - x(spread.low))}
        y={4}
        height={ROW - 8}
        className={fill}
        fillOpacity={0.18}
      />
      <path d={strokes} className={stroke} strokeOpacity={0.5} />
      <path d={`M${x(spread.median).toFixed(1)} 2V${ROW - 2}`} className={stroke} strokeWidth={3} />
      <path d={`M${x(spread.tail).toFixed(1)} 2V${ROW - 2}`} className={stroke} strokeDasharray="3 2" />
    </svg>
  );
}

function Axis({ range, width }: { range: RegretRange; width: number }) {
  const x = placeIn(range, width);
  const all = lossTicks(range);
  const ticks = width < 420 && all.length > 4 ? all.filter((_, at) => at % 2 === 0) : all;
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} 20`} className="block h-auto w-full">
      <line x2={width} y1={0.5} y2={0.5} className="stroke-control" />
      {ticks.map((loss) => (
        <text
          key={loss}
          x={x(loss)}
          y={15}
          textAnchor={x(loss) < 24 ? "start" : x(loss) > width - 24 ? "end" : "middle"}
          className="fill-muted text-xs"
        >
          {lossText(loss)}
        </text>
      ))}
    </svg>
  );
}
