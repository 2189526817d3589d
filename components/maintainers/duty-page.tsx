"use client";
import { useQuery } from "@tanstack/react-query";
import { useDone } from "#components/admin/use-done.ts";
import { ActDone } from "#components/handover/act-done.tsx";
import { SignAct } from "#components/handover/sign-act.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { type Account, useAccount } from "#lib/client/account/use-account.ts";
import { planAccept } from "#lib/client/admin/plans.ts";
import { maintainerQuery } from "#lib/client/admin/queries.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { InterestsForm } from "./interests-form.tsx";

/** `/maintainers/me`: whoever was appointed accepts here, and states its interests. */
export function DutyPage() {
  const state = useAccount();
  const machineNow = useNow();
  const account = state.status === "ready" ? state.account : undefined;
  const did = account?.did;
  const maintainer = useQuery({ ...maintainerQuery(did ?? ""), enabled: did !== undefined });
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Maintainers", href: "/maintainers" }, { text: "You" }]} />}
        title="You as maintainer"
        lead="Accept that you decide cases here, and say whom you are bound to. Both are public, signed with your account key."
      />
      {state.status === "failed" || maintainer.isError ? (
        <ErrorState
          title="The index cannot be read now"
          onRetry={() => (state.status === "failed" ? state.retry() : void maintainer.refetch())}
        >
          What you typed is safe in this browser.
        </ErrorState>
      ) : account === undefined || machineNow === undefined || (did !== undefined && maintainer.isPending) ? (
        <SkeletonText lines={6} label="Looking at the key of this browser" />
      ) : (
        <Duty account={account} maintainer={maintainer.data ?? null} now={account.now ?? machineNow} />
      )}
    </div>
  );
}

function Duty({ account, maintainer, now }: { account: Account; maintainer: MaintainerView | null; now: Instant }) {
  const { done, onRecorded } = useDone();
  const { did, origin, participant } = account;
  if (did === undefined || origin === undefined)
    return (
      <EmptyState
        title="This browser holds no key of yours"
        action={
          <>
            <ButtonLink variant="primary" href="/operator">
              Make a key and register
            </ButtonLink>
            <ButtonLink href="/sign-in?next=/maintainers/me">Sign in</ButtonLink>
          </>
        }
      >
        Administrators appoint a did:key. It stands on your settings once you have made a key here.
      </EmptyState>
    );
  if (maintainer === null || maintainer.state === "removed") return <NotAppointed did={did} was={maintainer} />;
  if (participant === null)
    return (
      <EmptyState
        title="You are appointed: register first"
        action={
          <ButtonLink variant="primary" href="/operator">
            Register
          </ButtonLink>
        }
      >
        Whoever decides cases is registered, so that it can change and revoke its keys.
      </EmptyState>
    );
  const scene = { account, origin, did };
  return (
    <div className="flex flex-col gap-4">
      <ActDone done={done} />
      <Standing maintainer={maintainer} now={now} />
      {maintainer.accepted === null ? (
        <Panel title="1. Accept" description="Nobody decides cases who has not said that it will.">
          <Accept {...scene} onRecorded={onRecorded} />
        </Panel>
      ) : null}
      <Panel
        title={maintainer.accepted === null ? "2. State your interests" : "Your interests"}
        description="All of them, each time: what you leave out counts as ended. Fresh for 180 days."
      >
        <InterestsForm
          key={maintainer.interests?.entry}
          {...scene}
          stated={maintainer.interests}
          onRecorded={onRecorded}
        />
      </Panel>
    </div>
  );
}

function Standing({ maintainer, now }: { maintainer: MaintainerView; now: Instant }) {
  const { state, interests, did, resting_until: resting } = maintainer;
  const own = <Link href={`/maintainers/${did}`}>Your public page</Link>;
  if (state === "appointed")
    return (
      <Alert tone="attention" title="You are appointed">
        You are drawn for cases once you have accepted and stated your interests. {own}
      </Alert>
    );
  if (state === "no-interests")
    return (
      <Alert tone="attention" title="Your interests are missing">
        Until you state them you are drawn for no case. {own}
      </Alert>
    );
  if (state === "stale")
    return (
      <Alert tone="attention" title="Your interests are stale">
        They are older than 180 days: until you state them anew you are drawn for no case. {own}
      </Alert>
    );
  if (state === "resting" && resting !== null)
    return (
      <Alert tone="attention" title="You left a seat empty">
        You are not drawn before <TimeText at={Date.parse(resting)} precision="minute" />. {own}
      </Alert>
    );
  return (
    <Alert tone="info" title="You can be drawn">
      {interests === null ? null : (
        <>
          Your interests become stale{" "}
          <TimeText at={Date.parse(interests.stale_from)} now={now} show="both" precision="day" />.{" "}
        </>
      )}
      {own}
    </Alert>
  );
}

function NotAppointed({ did, was }: { did: Did; was: MaintainerView | null }) {
  return (
    <EmptyState
      title={was === null ? "You are not appointed here" : "You are no maintainer any more"}
      action={<ButtonLink href="/maintainers">Who decides here</ButtonLink>}
    >
      {was === null
        ? "The administrators of this index appoint maintainers by their did:key. Yours, to tell them: "
        : "The administrators ended it, and can appoint you again. Your did:key: "}
      <HashText value={did} what="your did:key" full />
    </EmptyState>
  );
}

function Accept({
  account,
  origin,
  did,
  onRecorded,
}: {
  account: Account;
  origin: Origin;
  did: Did;
  onRecorded: ReturnType<typeof useDone>["onRecorded"];
}) {
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>You are drawn by lot, answer within a day whether you take the seat, and vote within five days.</li>
        <li>Where you are bound to a side you stand aside; acting in a case of your own has no effect.</li>
        <li>A seat that you take and leave empty is shown, and you are not drawn for 30 days.</li>
      </ul>
      <SignAct
        account={account}
        origin={origin}
        draft={planAccept(did)}
        action="Accept"
        note="You decide cases here, once your interests are stated."
        onRecorded={onRecorded}
      />
    </div>
  );
}
