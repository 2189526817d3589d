"use client";
import type { ReactNode } from "react";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { type Account, useAccount } from "#lib/client/account/use-account.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";

export type Registered = { account: Account; participant: ParticipantForm; origin: Origin; now: Instant };

/** A page for a registered operator: heading, and what to do first for everybody else. */
export function RegisteredOnly({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: (registered: Registered) => ReactNode;
}) {
  const state = useAccount();
  const machineNow = useNow();
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Publish", href: "/operator" }, { text: title }]} />}
        title={title}
        lead={lead}
      />
      {contentOf(state, machineNow, children)}
    </div>
  );
}

function contentOf(
  state: ReturnType<typeof useAccount>,
  machineNow: Instant | undefined,
  children: (registered: Registered) => ReactNode,
): ReactNode {
  if (state.status === "failed") {
    return (
      <ErrorState title="The index cannot be read now" onRetry={state.retry}>
        {state.error.message} Your keys are safe in this browser.
      </ErrorState>
    );
  }
  if (state.status === "loading" || machineNow === undefined) return <SkeletonText label="Loading your account" />;
  const { participant, origin, now = machineNow } = state.account;
  if (participant === null || origin === undefined) {
    return (
      <EmptyState title="You are not registered yet">
        Make a signing key and register first. <ButtonLink href="/operator">Begin the set-up</ButtonLink>
      </EmptyState>
    );
  }
  return children({ account: state.account, participant, origin, now });
}
