"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { participantQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { planTransfer } from "#lib/client/operator/provider-plans.ts";
import { type Did, type Origin, parseDid } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { HandoverPoints } from "./handover-points.tsx";
import { type OnRecorded, SignAct } from "./sign-act.tsx";

/** To whom, what follows, and the signature under the offer. Nothing changes before the other side has signed, too. */
export function TransferForm({
  account,
  origin,
  provider,
  now,
  onRecorded,
}: {
  account: Account;
  origin: Origin;
  provider: ProviderForm;
  now: Instant;
  onRecorded: OnRecorded;
}) {
  const [text, setText] = useState("");
  const did = parseDid(text.trim());
  const found = useQuery({ ...participantQuery(did ?? ""), enabled: did !== undefined && did !== provider.operator });
  const to = did === undefined ? undefined : (found.data ?? undefined);
  return (
    <div className="flex flex-col gap-5">
      <Field
        label="did:key of the new operator"
        help="It stands on the new operator's page of offers. Take it from there, not from a message."
        error={ruleOf(text, did, provider, found.data)}
        required
      >
        <Input mono value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      </Field>
      {to === undefined ? null : (
        <>
          <Alert title={<>It goes to {to.displayName}</>}>
            Names of operators are proven by nobody. Compare the whole did:key with theirs:{" "}
            <code className="break-all font-mono text-sm">{to.did}</code>
          </Alert>
          <HandoverPoints provider={provider} now={now} />
          <p>{agreementOf(account.participant, to)}</p>
        </>
      )}
      <SignAct
        account={account}
        origin={origin}
        draft={to === undefined ? undefined : planTransfer(provider, to.did)}
        action="Sign the offer"
        note={`Offered to ${to?.displayName ?? "the new operator"}. It can be signed there from 72 hours on, within 7 days; until then you can withdraw it.`}
        onRecorded={onRecorded}
      />
    </div>
  );
}

function ruleOf(
  text: string,
  did: Did | undefined,
  provider: ProviderForm,
  found: ParticipantForm | null | undefined,
): string | undefined {
  if (text.trim() === "") return undefined;
  if (did === undefined) return "Must be a did:key, such as did:key:z6Mk…";
  if (did === provider.operator) return "That is you.";
  return found === null ? "Nobody is registered with this did:key here. The new operator registers first." : undefined;
}

function agreementOf(own: ParticipantForm | null, to: ParticipantForm): string {
  const keysOf = (number: number) => (number === 1 ? "one account key" : `${number} account keys`);
  return `It takes ${keysOf(own?.threshold ?? 1)} of yours and ${keysOf(to.threshold)} of ${to.displayName}, the last of them between 72 hours and 7 days from now. Until then you can withdraw it: whatever you change of its name or place in the meantime does that, too. Afterwards only the new operator can give it back.`;
}
