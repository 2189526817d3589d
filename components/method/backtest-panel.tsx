"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Input } from "#components/ui/input.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { FileFacts } from "#lib/client/backtest/backtest-messages.ts";
import { useBacktest } from "#lib/client/backtest/use-backtest.ts";

const BacktestResult = dynamic(() => import("./backtest-result.tsx"), { ssr: false });

const STEP_WORDS = { reading: "Reading the file", replaying: "Replaying it rating by rating" } as const;

/** The reader's own file, replayed in this browser by the code that scores providers. */
export function BacktestPanel() {
  const { state, start, cancel } = useBacktest();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [columns, setColumns] = useState("");
  const run = (chosen: File, skipBad: boolean) => {
    setFile(chosen);
    const named = columns.split(",").map((name) => name.trim().toLowerCase());
    start({ file: chosen, columns: columns.trim() === "" ? undefined : named, skipBad });
  };
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-12">
        <FileDrop label="File of ratings" onFile={(chosen) => run(chosen, false)} className="lg:col-span-6">
          Drop a file of ratings here, <code className="font-mono text-sm">source,target,rating,time</code> in each
          line, as CSV or packed (<code className="font-mono text-sm">.csv.gz</code>). It stays in your browser.
        </FileDrop>
        <Field
          label="Columns"
          optional
          className="lg:col-span-6"
          help="What stands where, from the left, when the file has no header: any other word for a column that is not needed. Say it before you choose the file."
        >
          <Input
            value={columns}
            onChange={(event) => setColumns(event.target.value)}
            placeholder="source,target,rating,time"
            spellCheck={false}
            autoCapitalize="none"
          />
        </Field>
      </div>
      {state.name !== "working" ? null : (
        <div className="flex items-end gap-4">
          <div className="min-w-0 flex-1">
            <Progress
              label={STEP_WORDS[state.step]}
              value={state.share}
              max={1}
              detail={`${Math.floor(state.share * 100)} %`}
            />
          </div>
          <Button onClick={cancel}>Stop</Button>
        </div>
      )}
      {state.name !== "ended" ? null : "refused" in state.answer ? (
        <Alert tone="failed" live title="Nothing was computed">
          {state.answer.refused}
        </Alert>
      ) : "stopped" in state.answer ? (
        <BadLines facts={state.answer.stopped} onSkip={file === undefined ? undefined : () => run(file, true)} />
      ) : (
        <BacktestResult {...state.answer.done} />
      )}
    </div>
  );
}

/** Lines that cannot be read, each with its rule. What is left out changes the figures, so nothing is computed unasked. */
function BadLines({ facts, onSkip }: { facts: FileFacts; onSkip: (() => void) | undefined }) {
  const { fileName, bad, badCount, rows } = facts;
  const more = badCount - bad.length;
  return (
    <Alert
      tone="failed"
      live
      title={`${badCount.toLocaleString("en")} ${badCount === 1 ? "line" : "lines"} of ${fileName} cannot be read, so nothing was computed`}
      actions={
        onSkip === undefined || rows === 0 ? undefined : (
          <Button onClick={onSkip}>Go on without {badCount === 1 ? "it" : "them"}</Button>
        )
      }
    >
      <ul className="mt-1 flex flex-col gap-0.5">
        {bad.map(({ line, detail }) => (
          <li key={line} className="break-words">
            Line {line.toLocaleString("en")}: {detail}
          </li>
        ))}
        {more > 0 ? <li>and {more.toLocaleString("en")} more.</li> : null}
      </ul>
    </Alert>
  );
}
