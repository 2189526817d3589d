"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { signingKeyQuery } from "#lib/client/account/queries.ts";
import { isKeyPurpose, KEY_PURPOSES, type KeyPurpose, type KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { type DecryptFailure, decryptKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { readKeyText } from "#lib/platform/key-files/read-key-text.ts";
import { FileChoice } from "./file-choice.tsx";

export const decryptWords: Record<DecryptFailure, string> = {
  "wrong-passphrase": "This passphrase does not open the file, or the file was changed.",
  "not-a-key": "The file opens, but what is inside is not an Ed25519 key.",
  "another-key": "The file names another key than it holds. Do not use it.",
};

const TOO_LARGE = "A key file has at most 16 KiB.";

type Problem = { at: "text" | "passphrase"; words: string };

/** Takes over a key from a seed, PKCS#8, JWK, multibase or key file. Reading happens here; nothing is sent. */
export function ImportKeyForm({ onImported }: { onImported: (record: KeyRecord) => void }) {
  const { importSeed } = useKeystoreActions();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [label, setLabel] = useState("Imported key");
  const [purpose, setPurpose] = useState<KeyPurpose>("control");
  const [isCopyable, setCopyable] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const read = text.trim() === "" ? undefined : readKeyText(text);
  const isEncrypted = read?.ok === true && read.value.form === "encrypted";

  const seedOf = async (): Promise<Uint8Array | Problem> => {
    const result = readKeyText(text);
    if (!result.ok) return { at: "text", words: `${result.error.place}: ${result.error.rule}` };
    if (result.value.form === "seed") return result.value.seed;
    const opened = await decryptKeyFile(result.value.file, passphrase, crypto.subtle);
    return typeof opened === "string" ? { at: "passphrase", words: decryptWords[opened] } : opened;
  };

  /** A later key of an account does not name it; the log does. Asks by the public name only. */
  const accountOf = async (seed: Uint8Array): Promise<Did | undefined> => {
    const thumbprint = thumbprintOf(publicKeyOfSeed(seed));
    const known = await client.fetchQuery(signingKeyQuery(thumbprint)).catch(() => null);
    return known?.participant;
  };

  const take = async () => {
    setBusy(true);
    setProblem(undefined);
    const seed = await seedOf();
    if (seed instanceof Uint8Array) {
      const account = await accountOf(seed);
      const choice = { label: label.trim() || "Imported key", purpose, extractable: isCopyable };
      onImported(await importSeed(seed, account === undefined ? choice : { ...choice, account }));
      setText("");
      setPassphrase("");
    } else setProblem(seed);
    setBusy(false);
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <Field
        label="Key or key file"
        help="A 32-byte seed (hex or base64url), PKCS#8 (PEM or base64), a JWK, multibase, or an encrypted key file."
        error={problem?.at === "text" ? problem.words : undefined}
        required
      >
        <Textarea mono value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      </Field>
      <FileChoice
        label="Choose a file"
        onText={setText}
        onTooLarge={() => setProblem({ at: "text", words: TOO_LARGE })}
      />
      {isEncrypted ? (
        <Field label="Passphrase of the file" error={problem?.at === "passphrase" ? problem.words : undefined} required>
          <Input
            mono
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </Field>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Label">
          <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <Field label="Purpose" help="One purpose per key. An account key is a control key.">
          <Select
            value={purpose}
            onChange={(event) => setPurpose(isKeyPurpose(event.target.value) ? event.target.value : "control")}
          >
            {KEY_PURPOSES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
      </div>
      <Checkbox
        label="Keep it exportable"
        help="Otherwise this browser never gives it out again."
        checked={isCopyable}
        onChange={(event) => setCopyable(event.target.checked)}
      />
      <Alert title="It stays in this browser">
        Reading and keeping the key happen here. It is never sent anywhere.
      </Alert>
      <div>
        <Button type="submit" busy={isBusy}>
          Import this key
        </Button>
      </div>
    </form>
  );
}
