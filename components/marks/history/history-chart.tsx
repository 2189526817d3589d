"use client";
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { useWidth } from "#components/charts/use-width.ts";
import { readingAfter } from "#components/solvency/bar-reading.ts";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { EventList } from "./event-list.tsx";
import { EventRail, LANE_PX } from "./event-rail.tsx";
import { HistoryControls } from "./history-controls.tsx";
import { HistoryDrawing, type Measure } from "./history-drawing.tsx";
import { glyphsOf, isTooYoung, labelled, type PresetId, spanOf, stopsOf } from "./history-model.ts";
import { type DaySpan, daysIn, type History, pieceNote, piecesOf, pointsIn, type RailEvent } from "./history-points.ts";
import { timePlace } from "./history-scale.ts";
import { dateText, historyCaption, historyTitle, LANES, tooYoungTitle, withoutSentence } from "./history-words.ts";
import { ReadingLine, readingWords } from "./reading-line.tsx";
import { useCounterfactual } from "./use-counterfactual.ts";
import { useLoadedHistory } from "./use-loaded-history.ts";

const COMPACT_PX = 520;
const RIGHT = 40;
const NOT_FETCHED = "Earlier days could not be fetched. Try again.";

export type HistoryChartProps = {
  readonly provider: string;
  /** What the page brings along: the newest days. */
  readonly initial: History;
  /** First day on which it can have been rated, and the newest day, both since 1970-01-01. */
  readonly first: number;
  readonly last: number;
  /** Days on which the index did not log. */
  readonly down?: readonly DaySpan[];
  readonly level?: 2 | 3;
};

/** How a provider was rated, what happened meanwhile, and what would have been (design: charts, C2). */
export function HistoryChart({ provider, initial, first, last, down = [], level = 2 }: HistoryChartProps) {
  const { history, state, reach, earlier } = useLoadedHistory(provider, initial, first, last);
  const [measure, setMeasure] = useState<Measure>("risk");
  const [chosen, setChosen] = useState<PresetId | DaySpan>("180d");
  const [readDay, setReadDay] = useState<number | undefined>(undefined);
  const other = useCounterfactual(provider);
  const span = typeof chosen === "string" ? spanOf(chosen, first, last) : chosen;
  const shown = pointsIn(history.points, span);
  const isYoung = isTooYoung(history);
  const choose = (next: PresetId | DaySpan) => {
    setChosen(next);
    setReadDay(undefined);
    other.forget();
    void reach(typeof next === "string" ? spanOf(next, first, last) : next);
  };
  const days = shown.map(({ day }) => day);
  const twin = {
    fileName: `history-${provider}`,
    columns: [
      "day",
      "tier",
      "estimate (per million)",
      "lower end (per million)",
      "upper end (per million)",
      "conduct (thousandths of a point)",
      "events",
    ],
    // Days that the log and the API know: where the line is carried to the edge, nothing was rated.
    rows: daysIn(history.points, span).map(({ day, tier, estimate, low, high, score }) => [
      dateText(day),
      tier,
      estimate,
      low,
      high,
      score,
      history.events.filter((event) => event.day === day).length,
    ]),
  };
  if (isYoung)
    return (
      <ChartFigure
        level={level}
        title={tooYoungTitle(history)}
        caption="A curve is drawn from 14 days and 5 events on; until then, what happened, with the tier before and after."
        twin={twin}
      >
        <EventList history={history} events={history.events} />
        {earlier === undefined ? null : (
          <Button size="sm" className="mt-3" busy={state === "loading"} onClick={() => choose("all")}>
            Show all since {dateText(earlier)}
          </Button>
        )}
        {state === "failed" ? <p className="mt-2 text-sm">{NOT_FETCHED}</p> : null}
      </ChartFigure>
    );
  const hasOldRules = history.points.some(({ model }) => model !== history.points.at(-1)?.model);
  const dotted = [
    ...(other.without === undefined ? [] : [other.without.found.days]),
    ...(other.today === undefined ? [] : [other.today]),
  ];
  return (
    <ChartFigure
      level={level}
      title={historyTitle(history)}
      caption={`${historyCaption(history, shown, measure === "risk" ? "estimate and 90 % band" : "points of conduct")} ${pieceNote(piecesOf(history.points, span, down))}`.trim()}
      twin={twin}
    >
      <HistoryControls
        measure={measure}
        onMeasure={setMeasure}
        preset={typeof chosen === "string" ? chosen : undefined}
        onPreset={choose}
        span={span}
        first={first}
        last={last}
        onSpan={choose}
        isBusy={state === "loading"}
      />
      {state === "failed" ? <p className="mb-2 text-sm">{NOT_FETCHED}</p> : null}
      <Figure
        {...{ history, span, measure, readDay, down, dotted }}
        onRead={setReadDay}
        takesFocus={isTooYoung(initial)}
      />
      <ReadingLine
        history={history}
        day={readDay}
        resting={`Arrow keys read it day by day, n and p from event to event. ${readingWords(history, last)}.`}
        onWithout={(event: RailEvent) => void other.leaveOut(event, days)}
        busy={other.state === "busy"}
      />
      <div className="mb-2 sm:hidden">
        <EventList history={history} events={history.events.filter(({ day }) => day >= span.from && day <= span.to)} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm empty:hidden" role="status">
        {other.without === undefined ? null : (
          <>
            <span>{withoutSentence(other.without)}</span>
            <Button size="sm" variant="quiet" onClick={other.forget}>
              Take the dotted line away
            </Button>
          </>
        )}
        {other.state === "failed" ? "That cannot be computed here." : null}
      </div>
      {hasOldRules ? (
        <Switch
          label="Also by today's rules, dotted, from what is known today"
          checked={other.today !== undefined}
          onCheckedChange={(isOn) => void other.showToday(isOn ? days : undefined)}
        />
      ) : null}
    </ChartFigure>
  );
}

type FigureProps = {
  history: History;
  span: DaySpan;
  measure: Measure;
  readDay: number | undefined;
  down: readonly DaySpan[];
  dotted: Parameters<typeof HistoryDrawing>[0]["dotted"];
  onRead: (day: number | undefined) => void;
  /** It comes in the place of the button that asked for it. */
  takesFocus: boolean;
};

/** The drawing as one tab stop: a slider over the days on which something can be read. */
function Figure({ history, span, measure, readDay, down, dotted, onRead, takesFocus }: FigureProps) {
  const { ref, width } = useWidth<HTMLDivElement>(720);
  useEffect(() => {
    if (takesFocus) ref.current?.focus({ preventScroll: true });
  }, [takesFocus, ref]);
  const hatch = `hatch${useId()}`;
  const isCompact = width < COMPACT_PX;
  const [left, height] = isCompact ? [40, 180] : [84, 240];
  const lanes = isCompact ? (["all"] as const) : LANES;
  const x = timePlace(span, { width: width - left - RIGHT });
  const stops = stopsOf(history, span);
  const at = readDay === undefined ? undefined : stops.indexOf(readDay);
  const railTop = height + 26;
  const events = history.events.filter(({ day }) => day >= span.from && day <= span.to);
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "n" ? 1 : event.key === "p" ? -1 : 0;
    if (step !== 0 && !event.metaKey && !event.ctrlKey) {
      const days = events.map(({ day }) => day);
      const from = readDay ?? (step > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
      const next = step > 0 ? days.find((day) => day > from) : days.findLast((day) => day < from);
      event.preventDefault();
      if (next !== undefined) onRead(next);
      return;
    }
    const next = readingAfter(event.key, at === -1 ? undefined : at, stops.length);
    if (next === "other") return;
    event.preventDefault();
    onRead(next === undefined ? undefined : stops[next]);
  };
  const pointed = (event: PointerEvent<HTMLElement>) => {
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    onRead(stops.toSorted((a, b) => Math.abs(x(a) - place) - Math.abs(x(b) - place))[0]);
  };
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label={`${historyTitle(history)}. Arrow keys read it day by day, n and p from event to event.`}
      aria-valuemin={1}
      aria-valuemax={stops.length}
      aria-valuenow={(at === undefined || at < 0 ? stops.length - 1 : at) + 1}
      aria-valuetext={readingWords(history, readDay ?? span.to)}
      onKeyDown={pressed}
      onPointerMove={pointed}
      onPointerDown={pointed}
      className="w-full touch-pan-y overflow-hidden rounded-sm"
    >
      <svg aria-hidden="true" width={width} height={railTop + lanes.length * LANE_PX} className="overflow-visible">
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V6" className="stroke-control" strokeWidth={0.75} />
          </pattern>
        </defs>
        <HistoryDrawing
          {...{ measure, span, readDay, dotted, width, height, left, hatch }}
          all={history.points}
          pieces={piecesOf(history.points, span, down)}
          labels={labelled(history, span)}
          modelChanges={history.modelChanges.filter(({ day }) => day >= span.from && day <= span.to)}
          right={RIGHT}
        />
        <EventRail
          lanes={lanes}
          glyphs={glyphsOf(events, span, lanes, x)}
          readDay={readDay}
          left={left}
          width={width - left - RIGHT}
          top={railTop}
        />
      </svg>
    </div>
  );
}
