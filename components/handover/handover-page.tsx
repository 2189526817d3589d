"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { type Registered, RegisteredOnly } from "#components/operator/registered-only.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { OFFERS_HREF } from "#lib/client/operator/hrefs.ts";
import { offersQuery } from "#lib/client/operator/offers.ts";
import { offerStateAt } from "#lib/state/handover.ts";
import { ActDone, type Done } from "./act-done.tsx";
import { LinkPanel } from "./link-panel.tsx";
import type { OnRecorded } from "./sign-act.tsx";
import { TransferForm } from "./transfer-form.tsx";

/** `/operator/handover`: an own provider given to another operator, or linked to another provider. */
export function HandoverPage({ providerId }: { providerId: string }) {
  return (
    <RegisteredOnly
      title="Hand over or link"
      lead="Give a provider to another operator, or say how it belongs together with another provider. Both sides sign."
    >
      {(registered) => <Handover registered={registered} providerId={providerId} />}
    </RegisteredOnly>
  );
}

function Handover({ registered, providerId }: { registered: Registered; providerId: string }) {
  const { account, origin, participant, now } = registered;
  const [done, setDone] = useState<Done>();
  const onRecorded = useCallback<OnRecorded>((state, note) => setDone({ state, note }), []);
  const offers = useQuery(offersQuery(participant.did)).data ?? [];
  const provider =
    account.providers.find(({ id }) => id === providerId) ?? (providerId === "" ? account.providers[0] : undefined);
  if (provider === undefined) {
    return (
      <div className="flex flex-col gap-4">
        <ActDone done={done} />
        <EmptyState
          title={account.providers.length === 0 ? "You run no provider" : "That is none of your providers"}
          action={<ButtonLink href="/operator">Your providers</ButtonLink>}
        >
          Only its operator hands a provider over.
        </EmptyState>
      </div>
    );
  }
  const waiting = offers.filter(
    (offer) =>
      offer.kind === "provider.transfer" &&
      offer.subject === provider.id &&
      ["announced", "open"].includes(offerStateAt(offer, provider, now)),
  );
  return (
    <div className="flex flex-col gap-4">
      <ActDone done={done} />
      {waiting.length === 0 ? (
        <Panel
          title={<>Hand over {provider.name}</>}
          description="An offer first; nothing changes before the other side signs."
        >
          <TransferForm
            key={provider.slots.provider}
            account={account}
            origin={origin}
            provider={provider}
            now={now}
            onRecorded={onRecorded}
          />
        </Panel>
      ) : (
        <Panel title={<>Hand over {provider.name}</>}>
          <p>
            It is offered already, and waits for a signature.{" "}
            <Link href={OFFERS_HREF}>See the offer, or withdraw it</Link>
          </p>
        </Panel>
      )}
      <Panel
        title={<>Link {provider.name}</>}
        description="What belongs together can fail together: readers see it on both pages."
      >
        <LinkPanel registered={registered} provider={provider} onRecorded={onRecorded} />
      </Panel>
    </div>
  );
}
