"use client";
import { useEffect, useMemo, useState } from "react";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import {
  type ChosenFiles,
  obstacleOf,
  planDefinition,
  possiblyBefore,
  readDefinitionFiles,
} from "#lib/client/operator/definition-files.ts";
import { testDefinition } from "#lib/client/operator/try-definition.ts";
import { browserRandom } from "#lib/client/platform.ts";
import type { Admission } from "#lib/evidence/definition/admission.ts";
import { partsOfSource, type Source } from "#lib/evidence/definition/source.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { DefinitionFiles } from "./definition-files.tsx";
import { SourceFacts } from "./source-facts.tsx";
import { TestOutcomes } from "./test-outcomes.tsx";

type PublishProps = {
  readonly account: Account;
  readonly origin: Origin;
  /** What this publisher published already, newest first. */
  readonly own: readonly DefinitionForm[];
  readonly now: Instant;
  readonly onRecorded: OnRecorded;
};

/** From the files of a definition to its publication: read here, tested here, then shown exactly and signed. */
export function PublishDefinition(props: PublishProps) {
  const [files, setFiles] = useState<ChosenFiles>(new Map());
  const read = useMemo(() => readDefinitionFiles(files), [files]);
  return (
    <div className="flex flex-col gap-5">
      <DefinitionFiles files={files} read={read} onFiles={setFiles} />
      {read.status === "whole" ? <Tested {...props} source={read.source} /> : null}
    </div>
  );
}

/** "unable": this browser cannot run it. */
type Outcome = Admission | "running" | "unable";

/** `source` is to be kept by identity. */
function useOutcome(source: Source): Outcome {
  const [found, setFound] = useState<{ readonly of: Source; readonly outcome: Outcome }>();
  useEffect(() => {
    const abort = new AbortController();
    void testDefinition(source, abort.signal).then((admission) => {
      if (!abort.signal.aborted) setFound({ of: source, outcome: admission ?? "unable" });
    });
    return () => abort.abort();
  }, [source]);
  return found?.of === source ? found.outcome : "running";
}

function Tested({ source, account, origin, own, now, onRecorded }: PublishProps & { source: Source }) {
  const { name } = source.body;
  const outcome = useOutcome(source);
  const parts = useMemo(() => partsOfSource(source, browserRandom), [source]);
  const candidates = possiblyBefore(source, own);
  const [chosen, setChosen] = useState<string>();
  const before = candidates.find(({ id, name: known }) => (chosen === undefined ? known === name : id === chosen));
  const obstacle = obstacleOf(source, before, now);
  const isGood = obstacle === undefined && typeof outcome === "object" && outcome.admitted;
  return (
    <>
      <SourceFacts source={source} />
      {outcome === "running" ? (
        <Progress label="Running its own tests in this browser" />
      ) : outcome === "unable" ? (
        <Alert live tone="attention" title="Its tests cannot be run in this browser">
          Nothing is signed that was not tested. A terminal can publish it, as below.
        </Alert>
      ) : (
        <TestOutcomes admission={outcome} definition={source.body.definition} name={name} />
      )}
      {candidates.length === 0 ? null : (
        <Field
          label="What it is"
          help="A next version takes the place of the one before from its beginning on, under the same id."
        >
          <Select value={before?.id ?? NEW} onChange={(event) => setChosen(event.target.value)}>
            <option value={NEW}>A new definition</option>
            {candidates.map(({ id, name: known }) => (
              <option key={id} value={id}>
                The next version of {known}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {obstacle === undefined ? null : (
        <Alert live tone="attention" title="It cannot be published so">
          {obstacle}
        </Alert>
      )}
      <SignAct
        account={account}
        origin={origin}
        draft={isGood ? planDefinition(source, parts, before) : undefined}
        action="Sign and publish"
        note={`${name} is published with its code. This index runs its tests itself within a minute and says here what came out; it counts from then on.`}
        onRecorded={onRecorded}
      />
    </>
  );
}

const NEW = "new";
