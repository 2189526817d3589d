"use client";
import { useState } from "react";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { readNameProof } from "#lib/client/operator/name-proof.ts";
import { useProviderUpdate } from "#lib/client/operator/use-provider-update.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { KeyProofFields } from "./key-proof-fields.tsx";

/** A proof by the provider's own key, added to a provider that is registered. */
export function KeyProofForm({
  account,
  provider,
  origin,
}: {
  account: Account;
  provider: ProviderForm;
  origin: Origin;
}) {
  const { state, send, unsigned, submit } = useProviderUpdate(account, provider, origin);
  const [text, setText] = useState("");
  const asked = { log: origin, operator: provider.operator, provider: provider.id };
  const reading = readNameProof(text, asked);
  const body = reading.state === "valid" ? { proofs: [{ ...reading.proof }] } : undefined;
  const statement = body === undefined ? undefined : unsigned(body);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (body !== undefined) void submit(body);
      }}
    >
      <KeyProofFields {...asked} text={text} onChange={setText} reading={reading} />
      {statement === undefined ? null : <ExactBytes unsigned={statement} />}
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <div>
        <Button
          type="submit"
          disabled={statement === undefined}
          busy={state.phase === "signing" || state.phase === "sending"}
        >
          Sign the proof
        </Button>
      </div>
    </form>
  );
}
