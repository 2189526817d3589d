"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";

/** One button makes a signing key; how it is kept is an explicit choice under the button. */
export function MakeKeyForm({
  onMade,
  preset = "Account key",
  action = "Make my signing key",
}: {
  onMade: (record: KeyRecord) => void;
  preset?: string;
  action?: string;
}) {
  const { generate } = useKeystoreActions();
  const [label, setLabel] = useState(preset);
  const [keeping, setKeeping] = useState("locked");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  const make = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const extractable = keeping === "copyable";
      onMade(await generate({ label: label.trim() || preset, purpose: "control", extractable }));
    } catch {
      setFailure("This browser could not make an Ed25519 key. Any current Firefox, Chrome, Edge or Safari can.");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Details summary="Name it, or choose how it is kept">
        <div className="flex flex-col gap-4">
          <Field label="Label" help="Only for you, in this browser.">
            <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
          </Field>
          <RadioGroup legend="How this browser keeps it" value={keeping} onValueChange={setKeeping}>
            <Radio
              boxed
              value="locked"
              label="It cannot be copied out"
              help="Not by you, not by us, not by a script on this page. If the browser's data is cleared, it is gone: that is what the spare key is for."
            />
            <Radio
              boxed
              value="copyable"
              label="It can be exported"
              help="As a file under a passphrase, to use it in another browser. A hostile script on this page could also read it."
            />
          </RadioGroup>
        </div>
      </Details>
      {failure ? <Alert tone="failed" live title={failure} /> : null}
      <div>
        <Button type="submit" variant="primary" data-guide="make-key" busy={isBusy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
