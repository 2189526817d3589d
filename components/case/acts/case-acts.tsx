"use client";
import { type ReactNode, useState } from "react";
import { Panel } from "#components/ui/panel.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ActName, PossibleAct } from "#lib/client/case/case-acts.ts";
import type { CaseSigner } from "#lib/client/case/use-case-act.ts";
import { browserRandom } from "#lib/client/platform.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { type ActDone, ActForm } from "./act-form.tsx";
import { ACT_RULES } from "./act-rules.ts";

/** What somebody may do in a case now: one act of several, chosen, filled, shown and signed. */
export function CaseActs({
  one,
  acts,
  origin,
  signer,
  useRemote,
  secretOf,
  onSigning,
  shareOf,
  onDone,
}: {
  one: { readonly id: string; readonly state: string };
  acts: readonly PossibleAct[];
  origin: Origin;
  signer: CaseSigner;
  useRemote?: boolean;
  /** The secret that an act commits to or reveals; undefined where it is not here. */
  secretOf?: (act: ActName) => Uint8Array | undefined;
  /** Runs when one signs, before anything is sent. */
  onSigning?: (act: ActName, secret: Uint8Array) => Promise<void>;
  /** What is said of the secret beside the preview. */
  shareOf?: (act: ActName, secret: Uint8Array) => ReactNode;
  onDone: ActDone;
}) {
  const [fresh] = useState(() => browserRandom(32));
  const [chosen, setChosen] = useState<ActName>();
  const act = acts.find((possible) => possible.act === chosen) ?? (acts.length === 1 ? acts[0] : undefined);
  if (acts.length === 0) return null;
  const rule = act === undefined ? undefined : ACT_RULES[act.act];
  const secret = act === undefined ? undefined : (secretOf?.(act.act) ?? (act.act === "reveal" ? undefined : fresh));
  return (
    <div className="flex flex-col gap-5">
      {acts.length === 1 ? null : (
        <RadioGroup
          legend="What do you want to do?"
          value={act?.act ?? ""}
          onValueChange={(value) => setChosen(value as ActName)}
        >
          {acts.map((possible) => (
            <Radio
              key={possible.act}
              boxed
              value={possible.act}
              label={ACT_RULES[possible.act].title}
              help={
                <>
                  {ACT_RULES[possible.act].says} <Until possible={possible} />
                </>
              }
            />
          ))}
        </RadioGroup>
      )}
      {act === undefined || rule === undefined ? null : (
        <Panel
          level={3}
          title={rule.title}
          description={
            acts.length === 1 ? (
              <>
                {rule.says} <Until possible={act} />
              </>
            ) : undefined
          }
        >
          {secret === undefined ? (
            shareOf?.(act.act, fresh)
          ) : (
            <ActForm
              key={act.act}
              act={act.act}
              caseId={one.id}
              state={one.state}
              origin={origin}
              signer={signer}
              useRemote={useRemote === true}
              secret={secret}
              beforeSigning={async () => onSigning?.(act.act, secret)}
              withShare={shareOf?.(act.act, secret)}
              onDone={onDone}
            />
          )}
        </Panel>
      )}
    </div>
  );
}

function Until({ possible: { until } }: { possible: PossibleAct }) {
  if (until === undefined) return null;
  return (
    <>
      Until <TimeText at={until} precision="minute" />.
    </>
  );
}
