"use client";
import { Download, Printer } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import type { SpareKey } from "#lib/client/keystore/keystore.ts";
import { passphraseProblem } from "#lib/client/keystore/passphrase.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { printSheet } from "#lib/client/print-sheet.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { PassphraseField } from "./passphrase-fields.tsx";

/** Both are kept away from the browser: in a file under a passphrase, or on paper. */
export type KeptKey = "spare key" | "recovery key";

const PURPOSE: Record<KeptKey, string> = {
  "spare key":
    "This sheet replaces a lost or stolen signing key. Keep it where you keep deeds, and the passphrase somewhere else.",
  "recovery key":
    "This sheet brings an account back whose account key and spare key are both gone, after 7 days. Keep it where you keep deeds, and the passphrase somewhere else.",
};

function fileName(what: KeptKey, { file }: SpareKey): string {
  return `touchstone-${what.split(" ")[0]}-${file.thumbprint.slice(0, 8)}.key.json`;
}

function print(what: KeptKey, spare: SpareKey, account: string) {
  printSheet({
    title: `Touchstone ${what}`,
    lines: [
      PURPOSE[what],
      `To use it: open the index, Publish, Restore with the ${what}; type or scan the text below into the field.`,
    ],
    facts: [
      ["Account", account],
      [what === "spare key" ? "Spare key" : "Recovery key", spare.file.thumbprint],
      ["Passphrase", "_______________________________ (better: on another sheet)"],
    ],
    body: JSON.stringify(spare.file, null, 1),
  });
}

/**
 * Makes the spare key (or the recovery key) and has it saved before it counts. Until "I have saved it" nothing depends on it, so closing the
 * page half-way leaves no account with a spare key that nobody holds.
 */
export function SpareKeyForm({
  what = "spare key",
  account,
  onSaved,
  skip,
}: {
  what?: KeptKey;
  account: string;
  onSaved: (spare: SpareKey) => void;
  /** What leaving it out looks like; absent where it cannot be left out. */
  skip?: ReactNode;
}) {
  const { makeSpare } = useKeystoreActions();
  const [passphrase, setPassphrase] = useState("");
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [spare, setSpare] = useState<SpareKey>();
  const [wasTaken, setTaken] = useState(false);
  const [isConfirmed, setConfirmed] = useState(false);

  const make = async () => {
    setTried(true);
    if (passphraseProblem(passphrase) !== undefined) return;
    setBusy(true);
    setSpare(await makeSpare(passphrase));
    setBusy(false);
  };

  if (spare === undefined) {
    return (
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <PassphraseField value={passphrase} onChange={setPassphrase} showProblem={wasTried} />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" busy={isBusy}>
            {what === "spare key" ? "Make my spare key" : "Make the recovery key"}
          </Button>
          {skip}
        </div>
      </form>
    );
  }
  const take = (act: () => void) => {
    act();
    setTaken(true);
  };
  return (
    <div className="flex flex-col gap-4">
      <p>
        {what === "spare key" ? "Spare key" : "Recovery key"}{" "}
        <HashText value={spare.file.thumbprint} what={`${what}'s name`} /> is ready, sealed under your passphrase. Save
        it now: it is not kept in this browser and will not be shown again.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          variant={wasTaken ? "secondary" : "primary"}
          onClick={() => take(() => saveFile(fileName(what, spare), `${JSON.stringify(spare.file, null, 2)}\n`))}
        >
          <Download aria-hidden />
          Download the file
        </Button>
        <Button onClick={() => take(() => print(what, spare, account))}>
          <Printer aria-hidden />
          Print a sheet
        </Button>
      </div>
      {wasTaken ? null : (
        <Alert tone="attention" title="Take the file or the sheet first">
          Without one of them this key is worth nothing.
        </Alert>
      )}
      <Checkbox
        label="I have saved it, and the passphrase apart from it"
        checked={isConfirmed}
        disabled={!wasTaken}
        onChange={(event) => setConfirmed(event.target.checked)}
      />
      <div>
        <Button variant={wasTaken ? "primary" : "secondary"} disabled={!isConfirmed} onClick={() => onSaved(spare)}>
          Go on
        </Button>
      </div>
    </div>
  );
}
