"use client";
import { useEffect, useRef, useState } from "react";
import { KeyProofFields } from "#components/names/key-proof-fields.tsx";
import { TypedNameWarning } from "#components/names/typed-name-warning.tsx";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { readNameProof } from "#lib/client/operator/name-proof.ts";
import { readProviderAddress } from "#lib/client/operator/provider-address.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { type PublishState, usePublish } from "#lib/client/statements/use-publish.ts";
import { useStamp } from "#lib/client/statements/use-stamp.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { providerRegisterBody } from "#lib/statement/bodies.ts";

type Kind = "instance" | "service";
type Problems = { place?: string | undefined; name?: string | undefined };

/** Address first, then "is this really you?", then the name; what readers will see stands above the button. */
export function RegisterProviderForm({
  record,
  operator,
  origin,
  onRecorded,
}: {
  record: KeyRecord;
  operator: Did;
  origin: Origin;
  onRecorded: (state: PublishState) => void;
}) {
  const { state, publish, send } = usePublish();
  const { stamp } = useStamp();
  const [kind, setKind] = useState<Kind>("instance");
  const [place, setPlace] = useState("");
  const [name, setName] = useState("");
  const [proofText, setProofText] = useState("");
  const [problems, setProblems] = useState<Problems>({});
  const placeInput = useRef<HTMLInputElement>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.phase === "recorded") onRecorded(state);
  }, [state, onRecorded]);

  const address = readProviderAddress(place);
  const proof = readNameProof(proofText, { log: origin, operator });
  const cleanName = normalForm(name, "NFC").trim();
  const body: JsonObject = {
    kind,
    name: cleanName,
    ...(address.ok && address.domain !== undefined ? { domain: address.domain } : {}),
    ...(address.ok && address.address !== undefined ? { address: address.address } : {}),
    ...(proof.state === "valid" ? { proofs: [{ ...proof.proof }] } : {}),
  };
  const checked = providerRegisterBody.safeParse(body);
  const isReady = address.ok && checked.success && proof.state !== "wrong";
  const unsigned = () =>
    prepareStatement(
      { kind: "provider.register", log: origin, issuer: operator, key: record.thumbprint, subject: "new", body },
      stamp,
    );

  const register = async () => {
    const nameIssue = checked.success
      ? undefined
      : checked.error.issues.find((issue) => issue.path[0] === "name")?.message;
    const found: Problems = { place: address.ok ? undefined : address.rule, name: nameIssue };
    setProblems(found);
    if (found.place !== undefined) return placeInput.current?.focus();
    if (found.name !== undefined) return nameInput.current?.focus();
    if (!isReady) return;
    await publish(unsigned(), signerOfRecord(await browserKeystore(), record));
  };

  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <RadioGroup legend="What is it?" value={kind} onValueChange={(value) => setKind(value as Kind)}>
        <Radio boxed value="instance" label="A Prex instance" help="It sells tokens and holds its users' balances." />
        <Radio boxed value="service" label="A PAID service" help="It answers requests for tokens." />
      </RadioGroup>
      <Field
        label="Domain or address"
        help="Where customers find it, such as halden.example."
        error={problems.place}
        required
      >
        <Input
          ref={placeInput}
          mono
          inputMode="url"
          value={place}
          autoComplete="off"
          onChange={(event) => setPlace(event.target.value)}
        />
      </Field>
      <fieldset className="rounded-md border border-divider px-4 py-3">
        <legend className="px-1 font-medium">Is this really you?</legend>
        <p className="mb-3 text-muted">
          Three proofs count: this one now, a DNS record or a file on your domain right after the registration. One is
          enough.
        </p>
        <KeyProofFields log={origin} operator={operator} text={proofText} onChange={setProofText} reading={proof} />
      </fieldset>
      <Field
        label="Name"
        help="As customers know it. Names are labels: two providers may have the same."
        error={problems.name}
        required
      >
        <Input
          ref={nameInput}
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <TypedNameWarning name={cleanName} />
      {cleanName === "" ? null : (
        <p>
          <span className="text-muted">Readers will see: </span>
          {proof.state === "valid" ? null : <Badge tone="attention">unproven name</Badge>}{" "}
          <span className="font-medium">{cleanName}</span>
          {address.ok ? <span className="text-muted"> · {address.domain ?? address.address}</span> : null}
        </p>
      )}
      {proof.state === "empty" ? (
        <Alert tone="attention" title="Without proof, every page prefixes “unproven name”">
          You can also prove it afterwards, by a DNS record or a file on your domain: their lines name the id that this
          registration brings, and stand behind “Prove its name” then.
        </Alert>
      ) : null}
      {isReady ? <ExactBytes unsigned={unsigned()} /> : null}
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={state.phase === "signing" || state.phase === "sending"}>
          Sign and register
        </Button>
        <span className="text-muted text-sm">Public for ever. You can correct it, never delete it.</span>
      </div>
    </form>
  );
}
