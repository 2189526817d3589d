"use client";
import { useQuery } from "@tanstack/react-query";
import { Party } from "#components/handover/party.tsx";
import { AnnouncedRecovery } from "#components/keys/announced-recovery.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { offersQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { useProviderUpdate } from "#lib/client/operator/use-provider-update.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { settled } from "#lib/state/control.ts";
import type { ParticipantForm, ProposalForm, ProviderForm } from "#lib/state/forms.ts";
import { carriedFrom } from "#lib/state/reducers/provider-sides.ts";

/** Above all else on `/operator`: who controls the account, or a provider, is about to change. Nothing otherwise. */
export function AccountAlarms({
  account,
  participant,
  now,
}: {
  account: Account;
  participant: ParticipantForm;
  now: Instant;
}) {
  const offers = useQuery(offersQuery(participant.did)).data ?? [];
  const { origin } = account;
  const { recovery } = settled(participant, now);
  if (origin === undefined) return null;
  const open = offers.flatMap((offer) => {
    const provider = account.providers.find(
      ({ id, slots }) => id === offer.subject && slots.provider === offer.proposed?.prev,
    );
    return provider === undefined || Date.parse(offer.lapsesAt) <= now ? [] : [{ offer, provider }];
  });
  if (recovery === null && open.length === 0) return null;
  return (
    <div className="mb-6 flex flex-col gap-3">
      {recovery === null ? null : <AnnouncedRecovery {...{ recovery, participant, origin, now }} />}
      {open.map(({ offer, provider }) => (
        <Offer key={offer.statement} {...{ account, offer, provider, origin }} />
      ))}
    </div>
  );
}

/** Any change of the provider takes the offer back: it names the statement before it. */
function Offer({
  account,
  offer,
  provider,
  origin,
}: {
  account: Account;
  offer: ProposalForm;
  provider: ProviderForm;
  origin: Origin;
}) {
  const { state, send, submit } = useProviderUpdate(account, provider, origin);
  const from = carriedFrom(offer);
  return (
    <Alert
      tone="attention"
      title={`${provider.name} is offered to somebody else`}
      actions={
        <>
          {account.key === undefined ? null : (
            <Button
              size="sm"
              busy={state.phase === "signing" || state.phase === "sending"}
              onClick={() => void submit({ name: provider.name })}
            >
              Take the offer back
            </Button>
          )}
          <ButtonLink size="sm" variant="quiet" href="/operator/restore">
            It was not me: replace the key
          </ButtonLink>
        </>
      }
    >
      <Party did={String(offer.proposed?.body.to ?? "")} /> can take it over
      {from === null ? "" : " from "}
      {from === null ? null : <TimeText at={Date.parse(from)} precision="minute" />}, until{" "}
      <TimeText at={Date.parse(offer.lapsesAt)} precision="minute" />, by{" "}
      <Link href={`/log/entries/${offer.proposedIn}`}>entry {offer.proposedIn.toLocaleString("en")}</Link>. If the key
      that offered it is ended before, so is the offer.
      <PublishStatus state={state} onSend={(item) => void send(item)} />
    </Alert>
  );
}
