"use client";
import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import type { Messages } from "#lib/client/report/read-proof.ts";

const SHOWN = 100;

/** An archive with several signed answers: which one is meant. */
export function AnswerChoice({
  found,
  onChoose,
}: {
  found: readonly Messages[];
  onChoose: (messages: Messages) => void;
}) {
  const [chosen, setChosen] = useState<string>();
  // An archive may hold one answer twice: its place is the only name that it has.
  const rows = useMemo(() => found.slice(0, SHOWN).map((messages, at) => ({ ...messages, id: `${at}` })), [found]);
  const messages = chosen === undefined ? undefined : found[Number(chosen)];
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-divider p-4">
      <RadioGroup
        legend={`${found.length} signed answers are in this archive. Which one?`}
        value={chosen ?? ""}
        onValueChange={setChosen}
        {...(found.length > SHOWN ? { help: `The first ${SHOWN} are shown.` } : {})}
      >
        {rows.map(({ id, request, response }) => (
          <Radio
            key={id}
            value={id}
            label={
              <span className="break-all font-mono text-sm">{`${request.method} ${request.host}${request.target}`}</span>
            }
            help={`answered ${response.status}, ${response.body.length.toLocaleString("en-US")} bytes`}
          />
        ))}
      </RadioGroup>
      <div>
        <Button
          disabled={messages === undefined}
          onClick={() => {
            if (messages !== undefined) onChoose(messages);
          }}
        >
          Take this one
        </Button>
      </div>
    </div>
  );
}
