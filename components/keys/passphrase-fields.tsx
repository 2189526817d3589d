"use client";
import { WandSparkles } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { passphraseProblem, suggestPassphrase } from "#lib/client/keystore/passphrase.ts";
import { browserRandom } from "#lib/client/platform.ts";

/** A passphrase for a key file: typed, or suggested and then visible, because it must be written down. */
export function PassphraseField({
  value,
  onChange,
  showProblem,
  help = "It opens the file. Nobody can reset it: keep it apart from the file.",
}: {
  value: string;
  onChange: (passphrase: string) => void;
  /** After the first try: before it, an empty field is not an error. */
  showProblem: boolean;
  help?: string;
}) {
  const [isShown, setShown] = useState(false);
  const suggest = () => {
    onChange(suggestPassphrase(browserRandom));
    setShown(true);
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label="Passphrase" help={help} error={showProblem ? passphraseProblem(value) : undefined} required>
        <Input
          mono
          type={isShown ? "text" : "password"}
          autoComplete="new-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={suggest}>
          <WandSparkles aria-hidden />
          Suggest one
        </Button>
        <Button size="sm" variant="quiet" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? "Hide" : "Show"}
        </Button>
        {isShown && value !== "" ? <CopyButton value={value} what="passphrase" text="Copy" /> : null}
      </div>
    </div>
  );
}
