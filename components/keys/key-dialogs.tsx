"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { passphraseProblem } from "#lib/client/keystore/passphrase.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { PassphraseField } from "./passphrase-fields.tsx";

type Props = { record: KeyRecord; open: boolean; onClose: () => void };

const onChange = (onClose: () => void) => (next: boolean) => {
  if (!next) onClose();
};

export function RenameKeyDialog({ record, open, onClose }: Props) {
  const { rename } = useKeystoreActions();
  const [label, setLabel] = useState(record.label);
  const save = async () => {
    if (label.trim() !== "") await rename(record.thumbprint, label.trim());
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={onChange(onClose)} title="Rename the key" size="sm">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label="Label" help="Only for you, in this browser.">
          <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <div>
          <Button type="submit" variant="primary">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function ExportKeyDialog({ record, open, onClose }: Props) {
  const { exportFile } = useKeystoreActions();
  const [passphrase, setPassphrase] = useState("");
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setTried(true);
    if (passphraseProblem(passphrase) !== undefined) return;
    setBusy(true);
    const file = await exportFile(record.thumbprint, passphrase);
    saveFile(`touchstone-${record.thumbprint.slice(0, 8)}.key.json`, `${JSON.stringify(file, null, 2)}\n`);
    setBusy(false);
    setPassphrase("");
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onChange(onClose)}
      title="Export the key"
      description="A file that opens with the passphrase, here or with the command line."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <PassphraseField value={passphrase} onChange={setPassphrase} showProblem={wasTried} />
        <div>
          <Button type="submit" variant="primary" busy={isBusy}>
            Download the encrypted file
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Export is refused by default, and why stands here; the browser refuses it whatever a page asks. */
export function ExportRefusedDialog({ record, open, onClose }: Props) {
  return (
    <Dialog open={open} onOpenChange={onChange(onClose)} title={`${record.label} cannot be exported`}>
      <div className="flex flex-col gap-3">
        <p>
          It was made so that this browser signs with it and gives its bytes to nobody: not to you, not to this index,
          not to a script that somebody slipped into the page. That cannot be changed afterwards.
        </p>
        <p>
          To sign on another device too, <Link href="/operator/keys">add a key there</Link> or rotate to one that can be
          exported. Against loss there is the <Link href="/operator/keys#spare-key">spare key</Link>.
        </p>
      </div>
    </Dialog>
  );
}

export function ForgetKeyDialog({ record, inLog, open, onClose }: Props & { inLog: boolean }) {
  const { forget } = useKeystoreActions();
  const [isSure, setSure] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onChange(onClose)}
      title={`Remove ${record.label} from this browser?`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            disabled={!isSure}
            onClick={() => {
              onClose();
              void forget(record.thumbprint);
            }}
          >
            Remove it for good
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Alert tone="attention" title="It cannot be brought back">
          {record.extractable ? "Only an exported file could." : "It was never copied, so there is no other."}{" "}
          {inLog ? "It stays active in the log: to end it for everybody, revoke it instead." : ""}
        </Alert>
        <Checkbox
          label="I have the spare key, or I do not need this key any more"
          checked={isSure}
          onChange={(event) => setSure(event.target.checked)}
        />
      </div>
    </Dialog>
  );
}
