"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { type Compared, compareWithGiven } from "#lib/client/verify/compare-log.ts";
import { servedKey } from "#lib/client/verify/log-reader.ts";

async function compare(given: string): Promise<Compared | "offline"> {
  try {
    const served = await servedKey();
    const known = rememberedLogs(browserTexts()).find(served.split("+")[0] ?? "");
    return await compareWithGiven(`${given.trim()}\n`, known?.vkey ?? served);
  } catch {
    return "offline";
  }
}

/** A head that a friend saw, compared with today's: two people who compare need no watcher. */
export function PastedCompare() {
  const [text, setText] = useState("");
  const [result, setResult] = useState<Compared | "offline" | "comparing" | undefined>(undefined);
  const run = async () => {
    setResult("comparing");
    setResult(await compare(text));
  };
  return (
    <Details summary="Compare with a checkpoint that somebody else saw">
      <div className="flex max-w-prose flex-col gap-3">
        <Field
          label="Their checkpoint"
          help="The text of /log/checkpoint as they see it, or from one of their receipts, to the last signature line."
        >
          <Textarea
            mono
            rows={6}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setResult(undefined);
            }}
          />
        </Field>
        <div>
          <Button onClick={() => void run()} disabled={text.trim() === "" || result === "comparing"}>
            {result === "comparing" ? "Comparing" : "Compare with today's log"}
          </Button>
        </div>
        {result === undefined || result === "comparing" ? null : result === "offline" ? (
          <Alert live tone="attention" title="Offline: today's log cannot be asked" />
        ) : (
          <GivenVerdict compared={result} />
        )}
      </div>
    </Details>
  );
}

/** Same root, one continues the other, a fork with its proof, or what cannot be said. */
export function GivenVerdict({ compared: { check, evidence } }: { compared: Pick<Compared, "check" | "evidence"> }) {
  if (check.outcome === "pass") {
    return (
      <Alert live tone="verified" title="You both see one log">
        {check.detail}
      </Alert>
    );
  }
  if (check.outcome !== "fail") {
    return (
      <Alert live tone="attention" title="This cannot be compared">
        {check.detail}
      </Alert>
    );
  }
  const keep =
    evidence === undefined ? null : (
      <Button size="sm" variant="primary" onClick={() => saveFile(evidence.fileName, evidence.text)}>
        <Download aria-hidden />
        {evidence.isProof ? "Download the proof" : "Download the evidence"}
      </Button>
    );
  return (
    <Alert live tone="failed" title="You and they were shown different logs" actions={keep}>
      {check.detail} {evidence?.isProof ? "The proof was verified in this browser." : ""}
    </Alert>
  );
}
