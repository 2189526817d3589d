"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { type Registered, RegisteredOnly } from "#components/operator/registered-only.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { offersQuery } from "#lib/client/operator/offers.ts";
import { ActDone, type Done } from "./act-done.tsx";
import { OfferCard } from "./offer-card.tsx";
import type { OnRecorded } from "./sign-act.tsx";

/** `/operator/offers`: handovers and links that wait for a signature, this side's or the other's. */
export function OffersPage() {
  return (
    <RegisteredOnly
      title="Offers"
      lead="Providers that change hands and links that wait for a signature. Nothing takes effect before both sides have signed."
    >
      {(registered) => <Offers registered={registered} />}
    </RegisteredOnly>
  );
}

function Offers({ registered }: { registered: Registered }) {
  const { did } = registered.participant;
  const offers = useQuery(offersQuery(did));
  const [done, setDone] = useState<Done>();
  const onRecorded = useCallback<OnRecorded>((state, note) => setDone({ state, note }), []);
  return (
    <div className="flex flex-col gap-4">
      <ActDone done={done} />
      {offers.isError ? (
        <ErrorState title="The offers cannot be read now" onRetry={() => void offers.refetch()}>
          Nothing is lost by that.
        </ErrorState>
      ) : offers.data === undefined ? (
        <SkeletonText lines={6} label="Loading the offers" />
      ) : offers.data.length === 0 ? (
        <EmptyState title="Nothing waits for a signature">
          Whoever wants to give you a provider needs your did:key, below. A provider of yours is offered from its own
          page.
        </EmptyState>
      ) : (
        offers.data.map((offer) => (
          <OfferCard key={offer.statement} offer={offer} registered={registered} onRecorded={onRecorded} />
        ))
      )}
      <Panel title="Your did:key" description="An operator who wants to give you a provider enters this.">
        <CodeBlock text={did} label="did:key" />
      </Panel>
    </div>
  );
}
