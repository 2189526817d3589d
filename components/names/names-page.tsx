"use client";
import { useQuery } from "@tanstack/react-query";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { providerQuery } from "#lib/client/account/queries.ts";
import { useAccount } from "#lib/client/account/use-account.ts";
import { browserClock } from "#lib/client/platform.ts";
import { NameProofPanel } from "./name-proof-panel.tsx";

/** Proofs of one provider's name, for its operator; of the newest of the account when none is named. */
export function NamesPage({ providerId: named }: { providerId: string }) {
  const state = useAccount();
  const account = state.status === "ready" ? state.account : undefined;
  const providerId = named === "" ? (account?.providers[0]?.id ?? "") : named;
  const provider = useQuery({ ...providerQuery(providerId), enabled: providerId !== "" });
  const isNone = providerId === "" && state.status !== "loading";
  const form = provider.data ?? undefined;
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Publish", href: "/operator" }, { text: "Name" }]} />}
        title={form === undefined ? "Prove a name" : `Is ${form.name} really you?`}
        lead="Three ways; one is enough. Until then every page says “unproven name”."
      />
      {state.status === "failed" || provider.isError ? (
        <ErrorState title="The index cannot be read now" onRetry={() => void provider.refetch()}>
          Nothing is lost by that.
        </ErrorState>
      ) : isNone || provider.data === null ? (
        <EmptyState title="There is no such provider" action={<ButtonLink href="/operator">Your providers</ButtonLink>}>
          A name is proven for a provider that you listed.
        </EmptyState>
      ) : account === undefined || form === undefined ? (
        <SkeletonText lines={8} label="Loading the proofs" />
      ) : account.did !== form.operator ? (
        <UnauthorisedState
          title={`${form.name} is another operator's`}
          action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}
        >
          Only its operator can prove its name here.
        </UnauthorisedState>
      ) : (
        <NameProofPanel account={account} provider={form} now={account.now ?? browserClock()} />
      )}
    </>
  );
}
