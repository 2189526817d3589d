"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Select } from "#components/ui/select.tsx";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { isKeyPurpose, type KeyPurpose, type KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { type ActingSigner, ownerOfKeys, planAdd } from "#lib/client/operator/key-plans.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { usePublishAll } from "#lib/client/statements/use-publish-all.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { ActsStatus } from "./acts-status.tsx";
import { KEY_PURPOSE_WORDS } from "./key-state-words.ts";
import { SignAs } from "./sign-as.tsx";

const NEW = "new";
const OF_PROVIDERS = ["disclosure", "response", "token", "report"] as const;

/** A key for one purpose: made here, or one that this browser holds and the log does not know yet. */
export function AddKeyForm({
  participant,
  providers,
  record,
  unpublished,
  origin,
}: {
  participant: ParticipantForm;
  providers: readonly ProviderForm[];
  record: KeyRecord | undefined;
  unpublished: readonly KeyRecord[];
  origin: Origin;
}) {
  const { generate } = useKeystoreActions();
  const { all, item, publishAll, goOn } = usePublishAll();
  const [purpose, setPurpose] = useState<KeyPurpose>(providers.length === 0 ? "control" : "disclosure");
  const [providerId, setProviderId] = useState(providers[0]?.id ?? "");
  const [source, setSource] = useState(NEW);
  const [label, setLabel] = useState("");
  const [keeping, setKeeping] = useState("locked");
  const [isBusy, setBusy] = useState(false);
  // Told by the state before the act: afterwards the new key itself is among those that there are.
  const [isFirst, setFirst] = useState(false);
  const provider = providers.find(({ id }) => id === providerId);
  const owner = purpose === "control" ? participant : provider;
  const fitting = unpublished.filter((known) => known.purpose === purpose);

  const add = async (acting: ActingSigner) => {
    if (owner === undefined) return;
    setBusy(true);
    setFirst(purpose !== "control" && provider?.keys.some((key) => key.purpose === purpose) === false);
    const name = label.trim() || `${KEY_PURPOSE_WORDS[purpose].title} key`;
    const choice = { label: name, purpose, extractable: keeping === "copyable", account: participant.did };
    const added = fitting.find(({ thumbprint }) => thumbprint === source) ?? (await generate(choice));
    const scene = { log: origin, issuer: participant.did, owner: ownerOfKeys(owner), acting, stamp: newStamp };
    const statement = await planAdd(scene, purpose, signerOfRecord(await browserKeystore(), added));
    setSource(added.thumbprint);
    await publishAll([statement], acting.signer);
    setBusy(false);
  };

  if (all.phase === "done") {
    return (
      <Alert tone="verified" live title={`The key for ${KEY_PURPOSE_WORDS[purpose].title.toLowerCase()} is published`}>
        {isFirst ? "It is the first of its purpose, so it signs at once." : "It signs in 24 hours."}
      </Alert>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Purpose" help={KEY_PURPOSE_WORDS[purpose].help}>
          <Select
            value={purpose}
            onChange={(event) => isKeyPurpose(event.target.value) && setPurpose(event.target.value)}
          >
            {(["control", ...(providers.length === 0 ? [] : OF_PROVIDERS)] as const).map((name) => (
              <option key={name} value={name}>
                {KEY_PURPOSE_WORDS[name].title}
              </option>
            ))}
          </Select>
        </Field>
        {purpose === "control" ? null : (
          <Field label="Provider">
            <Select value={providerId} onChange={(event) => setProviderId(event.target.value)}>
              {providers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <Field label="Which key" help="A key that was imported here can be published too.">
          <Select value={source} onChange={(event) => setSource(event.target.value)}>
            <option value={NEW}>A new one, made here</option>
            {fitting.map((known) => (
              <option key={known.thumbprint} value={known.thumbprint}>
                {known.label} ({known.thumbprint.slice(0, 6)})
              </option>
            ))}
          </Select>
        </Field>
        {source === NEW ? (
          <Field label="Label" help="Only for you, in this browser." optional>
            <Input value={label} maxLength={60} onChange={(event) => setLabel(event.target.value)} />
          </Field>
        ) : null}
      </div>
      {source === NEW ? (
        <RadioGroup legend="How this browser keeps it" value={keeping} onValueChange={setKeeping}>
          <Radio
            value="locked"
            label="It cannot be copied out"
            help="The preset: no script on this page can read it."
          />
          <Radio
            value="copyable"
            label="It can be exported"
            help="As a file under a passphrase. A hostile script on this page could also read it."
          />
        </RadioGroup>
      ) : null}
      <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
      <SignAs
        participant={participant}
        record={record}
        changesControl={purpose === "control"}
        action="Sign and publish the key"
        isBusy={isBusy}
        onSigner={(acting) => void add(acting)}
      />
    </div>
  );
}
