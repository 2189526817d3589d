"use client";
import { useQuery } from "@tanstack/react-query";
import { LookAlikeWarning } from "#components/names/look-alike-warning.tsx";
import { ProviderName } from "#components/provider/provider-name.tsx";
import { useStoredFlag } from "#components/shell/stored-flag.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { providerQuery } from "#lib/client/account/queries.ts";
import { lookAlikesQuery } from "#lib/client/operator/look-alikes.ts";
import { isReceived } from "#lib/client/operator/offers.ts";
import { planAcceptance, planWithdrawal } from "#lib/client/operator/provider-plans.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { ProposalForm, ProviderForm } from "#lib/state/forms.ts";
import { isOfferGenuine, type OfferState, offerOpensAt, offerStateAt } from "#lib/state/handover.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import type { LinkRelation } from "#lib/statement/bodies.ts";
import type { Registered } from "../operator/registered-only.tsx";
import { HandoverPoints } from "./handover-points.tsx";
import { LINK_WORDS } from "./link-words.ts";
import { Party } from "./party.tsx";
import { type OnRecorded, SignAct } from "./sign-act.tsx";

type Props = { offer: ProposalForm; registered: Registered; onRecorded: OnRecorded };

/** One handover or link that waits: what follows, who signed, until when, and this side's button. */
export function OfferCard(props: Props) {
  const { offer, registered } = props;
  const provider = useQuery(providerQuery(offer.subject)).data ?? undefined;
  const otherId = typeof offer.proposed?.body.other === "string" ? offer.proposed.body.other : "";
  const other = useQuery({ ...providerQuery(otherId), enabled: otherId !== "" }).data ?? undefined;
  const [isAside, setAside] = useStoredFlag(`touchstone.declined.${offer.statement}`, false);
  const { did } = registered.participant;
  if (provider === undefined) return <SkeletonText lines={4} label="Loading the offer" />;
  const received = isReceived(offer, did);
  const state = offerStateAt(offer, provider, registered.now);
  const isLink = offer.kind === "provider.link";
  const isAlive = state === "open" || state === "announced";
  return (
    <Panel
      title={
        <>
          {isLink ? "Link of " : received ? "Handover of " : "You offer "}
          <Named provider={provider} now={registered.now} />
        </>
      }
      description={
        <>
          <Link href={`/log/entries/${offer.proposedIn}`}>Entry {offer.proposedIn.toLocaleString("en")}</Link>,{" "}
          {received ? "from" : "to"} <Party did={received ? offer.issuer : otherSide(offer, did)} />
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Standing offer={offer} state={state} now={registered.now} />
        {!isAlive ? null : isLink ? (
          <LinkStatement offer={offer} one={provider} other={other} now={registered.now} />
        ) : (
          <HandoverPoints provider={provider} now={registered.now} />
        )}
        {received ? <Warnings provider={provider} /> : null}
        {!isAlive ? null : received ? (
          isAside ? (
            <p className="text-muted">
              To decline, sign nothing: it lapses by itself.{" "}
              <Button size="sm" onClick={() => setAside(false)}>
                Look again
              </Button>
            </p>
          ) : (
            <>
              <Decide {...props} provider={provider} />
              <div>
                <Button onClick={() => setAside(true)}>Decline</Button>
              </div>
            </>
          )
        ) : (
          <Own {...props} provider={provider} />
        )}
      </div>
    </Panel>
  );
}

/** The participant on the other side of an own offer. */
function otherSide({ consents }: ProposalForm, did: string): string {
  return consents.find(({ of }) => of !== did)?.of ?? did;
}

function Named({ provider, now }: { provider: ProviderForm; now: Instant }) {
  const { id, name, kind } = provider;
  return <ProviderName provider={{ id, name, kind, proven: isNameProven(provider, now) }} fingerprint="always" />;
}

function Standing({ offer, state, now }: { offer: ProposalForm; state: OfferState; now: Instant }) {
  const opens = offerOpensAt(offer);
  const signed = offer.consents.map(({ of, needed, signers }) => (
    <li key={of}>
      {signers.length} of {needed} signed: <Party did={of} />
    </li>
  ));
  return (
    <div>
      <p>
        {state === "open" || state === "announced" ? (
          <>
            {opens === undefined || state === "open" ? null : (
              <>
                Can take effect from <TimeText at={opens} precision="minute" /> on, so that an offer by a stolen key can
                be stopped before.{" "}
              </>
            )}
            Lapses <TimeText at={Date.parse(offer.lapsesAt)} now={now} show="both" precision="minute" />
          </>
        ) : state === "overtaken" ? (
          "Withdrawn: the provider was changed since. It can be signed no more."
        ) : (
          "Lapsed: it was not signed within 7 days."
        )}
      </p>
      <ul className="text-muted text-sm">{signed}</ul>
    </div>
  );
}

function Warnings({ provider }: { provider: ProviderForm }) {
  const others = useQuery(lookAlikesQuery(provider.name, provider.id)).data ?? [];
  return <LookAlikeWarning others={others} id={provider.id} />;
}

function LinkStatement({
  offer,
  one,
  other,
  now,
}: {
  offer: ProposalForm;
  one: ProviderForm;
  other: ProviderForm | undefined;
  now: Instant;
}) {
  const relation = String(offer.proposed?.body.relation) as LinkRelation;
  return (
    <div className="flex flex-col gap-2">
      <p>
        <Named provider={one} now={now} /> {LINK_WORDS[relation].middle}{" "}
        {other === undefined ? String(offer.proposed?.body.other) : <Named provider={other} now={now} />}.
      </p>
      <p className="text-muted">
        {LINK_WORDS[relation].help} It will stand on both pages, with both signatures. Either side ends it alone.
      </p>
    </div>
  );
}

function Decide({ offer, registered, provider, onRecorded }: Props & { provider: ProviderForm }) {
  const { account, origin, participant } = registered;
  const own = offer.consents.find(({ of }) => of === participant.did);
  const isLink = offer.kind === "provider.link";
  if (account.key !== undefined && own?.signers.includes(account.key.thumbprint) === true)
    return <p className="text-muted">This browser's key has signed it. The others of your account sign with theirs.</p>;
  if (!isOfferGenuine(offer)) {
    return (
      <Alert tone="failed" title="Do not sign: this is not the offer that its hash names">
        What the index shows here differs from the statement that your signature would be under. Nothing was signed.
      </Alert>
    );
  }
  const isLast = (own?.needed ?? 1) - (own?.signers.length ?? 0) <= 1;
  const after = isLink
    ? "The link stands on both pages."
    : `${provider.name} is yours from this entry on. Publish what is due, and prove its name.`;
  const opens = offerOpensAt(offer);
  const isEarly = isLast && opens !== undefined && registered.now < opens;
  return (
    <>
      {isLink ? null : (
        <Alert tone="attention" title="You answer for it from then on">
          For its past, too: readers see one history, with the day on which it changed hands.
        </Alert>
      )}
      <Details summary="The exact offer, whose hash you sign">
        <CodeBlock json label="Offered" text={canonicalText(offer.proposed as unknown as JsonValue)} />
      </Details>
      <SignAct
        account={account}
        origin={origin}
        draft={isEarly ? undefined : planAcceptance(offer.statement)}
        action={isLink ? "Sign the link" : "Sign and take it over"}
        note={isLast ? after : "Signed. It takes effect when the others of your account have signed."}
        onRecorded={onRecorded}
      />
    </>
  );
}

function Own({ offer, registered, provider, onRecorded }: Props & { provider: ProviderForm }) {
  if (offer.kind === "provider.link")
    return <p className="text-muted">It cannot be withdrawn before it lapses. Once it stands, you can end it alone.</p>;
  return (
    <SignAct
      account={registered.account}
      origin={registered.origin}
      draft={planWithdrawal(provider)}
      action="Withdraw the offer"
      danger
      note="Withdrawn: its name was said again as it stands, and with that every offer of it is void."
      onRecorded={onRecorded}
    />
  );
}
