"use client";
import { useEffect, useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Input } from "#components/ui/input.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { fetchDemoRecord } from "#lib/client/lab/fetch-demo-record.ts";
import { useReplay } from "#lib/client/lab/use-replay.ts";
import { RecordResult } from "./record-result.tsx";

/** An agent's record, replayed in this browser by the code that the agent chose with. */
export function RecordPanel({ ofDemonstration = false }: { ofDemonstration?: boolean }) {
  const { state, start, cancel, refuse } = useReplay();
  const [seed, setSeed] = useState("");
  const isAsked = useRef(false);
  useEffect(() => {
    if (!ofDemonstration || isAsked.current) return;
    isAsked.current = true;
    fetchDemoRecord()
      .then(({ file, seed: published }) => {
        setSeed(published);
        start(file, published);
      })
      .catch(() => refuse("The record of this site’s agent could not be fetched: perhaps it has not chosen yet."));
  });
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-12">
        <FileDrop label="Record of an agent" onFile={(file) => start(file, seed)} className="lg:col-span-6">
          Drop <code className="font-mono text-sm">record.jsonl</code> of an agent's book here, as{" "}
          <code className="font-mono text-sm">touchstone agent</code> keeps it. It stays in your browser.
        </FileDrop>
        <Field
          label="Seed"
          optional
          className="lg:col-span-6"
          help="64 hex digits, once the agent has published it. Without it every probability is computed again; with it every draw is, too. Say it before you choose the file."
        >
          <Input mono value={seed} onChange={(event) => setSeed(event.target.value)} />
        </Field>
      </div>
      {state.name === "working" ? (
        <div className="flex items-end gap-4">
          <div className="min-w-0 flex-1">
            <Progress label="Computing every probability again" />
          </div>
          <Button onClick={cancel}>Stop</Button>
        </div>
      ) : null}
      {state.name === "refused" ? (
        <Alert tone="failed" live title="Nothing was replayed">
          {state.why}
        </Alert>
      ) : null}
      {state.name === "replayed" ? <RecordResult {...state.file} /> : null}
    </div>
  );
}
