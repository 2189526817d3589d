"use client";
import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { useLabRun } from "#lib/client/lab/use-lab-run.ts";
import { saveFile } from "#lib/client/save-file.ts";
import type { LabView } from "#lib/selection/lab/lab-run.ts";
import { type LabSettings, workOf } from "#lib/selection/lab/settings.ts";
import { labQuery, readLab } from "./lab-ask.ts";
import { runAsCsv, runAsJson, type Software } from "./lab-export.ts";
import { LabForm } from "./lab-form.tsx";
import { RegretFigure } from "./regret-figure.tsx";
import { linesOf, rangeOfLines } from "./regret-model.ts";
import type { RegretRange } from "./regret-scale.ts";
import { RunState } from "./run-state.tsx";
import { SpreadFigure } from "./spread-figure.tsx";

/** A run that takes less than some two seconds starts by itself: its settings stand in the address. */
const RUNS_BY_ITSELF = 4_000_000;
/** From so many runs on the axis stays as it is until all are done. */
const AXIS_HOLDS_AFTER = 20;

/** Engines side by side in a made-up world. */
export function WorldsPanel({ query, software }: { query: string; software: Software }) {
  const [ask, setAsk] = useState(() => readLab(new URLSearchParams(query)));
  const [first] = useState(workOf(ask.settings) <= RUNS_BY_ITSELF ? ask.settings : undefined);
  const { state, view, start, cancel } = useLabRun(first);
  const run = (params: URLSearchParams) => {
    const next = readLab(params);
    setAsk(next);
    window.history.replaceState(null, "", labQuery(next.settings));
    start(next.settings);
  };
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
      <div className="min-w-0 lg:col-span-4">
        <LabForm settings={ask.settings} isRunning={state.name === "working"} onRun={run} onStop={cancel} />
      </div>
      <div className="flex min-w-0 flex-col gap-6 lg:col-span-8">
        {ask.problems.length === 0 ? null : (
          <Alert title="Something was taken otherwise">{ask.problems.join(" ")}</Alert>
        )}
        <RunState state={state} settings={ask.settings} />
        {view === undefined ? null : <RunResult view={view} isWorking={state.name === "working"} software={software} />}
      </div>
    </div>
  );
}

function RunResult({ view, isWorking, software }: { view: LabView; isWorking: boolean; software: Software }) {
  const range = useHeldRange(view, isWorking);
  const name = `touchstone-lab-${view.settings.world}-${view.settings.firstSeed}`;
  return (
    <>
      <RegretFigure view={view} range={range} />
      {isWorking ? null : (
        <>
          <SpreadFigure view={view} />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Button onClick={() => saveFile(`${name}.json`, runAsJson(view, software))}>
              <Download aria-hidden />
              Whole run as JSON
            </Button>
            <Button onClick={() => saveFile(`${name}.csv`, runAsCsv(view, software), "text/csv;charset=utf-8")}>
              <Download aria-hidden />
              Runs as CSV
            </Button>
            <p className="text-muted text-sm">
              With settings, seeds and version {software.version}: whoever runs it again gets the same figures. The
              address of this page is the same run.
            </p>
          </div>
        </>
      )}
    </>
  );
}

/** The axis grows until some runs are done, then holds while more come in, and settles when all are. */
function useHeldRange(view: LabView, isWorking: boolean): RegretRange | undefined {
  const held = useRef<{ settings: LabSettings; range: RegretRange } | undefined>(undefined);
  if (!isWorking || view.seeds.length < AXIS_HOLDS_AFTER) return undefined;
  if (held.current?.settings !== view.settings)
    held.current = { settings: view.settings, range: rangeOfLines(linesOf(view), undefined) };
  return held.current.range;
}
