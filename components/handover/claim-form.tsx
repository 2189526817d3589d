"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { KeyProofFields } from "#components/names/key-proof-fields.tsx";
import { TypedNameWarning } from "#components/names/typed-name-warning.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { providerQuery } from "#lib/client/account/queries.ts";
import { readNameProof } from "#lib/client/operator/name-proof.ts";
import { readProviderAddress } from "#lib/client/operator/provider-address.ts";
import { planClaim } from "#lib/client/operator/provider-plans.ts";
import { parseDid, providerIdOfKey } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { providerClaimBody } from "#lib/statement/bodies.ts";
import type { Registered } from "../operator/registered-only.tsx";
import { type OnRecorded, SignAct } from "./sign-act.tsx";

type Kind = "instance" | "service";

/** The key first: its provider's id follows from it. Then that key's proof, and how the provider is to be called. */
export function ClaimForm({ registered, onRecorded }: { registered: Registered; onRecorded: OnRecorded }) {
  const { account, origin, participant } = registered;
  const [keyText, setKeyText] = useState("");
  const [proofText, setProofText] = useState("");
  const [kind, setKind] = useState<Kind>("instance");
  const [name, setName] = useState("");
  const [place, setPlace] = useState("");
  const providerKey = parseDid(keyText.trim());
  const id = providerKey === undefined ? undefined : providerIdOfKey(providerKey);
  const claimed = useQuery({ ...providerQuery(id ?? ""), enabled: id !== undefined }).data ?? undefined;
  const asked = { log: origin, operator: participant.did, ...(id === undefined ? {} : { provider: id }) };
  const read = readNameProof(proofText, asked);
  const reading =
    read.state === "valid" && read.proof.publicKey !== providerKey
      ? ({ state: "wrong", rule: "Another key signed this proof. The provider's own key must." } as const)
      : read;
  const address = place.trim() === "" ? undefined : readProviderAddress(place);
  const body: JsonObject | undefined =
    providerKey === undefined || reading.state !== "valid"
      ? undefined
      : {
          kind,
          name: normalForm(name, "NFC").trim(),
          ...(address?.ok && address.domain !== undefined ? { domain: address.domain } : {}),
          ...(address?.ok && address.address !== undefined ? { address: address.address } : {}),
          providerKey,
          proof: reading.proof.signature,
        };
  const isReady =
    body !== undefined && claimed === undefined && address?.ok !== false && providerClaimBody.safeParse(body).success;
  return (
    <div className="flex flex-col gap-5">
      <Field
        label="Key of the provider"
        help="The did:key that issues its tokens or signs its responses."
        error={
          keyText.trim() !== "" && providerKey === undefined ? "Must be a did:key, such as did:key:z6Mk…" : undefined
        }
        required
      >
        <Input mono value={keyText} autoComplete="off" onChange={(event) => setKeyText(event.target.value)} />
      </Field>
      {id === undefined ? null : claimed === undefined ? (
        <p>
          Its id is <HashText value={id} what="provider id" />, whoever claims it. Nobody has claimed it yet.
        </p>
      ) : (
        <Alert tone="attention" title="This key's provider is claimed already">
          <Link href={`/providers/${id}`}>See it</Link>. Only its operator can hand it over.
        </Alert>
      )}
      {id === undefined || claimed !== undefined ? null : (
        <>
          <KeyProofFields
            log={origin}
            operator={participant.did}
            provider={id}
            text={proofText}
            onChange={setProofText}
            reading={reading}
          />
          <RadioGroup legend="What is it?" value={kind} onValueChange={(value) => setKind(value as Kind)}>
            <Radio value="instance" label="A Prex instance" help="It sells tokens and holds its users' balances." />
            <Radio value="service" label="A PAID service" help="It answers requests for tokens." />
          </RadioGroup>
          <Field label="Name" help="As customers know it." required>
            <Input value={name} maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
          </Field>
          <TypedNameWarning name={name} id={id} />
          <Field
            label="Domain or address"
            help="Where customers find it, such as halden.example."
            error={address?.ok === false ? address.rule : undefined}
            optional
          >
            <Input
              mono
              inputMode="url"
              value={place}
              autoComplete="off"
              onChange={(event) => setPlace(event.target.value)}
            />
          </Field>
          <Alert title="What follows when you sign">
            <ul className="list-disc pl-5">
              <li>
                The provider of this key is yours, for good: nobody else can claim it, and nobody can take the claim
                back.
              </li>
              <li>Its name counts as proven by this key.</li>
              <li>Whatever was said of this key before, or will be found out later, belongs to this provider.</li>
              <li>The key proves no second provider: list it once, by this claim or in a registration.</li>
            </ul>
          </Alert>
        </>
      )}
      <SignAct
        account={account}
        origin={origin}
        draft={isReady && id !== undefined ? planClaim(id, body) : undefined}
        action="Sign and claim it"
        note={`${name.trim()} is yours, with a proven name. Publish what it shows next.`}
        onRecorded={onRecorded}
      />
    </div>
  );
}
