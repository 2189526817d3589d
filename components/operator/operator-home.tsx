"use client";
import { LogIn } from "lucide-react";
import dynamic from "next/dynamic";
import { MakeKeyForm } from "#components/keys/make-key-form.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { useAccount } from "#lib/client/account/use-account.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { isSetUp } from "#lib/client/operator/set-up.ts";
import { factsOf } from "#lib/client/operator/set-up-facts.ts";
import { browserClock } from "#lib/client/platform.ts";
import { Invitation } from "./invitation.tsx";

/** With the schemas of every disclosure, which nobody else needs. */
const Workspace = dynamic(() => import("./workspace.tsx").then((module) => module.Workspace), {
  ssr: false,
  loading: () => <HomeSkeleton />,
});

/** With keys, signatures and forms, which a visitor who has no account does not need yet. */
const SetUp = dynamic(() => import("./set-up.tsx").then((module) => module.SetUp), {
  ssr: false,
  loading: () => <HomeSkeleton />,
});
const SignInPanel = dynamic(
  () => import("#components/account/sign-in-panel.tsx").then((module) => module.SignInPanel),
  {
    ssr: false,
    loading: () => <HomeSkeleton />,
  },
);

/** Needed on bad days only. */
const WaitingCases = dynamic(() => import("#components/case/waiting-cases.tsx").then((module) => module.WaitingCases), {
  ssr: false,
});
const AccountAlarms = dynamic(() => import("./account-alarms.tsx").then((module) => module.AccountAlarms), {
  ssr: false,
});

const INVITATION_LEAD =
  "Publish signed disclosures about your Prex instance or PAID service. Anyone can check them; nobody, not even this index, can change or hide them.";

/** `/operator`: invitation, set-up or workspace, whichever the facts say. `isSignedIn` is what the server knew when it drew. */
export function OperatorHome({ isSignedIn }: { isSignedIn: boolean }) {
  const state = useAccount();
  const { writeNote } = useKeystoreActions();
  if (state.status === "failed") {
    return (
      <>
        <PageHeading title="Publish" />
        <ErrorState title="The index cannot be read now" onRetry={state.retry}>
          {state.error.message} Your keys and drafts are safe in this browser.
        </ErrorState>
      </>
    );
  }
  if (state.status === "loading") return isSignedIn ? <HomeSkeleton /> : <Landing isReady={false} />;
  const { account } = state;
  if (account.did === undefined) return <Landing isReady />;
  const facts = factsOf(account);
  const { did, participant } = account;
  const now = account.now ?? browserClock();
  const alarms = participant === null ? null : <AccountAlarms {...{ account, participant, now }} />;
  if (facts.registered && !facts.signedIn) {
    return (
      <>
        {alarms}
        <SignInPanel title={`Welcome back, ${participant?.displayName ?? "operator"}`} />
      </>
    );
  }
  if (participant !== null && isSetUp(facts)) {
    return (
      <>
        {alarms}
        <Workspace {...{ account, participant, now }} />
      </>
    );
  }
  return (
    <>
      {alarms}
      <PageHeading
        title="Set up as operator"
        lead="Five steps, about 25 minutes. You can stop after any of them and come back."
      />
      {account.providers.length === 0 ? null : <WaitingCases account={account} />}
      <SetUp account={account} onSkippedSpare={() => void writeNote(did, { spareSkippedAt: browserClock() })} />
    </>
  );
}

function Landing({ isReady }: { isReady: boolean }) {
  return (
    <>
      <PageHeading
        title="Let your customers check you"
        lead={INVITATION_LEAD}
        actions={
          <ButtonLink href="/sign-in">
            <LogIn aria-hidden />
            Sign in
          </ButtonLink>
        }
      />
      <Invitation>
        <p className="mb-3 font-medium">First step, one minute:</p>
        {isReady ? <MakeKeyForm onMade={() => undefined} /> : <Skeleton className="h-16 w-64 max-w-full" />}
      </Invitation>
    </>
  );
}

function HomeSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-6">
      <h1 className="sr-only">Loading your account</h1>
      <Skeleton className="h-8 w-64 max-w-full" />
      <div className="grid gap-4 lg:grid-cols-3">
        <Skeleton className="h-56 lg:col-span-2" />
        <Skeleton className="h-56" />
      </div>
    </div>
  );
}
