"use client";
import { useQuery } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useStoredFlag } from "#components/shell/stored-flag.ts";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { useAccount } from "#lib/client/account/use-account.ts";
import { ApiProblem } from "#lib/client/request-json.ts";
import { summaryQuery } from "#lib/client/review/queries.ts";
import { useNow } from "#lib/client/use-now.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { Desk } from "./desk.tsx";

/** The desk for whoever decides cases; for everybody else what it is, and the way to what is public. */
export function ReviewDesk() {
  const account = useAccount();
  const summary = useQuery(summaryQuery);
  const machineNow = useNow();
  const [isBlind, setBlind] = useStoredFlag("touchstone:blind-review", true);
  if (summary.error instanceof ApiProblem && summary.error.problem?.code === "not-signed-in") return <SignedOut />;
  if (summary.error instanceof ApiProblem && summary.error.problem?.code === "no-authority") return <NoReviewer />;
  const error = account.status === "failed" ? account.error : summary.error;
  if (error !== null && (account.status === "failed" || summary.data === undefined))
    return (
      <ErrorState title="The desk cannot be read now" onRetry={() => void summary.refetch()}>
        {error.message} What you filled is kept in this browser.
      </ErrorState>
    );
  const origin = account.status === "ready" ? account.account.origin : undefined;
  if (account.status !== "ready" || origin === undefined || summary.data === undefined || machineNow === undefined)
    return <SkeletonText lines={8} label="Reading your desk" />;
  const now = parseInstant(summary.data.as_of.time) ?? machineNow;
  return (
    <NuqsAdapter>
      <Desk
        account={account.account}
        origin={origin}
        summary={summary.data.data}
        isBlind={isBlind}
        onBlind={setBlind}
        now={Math.max(now, machineNow)}
      />
    </NuqsAdapter>
  );
}

export function SignedOut() {
  return (
    <UnauthorisedState title="Sign in to review" action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}>
      The desk is for reviewers of this index. <Link href="/cases">Every case is public</Link>, and what they decide.
    </UnauthorisedState>
  );
}

export function NoReviewer() {
  return (
    <UnauthorisedState title="You are not a reviewer of this index">
      <Link href="/maintainers">Its maintainers</Link> review cases: they are appointed, accept, and say whom they are
      tied to. <Link href="/cases">Every case is public</Link>, and what they decide.
    </UnauthorisedState>
  );
}
