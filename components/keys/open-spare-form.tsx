"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type OpenedSpare, openSpare } from "#lib/client/keystore/open-spare.ts";
import { FileChoice } from "./file-choice.tsx";
import { decryptWords } from "./import-key-form.tsx";

/** Opens the spare key's file here, in memory, for one act. `check` may refuse a key that is not the right one. */
export function OpenSpareForm({
  action,
  check,
  onOpened,
}: {
  action: string;
  check: (opened: OpenedSpare) => Promise<string | undefined>;
  onOpened: (opened: OpenedSpare) => void;
}) {
  const [text, setText] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [problem, setProblem] = useState<{ at: "text" | "passphrase"; words: string }>();
  const [isBusy, setBusy] = useState(false);

  const open = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const opened = await openSpare(text, passphrase, crypto.subtle);
      if (!opened.ok) {
        const { error } = opened;
        return setProblem(error.at === "text" ? error : { at: "passphrase", words: decryptWords[error.failure] });
      }
      const refusal = await check(opened.value);
      if (refusal !== undefined) return setProblem({ at: "text", words: refusal });
      setPassphrase("");
      onOpened(opened.value);
    } catch (error) {
      setProblem({ at: "text", words: error instanceof Error ? error.message : "The index could not be reached." });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <Field
        label="Spare key file"
        help="The text of touchstone-spare-….key.json, from the file or the printed sheet. It is opened here and never sent."
        error={problem?.at === "text" ? problem.words : undefined}
        required
      >
        <Textarea mono value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      </Field>
      <FileChoice
        label="Choose the file"
        onText={setText}
        onTooLarge={() => setProblem({ at: "text", words: "A key file has at most 16 KiB." })}
      />
      <Field label="Passphrase" error={problem?.at === "passphrase" ? problem.words : undefined} required>
        <Input
          mono
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
