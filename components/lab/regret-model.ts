/** What the drawing of regret shows, whether it is of made-up worlds or of a record. Pure. */
import type { TableTwin } from "#components/charts/chart-twin.tsx";
import { textbookBound } from "#lib/selection/ceiling.ts";
import { engineOf } from "#lib/selection/engines.ts";
import type { EngineView, LabView } from "#lib/selection/lab/lab-run.ts";
import { countText, engineName, eventWords, indexName, lossText } from "./lab-words.ts";
import { type RegretRange, rangeOf } from "./regret-scale.ts";
import { type Layer, layersOf } from "./ribbon-model.ts";

export type RegretLine = {
  readonly key: string;
  readonly name: string;
  /** By which it is told apart, whichever others are drawn. */
  readonly slot: number;
  readonly middle: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** What few runs exceed; none of a record. */
  readonly tail: readonly number[] | undefined;
};

export type Mark = { readonly round: number; readonly words: string };

/** Below the curves, of one engine. */
export type Ribbon = {
  readonly rounds: readonly number[];
  readonly layers: readonly Layer[];
  readonly distinct: readonly number[];
  readonly open: readonly number[];
};

export type Ceiling = { readonly name: string; readonly values: readonly number[] };

/** Fewer runs than this have no run in a hundred: the largest is said instead. */
const RUNS_OF_A_TAIL = 100;

export const tailName = (runs: number) => (runs < RUNS_OF_A_TAIL ? "largest" : "99 %");

export function linesOf({ engines }: LabView): RegretLine[] {
  return engines.map(({ engine, median, low, high, tail }, slot) => ({
    key: engine,
    name: engineName(engine),
    slot,
    middle: [...median],
    low: [...low],
    high: [...high],
    tail: [...tail],
  }));
}

export const marksOf = ({ events }: LabView): Mark[] =>
  events.map((event) => ({ round: event.round, words: eventWords(event) }));

export function ribbonOf({ rounds, indexes }: LabView, { shares, distinct, open }: EngineView): Ribbon {
  const names = Array.from({ length: indexes }, (_, at) => indexName(at));
  return {
    rounds: [...rounds],
    layers: layersOf(names, shares, rounds.length),
    distinct: [...distinct],
    open: [...open],
  };
}

/** The ceiling that the engine proves, or the bound of its paper where that holds; undefined for neither. */
export function ceilingOf({ rounds, indexes }: LabView, { engine, ceiling, bound }: EngineView): Ceiling | undefined {
  const last = ceiling.at(-1) ?? Number.NaN;
  if (engineOf(engine).proof !== undefined && !Number.isNaN(last))
    return { name: `proven ceiling of ${engineName(engine)}`, values: [...ceiling] };
  if (bound === undefined) return undefined;
  return {
    name: `bound of ${engineName(engine)}'s paper`,
    values: Array.from(rounds, (round) => textbookBound(engine, indexes, round) ?? Number.NaN),
  };
}

/** The scale follows regret; the ceiling only where it is asked for. */
export function rangeOfLines(lines: readonly RegretLine[], ceiling: Ceiling | undefined): RegretRange {
  return rangeOf([
    ...lines.flatMap(({ low, high, tail = [] }) => [...low, ...high, ...tail]),
    ...(ceiling?.values ?? []),
  ]);
}

/** "Round 2,400: DCH-IX −12 (−80 to 40; 99 % below 90); EXP3 …" */
export function readingOf({ rounds, seeds }: LabView, lines: readonly RegretLine[], at: number): string {
  const said = lines.map(({ name, middle, low, high, tail }) => {
    const most = tail === undefined ? "" : `; ${tailName(seeds.length)} ${lossText(tail[at] ?? 0)}`;
    return `${name} ${lossText(middle[at] ?? 0)} (${lossText(low[at] ?? 0)} to ${lossText(high[at] ?? 0)}${most})`;
  });
  return `Round ${countText(rounds[at] ?? 0)}: ${said.join("; ")}`;
}

/** What came out, in a sentence: the middle run of each, and where one stands apart, what its worst runs do. */
export function findingOf({ engines, seeds, settings }: LabView): string {
  const said = engines.map(({ engine, spread }) => {
    const { median } = spread;
    const how = Math.round(median) === 0 ? "0" : `${lossText(Math.abs(median))} ${median < 0 ? "less" : "more"}`;
    return `${engineName(engine)} ${how}`;
  });
  const [safest, worst] = extremesOf(engines);
  const apart =
    safest !== undefined && worst !== undefined && worst.spread.tail > 2 * Math.max(1, safest.spread.tail)
      ? ` ${seeds.length < RUNS_OF_A_TAIL ? "In its worst run" : "In one run of a hundred"} ${engineName(worst.engine)} lost ${lossText(worst.spread.tail)} or more above it, ${engineName(safest.engine)} ${safest.spread.tail > 0 ? `${lossText(safest.spread.tail)}` : "nothing"}.`
      : "";
  const runs = seeds.length === 1 ? "the one run" : `the middle of ${countText(seeds.length)} runs`;
  return `Lost in ${countText(settings.rounds)} rounds against the best index, in ${runs}: ${said.join(", ")}.${apart}`;
}

function extremesOf(engines: readonly EngineView[]) {
  const sorted = [...engines].sort((a, b) => a.spread.tail - b.spread.tail);
  return sorted.length < 2 ? [] : [sorted[0], sorted.at(-1)];
}

export function regretTwin({ rounds, engines, seeds, settings }: LabView): TableTwin {
  const round2 = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : Number(value.toFixed(2));
  return {
    fileName: `regret-${settings.world}`,
    columns: [
      "engine",
      "round",
      "5 %",
      "median",
      "95 %",
      tailName(seeds.length),
      "proven ceiling",
      "providers named",
      "open tickets",
    ],
    rows: engines.flatMap((engine) =>
      Array.from(rounds, (round, at) => [
        engineName(engine.engine),
        round,
        ...[engine.low, engine.median, engine.high, engine.tail, engine.ceiling, engine.distinct, engine.open].map(
          (values) => round2(values[at]),
        ),
      ]),
    ),
  };
}
