"use client";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/link.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { type Account, useAccount } from "#lib/client/account/use-account.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** An account that has something to publish about. */
export type Publisher = {
  readonly account: Account;
  readonly did: Did;
  readonly origin: Origin;
  /** At least one. */
  readonly providers: readonly ProviderForm[];
  /** The one that the address names, else the first. */
  readonly provider: ProviderForm;
};

/** Draws for the account's own providers; each reason why it cannot has its words and its way out. */
export function OwnProviders({
  providerId,
  children,
}: {
  providerId: string;
  children: (publisher: Publisher) => ReactNode;
}) {
  const state = useAccount();
  if (state.status === "loading") return <SkeletonText lines={8} label="Loading your providers" />;
  if (state.status === "failed") {
    return (
      <ErrorState title="The index cannot be read now" onRetry={state.retry}>
        {state.error.message} Your keys and drafts are safe in this browser.
      </ErrorState>
    );
  }
  const { account } = state;
  const { did, origin, providers } = account;
  if (did === undefined || origin === undefined) {
    return (
      <UnauthorisedState
        title="Only an operator's key can publish"
        action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}
      >
        There is no session and no signing key in this browser.
      </UnauthorisedState>
    );
  }
  const provider = providers.find(({ id }) => id === providerId) ?? (providerId === "" ? providers[0] : undefined);
  if (provider === undefined) {
    return (
      <EmptyState
        title={providers.length === 0 ? "You have not listed a provider yet" : "That is none of your providers"}
        action={<ButtonLink href="/operator">Your providers</ButtonLink>}
      >
        A disclosure is about a provider that you listed.
      </EmptyState>
    );
  }
  return children({ account, did, origin, providers, provider });
}
