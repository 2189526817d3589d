import { Alert } from "#components/ui/alert.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { LabRunState } from "#lib/client/lab/use-lab-run.ts";
import { type LabSettings, workOf } from "#lib/selection/lab/settings.ts";
import { countText } from "./lab-words.ts";

/** How far a run is, or why there is none. */
export function RunState({ state, settings }: { state: LabRunState; settings: LabSettings }) {
  const { name, doneRuns, ms } = state;
  const { runs } = settings;
  if (name === "idle")
    return (
      <EmptyState title="Nothing has run yet">
        Here will stand what each engine lost against the best index. This setting has {countText(workOf(settings))}{" "}
        rounds in all: press Run.
      </EmptyState>
    );
  if (name === "failed")
    return (
      <Alert tone="failed" live title="The run could not go on in this browser">
        Its workers did not start, or ran out of memory.{" "}
        {doneRuns > 0 ? "What was done until then stands below." : "Load the page again."}
      </Alert>
    );
  const left =
    doneRuns === 0
      ? ""
      : `, about ${countText(Math.max(1, Math.round((ms * (runs - doneRuns)) / doneRuns / 1000)))} s left`;
  if (name === "working")
    return (
      <Progress
        label="Running"
        value={doneRuns}
        max={runs}
        detail={`${countText(doneRuns)} of ${countText(runs)} runs${left}`}
      />
    );
  return (
    <p role="status" className="text-muted text-sm">
      {name === "stopped"
        ? `Stopped after ${countText(doneRuns)} of ${countText(runs)} runs`
        : `${countText(runs)} runs done`}
      , {countText(doneRuns * settings.rounds * settings.engines.length)} rounds in {(ms / 1000).toFixed(1)} s, in this
      browser.
    </p>
  );
}
