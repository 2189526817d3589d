"use client";
import { Download, FlaskConical, LoaderCircle, ShieldCheck, ShieldX } from "lucide-react";
import { useState } from "react";
import { CheckRows } from "#components/log/proof/check-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import type { Attempt, Sample, WayId } from "#lib/client/trust/attempt.ts";

export type TryState =
  | { kind: "idle" }
  | { kind: "running" }
  | { kind: "done"; attempts: readonly Attempt[] }
  | { kind: "failed"; why: string };

/** The cheat is run in this browser, its code fetched when it is asked for. */
export function TryIt({ way, label }: { way: WayId; label: string }) {
  const [state, setState] = useState<TryState>({ kind: "idle" });
  const run = async () => {
    setState({ kind: "running" });
    try {
      const { TRIES } = await import("#lib/client/trust/tries.ts");
      setState({ kind: "done", attempts: await TRIES[way]() });
    } catch (error) {
      setState({ kind: "failed", why: whyNot(error) });
    }
  };
  return <TryView state={state} label={label} onRun={() => void run()} />;
}

/** What stands there before, while and after it is tried. */
export function TryView({ state, label, onRun }: { state: TryState; label: string; onRun?: () => void }) {
  return (
    <div>
      <Button onClick={onRun} disabled={state.kind === "running"}>
        {state.kind === "running" ? (
          <LoaderCircle aria-hidden className="animate-spin" />
        ) : (
          <FlaskConical aria-hidden />
        )}
        {label}
      </Button>
      <div role="status" className="mt-3 flex flex-col gap-3 empty:hidden">
        {state.kind === "done"
          ? state.attempts.map((attempt) => <AttemptView key={attempt.did} attempt={attempt} />)
          : null}
        {state.kind === "failed" ? (
          <Alert tone="attention" title="The try could not be made">
            {state.why}
          </Alert>
        ) : null}
      </div>
    </div>
  );
}

/** Without a network, `fetch` says so by a TypeError. */
function whyNot(error: unknown): string {
  if (error instanceof TypeError) return "It needs this index's answers: try again when you are online.";
  return error instanceof Error ? error.message : String(error);
}

/** What was tried, who objected, every check, and the file to keep. */
export function AttemptView({ attempt: { did, checks, isCaught, sample } }: { attempt: Attempt }) {
  const Icon = isCaught ? ShieldCheck : ShieldX;
  return (
    <div data-caught={isCaught} className="rounded-md border border-divider bg-sunken px-4 py-3">
      <p>{did}</p>
      <p className={`mt-1 flex items-center gap-1.5 font-medium ${isCaught ? "text-verified" : "text-failed"}`}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {isCaught ? "Caught in this browser" : "Nothing noticed. Please tell us: this must not happen."}
      </p>
      <Details summary={checks.length === 1 ? "The check" : `All ${checks.length} checks`} className="mt-2">
        <CheckRows checks={checks} titles={TITLES} />
      </Details>
      {sample === undefined ? null : <SampleView sample={sample} />}
    </div>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  "as-served": "The entries as they are served",
  "one-removed": "With one removed",
  "two-exchanged": "With two exchanged",
  continues: "Continues what this browser verified before",
  "marks-as-served": "The marks as they are served",
  "marks-changed": "With another tier written in",
  "page-changed": "With another tier on the page alone",
};

function SampleView({ sample: { said, fileName, text, needs = [] } }: { sample: Sample }) {
  return (
    <div className="mt-3 border-divider border-t pt-2.5">
      <p className="text-muted text-sm">{said}</p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => saveFile(fileName, text)}>
          <Download aria-hidden />
          {fileName}
        </Button>
        {needs.map((file) => (
          <Button
            key={file.fileName}
            size="sm"
            variant="quiet"
            onClick={() => saveFile(file.fileName, file.text, "text/plain")}
          >
            <Download aria-hidden />
            {file.fileName}
          </Button>
        ))}
      </div>
    </div>
  );
}
