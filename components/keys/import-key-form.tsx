"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { signingKeyQuery } from "#lib/client/account/queries.ts";
import { isKeyPurpose, KEY_PURPOSES, type KeyPurpose, type KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { decryptKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { readKeyText } from "#lib/platform/key-files/read-key-text.ts";
import { decryptWords, KeyFileFields, type KeyFileProblem, type KeyFileText } from "./key-file-fields.tsx";
import { KEY_PURPOSE_WORDS } from "./key-state-words.ts";

/** Takes over a key from a seed, PKCS#8, JWK, multibase or key file. Reading happens here; nothing is sent. */
export function ImportKeyForm({ onImported }: { onImported: (record: KeyRecord) => void }) {
  const { importSeed } = useKeystoreActions();
  const client = useQueryClient();
  const [typed, setTyped] = useState<KeyFileText>({ text: "", passphrase: "" });
  const [label, setLabel] = useState("Imported key");
  const [purpose, setPurpose] = useState<KeyPurpose>("control");
  const [isCopyable, setCopyable] = useState(false);
  const [problem, setProblem] = useState<KeyFileProblem>();
  const [isBusy, setBusy] = useState(false);
  const read = typed.text.trim() === "" ? undefined : readKeyText(typed.text);
  const isEncrypted = read?.ok === true && read.value.form === "encrypted";

  const seedOf = async (): Promise<Uint8Array | KeyFileProblem> => {
    const result = readKeyText(typed.text);
    if (!result.ok) return { at: "text", words: `${result.error.place}: ${result.error.rule}` };
    if (result.value.form === "seed") return result.value.seed;
    const opened = await decryptKeyFile(result.value.file, typed.passphrase, crypto.subtle);
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
      setTyped({ text: "", passphrase: "" });
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
      <KeyFileFields
        label="Key or key file"
        help="A 32-byte seed (hex or base64url), PKCS#8 (PEM or base64), a JWK, multibase, or an encrypted key file."
        choose="Choose a file"
        value={typed}
        onChange={setTyped}
        problem={problem}
        onProblem={setProblem}
        passphrase={isEncrypted ? "Passphrase of the file" : undefined}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Label">
          <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <Field label="Purpose" help={KEY_PURPOSE_WORDS[purpose].help}>
          <Select
            value={purpose}
            onChange={(event) => setPurpose(isKeyPurpose(event.target.value) ? event.target.value : "control")}
          >
            {KEY_PURPOSES.map((name) => (
              <option key={name} value={name}>
                {KEY_PURPOSE_WORDS[name].title}
              </option>
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
