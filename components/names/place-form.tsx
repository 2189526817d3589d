"use client";
import { useState } from "react";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { useProviderUpdate } from "#lib/client/operator/use-provider-update.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { providerUpdateBody } from "#lib/statement/bodies.ts";
import { TypedNameWarning } from "./typed-name-warning.tsx";

const orNull = (text: string) => (text.trim() === "" ? null : text.trim());

/** Changes name, domain, address, key directory and consent: what the form says differently from the log is signed. */
export function PlaceForm({ account, provider, origin }: { account: Account; provider: ProviderForm; origin: Origin }) {
  const { state, send, unsigned, submit } = useProviderUpdate(account, provider, origin);
  const [name, setName] = useState(provider.name);
  const [domain, setDomain] = useState(provider.domain ?? "");
  const [address, setAddress] = useState(provider.address ?? "");
  const [keyDirectory, setKeyDirectory] = useState(provider.keyDirectory ?? "");
  const [observe, setObserve] = useState(provider.observe);
  const cleanName = normalForm(name, "NFC").trim();
  const wanted = {
    ...{ name: cleanName, domain: orNull(domain), address: orNull(address) },
    ...{ keyDirectory: orNull(keyDirectory), observe },
  };
  const body: JsonObject = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== provider[field as keyof typeof wanted]),
  );
  const isChanged = Object.keys(body).length > 0;
  const checked = providerUpdateBody.safeParse(body);
  const ruleOf = (field: string) =>
    isChanged && !checked.success ? checked.error.issues.find((issue) => issue.path[0] === field)?.message : undefined;
  const statement = isChanged && checked.success ? unsigned(body) : undefined;
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (checked.success) void submit(body);
      }}
    >
      <Field
        label="Name"
        help="As customers know it. Proofs of the domain and of keys stay when it changes."
        error={ruleOf("name")}
        required
      >
        <Input value={name} maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
      {cleanName === provider.name ? null : <TypedNameWarning name={cleanName} id={provider.id} />}
      <Field label="Domain" help="Such as halden.example." error={ruleOf("domain")} optional>
        <Input mono value={domain} autoComplete="off" onChange={(event) => setDomain(event.target.value)} />
      </Field>
      <Field label="Address" help="Of its API, such as https://api.halden.example." error={ruleOf("address")} optional>
        <Input mono value={address} autoComplete="off" onChange={(event) => setAddress(event.target.value)} />
      </Field>
      <Field
        label="Key directory"
        help="Where it publishes its keys as a JSON Web Key Set."
        error={ruleOf("keyDirectory")}
        optional
      >
        <Input mono value={keyDirectory} autoComplete="off" onChange={(event) => setKeyDirectory(event.target.value)} />
      </Field>
      <Checkbox
        label="This index may look at it"
        help="Every ten minutes whether the API answers, daily its payment addresses, security.txt and key directory. The API only below a proven domain. Readers see what was seen."
        checked={observe}
        onChange={(event) => setObserve(event.target.checked)}
      />
      {statement === undefined ? null : <ExactBytes unsigned={statement} />}
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={statement === undefined}
          busy={state.phase === "signing" || state.phase === "sending"}
        >
          Sign the change
        </Button>
      </div>
    </form>
  );
}
