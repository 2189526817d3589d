"use client";
import { CheckCheck } from "lucide-react";
import dynamic from "next/dynamic";
import { type ComponentType, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { prepareChecks } from "#lib/client/evidence/check-thread.ts";
import { receiptFileName } from "#lib/client/save-receipt.ts";
import type { GivenFile } from "#lib/client/verify/verify-files.ts";
import { GivenFiles } from "./given-files.tsx";
import type { SiteLog } from "./site-log.ts";
import type { VerifyResultProps } from "./verify-result.tsx";

const OpenPromises = dynamic(() => import("#components/promises/open-promises.tsx"), { ssr: false });

/** `#part-<commitment>`: a public file of this index, such as a case of another one that was attached here. */
const PART_ADDRESS = /^#part-([0-9a-f]{64})$/;
/** `#promise-<statement hash>`: a promise that this browser keeps. */
const PROMISE_ADDRESS = /^#promise-([0-9a-f]{64})$/;
/** `#entry-<index>`: the receipt of an entry of this log. */
const ENTRY_ADDRESS = /^#entry-(\d{1,12})$/;
const NOTHING: readonly GivenFile[] = [];

/** Two files may be called the same: the second one is numbered. */
function named(files: readonly GivenFile[]): GivenFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = file.name;
    for (let number = 2; taken.has(name); number += 1) name = `${file.name} (${number})`;
    taken.add(name);
    return name === file.name ? file : { ...file, name };
  });
}

/**
 * Drop, paste or choose whatever a log hands out. The verifier is loaded as soon as the page is there, so that it goes
 * on working when the network is gone.
 */
export function VerifyPage({ sample, site }: { sample: string | undefined; site: SiteLog }) {
  const [given, setGiven] = useState(NOTHING);
  const [text, setText] = useState("");
  const [vkey, setVkey] = useState("");
  const [policy, setPolicy] = useState("");
  const [Result, setResult] = useState<ComponentType<VerifyResultProps> | undefined>(undefined);
  const result = useRef<HTMLElement>(null);

  useEffect(() => {
    // Held in the page, not asked for again: once here, no press of a button needs the network.
    void import("./verify-result.tsx").then((module) => setResult(() => module.default));
    prepareChecks();
  }, []);

  const takeText = (name: string, value: string) => {
    setText(value);
    setGiven(value.trim() === "" ? NOTHING : [{ name, source: new Blob([value]) }]);
  };
  useEffect(() => {
    const hash = PROMISE_ADDRESS.exec(window.location.hash)?.[1];
    if (hash === undefined) return;
    void import("#lib/client/promises/find-kept-promise.ts").then(({ findKeptPromise }) => {
      const promise = findKeptPromise(hash);
      if (promise === undefined) return;
      setText(promise);
      setGiven([{ name: "your promise", source: new Blob([promise]) }]);
    });
  }, []);
  useEffect(() => {
    const commit = PART_ADDRESS.exec(window.location.hash)?.[1];
    if (commit === undefined) return;
    void fetch(`/api/v1/parts/${commit}`).then(async (answer) => {
      if (answer.ok) setGiven([{ name: "a file of this index", source: await answer.blob() }]);
    });
  }, []);
  useEffect(() => {
    const index = ENTRY_ADDRESS.exec(window.location.hash)?.[1];
    if (index === undefined) return;
    void fetch(`/api/v1/entries/${index}/receipt`).then(async (answer) => {
      if (answer.ok) setGiven([{ name: receiptFileName(Number(index)), source: await answer.blob() }]);
    });
  }, []);
  const takeFiles = (files: readonly File[]) => {
    setText("");
    setGiven(named(files.map((file) => ({ name: file.name, source: file }))));
  };
  const add = useCallback((files: readonly GivenFile[]) => setGiven((before) => named([...before, ...files])), []);

  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
      <section aria-label="What to verify" className="flex min-w-0 flex-col gap-5 lg:col-span-6">
        <FileDrop
          label="Files to check"
          onFiles={takeFiles}
          isPrimary
          others={
            sample === undefined ? null : (
              <Button onClick={() => takeText("a receipt of this log", sample)}>Take one of this log</Button>
            )
          }
        >
          Drop a <code className="font-mono text-sm">.receipt.json</code>, a checkpoint, a promise, a proof, an exported
          log, a whole case, or evidence against a provider here; a verdict or a case together with an archive of its
          log
        </FileDrop>
        <GivenFiles files={given} onRemove={(file) => setGiven((before) => before.filter((one) => one !== file))} />
        <Field label="Or paste it">
          <Textarea
            mono
            rows={4}
            className="max-h-56"
            value={text}
            onChange={(event) => takeText("what you pasted", event.target.value)}
          />
        </Field>
        <Details summary="I have the log's key from elsewhere">
          <Field
            label="Log key"
            help="A verifier key such as index.example/log+1a2b3c4d+AQ…. Without it, this browser takes the key that it remembers of the log."
          >
            <Input mono value={vkey} onChange={(event) => setVkey(event.target.value)} />
          </Field>
        </Details>
        <Details summary="I know watchers that must have signed">
          <Field
            label="Watcher policy"
            help="A C2SP tlog-policy: lines log, witness, group and quorum. With one, every head must bear its quorum."
          >
            <Textarea mono rows={3} value={policy} onChange={(event) => setPolicy(event.target.value)} />
          </Field>
        </Details>
        <p role="status" className="flex items-center gap-2 text-muted text-sm">
          {Result !== undefined ? (
            <>
              <CheckCheck aria-hidden className="size-4 shrink-0 text-verified" />
              Loaded: from here on it works without a network. Nothing that you give leaves this browser.
            </>
          ) : (
            "Loading the verifier…"
          )}
        </p>
      </section>
      <section ref={result} aria-label="Result" className="min-w-0 scroll-mt-20 lg:col-span-6">
        {given.length === 0 || Result === undefined ? (
          <p className="text-muted">The checks and their outcomes will stand here, in order.</p>
        ) : (
          <Result files={given} onAdd={add} vkey={vkey.trim()} policy={policy.trim()} site={site} />
        )}
      </section>
      <OpenPromises
        onCheck={({ promise }) => {
          takeText("your promise", promise ?? "");
          result.current?.scrollIntoView({ block: "start" });
        }}
      />
    </div>
  );
}
