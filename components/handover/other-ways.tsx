"use client";
import { useQuery } from "@tanstack/react-query";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { useAccount } from "#lib/client/account/use-account.ts";
import { CLAIM_HREF, OFFERS_HREF } from "#lib/client/operator/hrefs.ts";
import { isReceived, offersQuery } from "#lib/client/operator/offers.ts";

/** Before a new one is listed: a provider may be offered, or be known by its key already. */
export function OtherWays() {
  const state = useAccount();
  const did = state.status === "ready" ? state.account.did : undefined;
  const offers = useQuery({ ...offersQuery(did ?? ""), enabled: did !== undefined }).data ?? [];
  const received = offers.filter((offer) => offer.kind === "provider.transfer" && isReceived(offer, did ?? ""));
  if (received.length > 0) {
    return (
      <Alert
        title={
          received.length === 1 ? "A provider is offered to you" : `${received.length} providers are offered to you`
        }
        actions={
          <ButtonLink size="sm" variant="primary" href={OFFERS_HREF}>
            Read what follows
          </ButtonLink>
        }
      >
        Taken over, it keeps its id and its history. List it again only if you mean another one.
      </Alert>
    );
  }
  return (
    <p className="text-muted text-sm">
      Listed by somebody else already? <Link href={OFFERS_HREF}>Have it handed over to you</Link>. Known by its own key?{" "}
      <Link href={CLAIM_HREF}>Claim it with that key</Link>.
    </p>
  );
}
