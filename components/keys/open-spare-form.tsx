"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type OpenedSpare, openSpare } from "#lib/client/keystore/open-spare.ts";
import { decryptWords, KeyFileFields, type KeyFileProblem, type KeyFileText } from "./key-file-fields.tsx";
import type { KeptKey } from "./spare-key-form.tsx";

const LABEL = { "spare key": "Spare key file", "recovery key": "Recovery key file" } as const;

/** Opens the spare (or recovery) key's file here, in memory, for one act. `check` may refuse a key that is not the right one. */
export function OpenSpareForm({
  what = "spare key",
  action,
  check,
  onOpened,
}: {
  what?: KeptKey;
  action: string;
  check: (opened: OpenedSpare) => Promise<string | undefined>;
  onOpened: (opened: OpenedSpare) => void;
}) {
  const [typed, setTyped] = useState<KeyFileText>({ text: "", passphrase: "" });
  const [problem, setProblem] = useState<KeyFileProblem>();
  const [isBusy, setBusy] = useState(false);

  const open = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const opened = await openSpare(typed.text, typed.passphrase, crypto.subtle);
      if (!opened.ok) {
        const { error } = opened;
        return setProblem(error.at === "text" ? error : { at: "passphrase", words: decryptWords[error.failure] });
      }
      const refusal = await check(opened.value);
      if (refusal !== undefined) return setProblem({ at: "text", words: refusal });
      setTyped({ ...typed, passphrase: "" });
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
      <KeyFileFields
        label={LABEL[what]}
        help={`The text of touchstone-${what.split(" ")[0]}-….key.json, from the file or the printed sheet. It is opened here and never sent.`}
        choose="Choose the file"
        value={typed}
        onChange={setTyped}
        problem={problem}
        onProblem={setProblem}
        passphrase={what === "spare key" ? "Passphrase" : "Passphrase of the recovery key"}
      />
      <div>
        <Button type="submit" variant="primary" busy={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
