"use client";
import { useState } from "react";
import { OtherWays } from "#components/handover/other-ways.tsx";
import { ImportKeyForm } from "#components/keys/import-key-form.tsx";
import { MakeKeyForm } from "#components/keys/make-key-form.tsx";
import { SkipSpareDialog } from "#components/keys/skip-spare-dialog.tsx";
import { SpareKeyForm } from "#components/keys/spare-key-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { composerHref } from "#lib/client/operator/hrefs.ts";
import { type SetUpStep, type SetUpStepId, setUpSteps } from "#lib/client/operator/set-up.ts";
import { factsOf } from "#lib/client/operator/set-up-facts.ts";
import { browserClock } from "#lib/client/platform.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { LastReceipt } from "./last-receipt.tsx";
import { RegisterOperatorForm } from "./register-operator-form.tsx";
import { RegisterProviderForm } from "./register-provider-form.tsx";
import { SetUpStepRow } from "./set-up-step.tsx";

const STEPS: Record<SetUpStepId, { title: string; minutes: number; why: string }> = {
  key: {
    title: "Make your signing key",
    minutes: 1,
    why: "It stays in this browser. It cannot be copied out, not even by us.",
  },
  spare: { title: "Save your spare key", minutes: 3, why: "It replaces the signing key when that is lost or stolen." },
  register: {
    title: "Register as operator",
    minutes: 1,
    why: "Gives your key a name in the public log, and signs you in.",
  },
  provider: {
    title: "List your provider",
    minutes: 5,
    why: "The Prex instance or PAID service that you run, with proof that the name is yours.",
  },
  identity: {
    title: "Publish step 1",
    minutes: 14,
    why: "Who answers for it, whom to reach, what it costs. In one sitting, or the identity first.",
  },
};

/** A new operator's five steps. What is done is one line; the step to do now carries its form. */
export function SetUp({ account, onSkippedSpare }: { account: Account; onSkippedSpare: () => void }) {
  const { writeNote } = useKeystoreActions();
  const [last, setLast] = useState<PublishState>();
  const steps = setUpSteps(factsOf(account));
  return (
    <div className="flex flex-col gap-4">
      <LastReceipt state={last} />
      {account.lasting === "session" && account.key !== undefined ? (
        <Alert tone="attention" title="This window forgets the key when it closes">
          The browser does not keep keys here (a private window?). Save the spare key, or use a normal window.
        </Alert>
      ) : null}
      <ol aria-label="Set-up" className="overflow-hidden rounded-lg border border-divider">
        {steps.map((step, at) => (
          <SetUpStepRow
            key={step.id}
            id={step.id}
            number={at + 1}
            state={step.state}
            title={STEPS[step.id].title}
            minutes={STEPS[step.id].minutes}
            summary={<Summary step={step} account={account} />}
          >
            <StepForm
              id={step.id}
              account={account}
              onRecorded={setLast}
              onSpare={(note) => void writeNote(note.did, note.change)}
              onSkip={onSkippedSpare}
            />
          </SetUpStepRow>
        ))}
      </ol>
    </div>
  );
}

function Summary({ step, account }: { step: SetUpStep; account: Account }) {
  const why = STEPS[step.id].why;
  if (step.state === "skipped") return <>Skipped: a lost key ends this account. You will be asked again.</>;
  if (step.state !== "done") return <>{why}</>;
  switch (step.id) {
    case "key":
      return account.key === undefined ? (
        <>Not in this browser.</>
      ) : (
        <>
          Lives in {account.key.where}. <HashText value={account.key.did} what="account" />
        </>
      );
    case "spare":
      return <>Saved as an encrypted file or sheet, by you.</>;
    case "register":
      return <>Signed in as {account.participant?.displayName}.</>;
    case "provider":
      return (
        <>
          {account.providers.map((provider, at) => (
            <span key={provider.id}>
              {at > 0 ? ", " : ""}
              <Link href={`/providers/${provider.id}`}>{provider.name}</Link>
              {isNameProven(provider, account.now ?? browserClock()) ? null : (
                <>
                  {" "}
                  (unproven name: <Link href={`/operator/names?provider=${provider.id}`}>Prove its name</Link>)
                </>
              )}
            </span>
          ))}
        </>
      );
    case "identity":
      return <>The identity is published; the rest of step 1 is on your page of actions.</>;
  }
}

type SpareNote = {
  did: NonNullable<Account["did"]>;
  change: Parameters<ReturnType<typeof useKeystoreActions>["writeNote"]>[1];
};

function StepForm({
  id,
  account,
  onRecorded,
  onSpare,
  onSkip,
}: {
  id: SetUpStepId;
  account: Account;
  onRecorded: (state: PublishState) => void;
  onSpare: (note: SpareNote) => void;
  onSkip: () => void;
}) {
  const { key, origin, did } = account;
  if (id === "key") {
    return (
      <div className="flex flex-col gap-4">
        <MakeKeyForm onMade={() => undefined} />
        <Details summary="I have a key already">
          <ImportKeyForm onImported={() => undefined} />
        </Details>
      </div>
    );
  }
  if (key === undefined || origin === undefined || did === undefined) {
    return (
      <Alert tone="attention" title="This step needs your signing key, and it is not in this browser">
        <Link href="/operator/restore">Bring the key here, or replace it with the spare key</Link>
      </Alert>
    );
  }
  switch (id) {
    case "spare":
      return (
        <SpareKeyForm
          account={did}
          onSaved={(spare) =>
            onSpare({
              did,
              change: {
                nextKeyDigest: spare.nextKeyDigest,
                sealing: spare.sealing,
                spareThumbprint: spare.file.thumbprint as typeof key.thumbprint,
                spareSavedAt: browserClock(),
                spareSkippedAt: undefined,
              },
            })
          }
          skip={<SkipSpareDialog onSkip={onSkip} />}
        />
      );
    case "register":
      return <RegisterOperatorForm account={account} record={key} origin={origin} onRecorded={onRecorded} />;
    case "provider":
      return (
        <div className="flex flex-col gap-5">
          <OtherWays />
          <RegisterProviderForm record={key} operator={did} origin={origin} onRecorded={onRecorded} />
        </div>
      );
    case "identity": {
      const provider = account.providers.find((candidate) => candidate.disclosures.identity === undefined);
      return (
        <div className="flex flex-wrap gap-2">
          <ButtonLink variant="primary" href={`/operator/disclosures/batch?provider=${provider?.id ?? ""}`}>
            Write step 1 in one sitting
          </ButtonLink>
          <ButtonLink data-guide="write-identity" href={composerHref(provider?.id ?? "")}>
            Write the identity{provider === undefined ? "" : ` of ${provider.name}`}
          </ButtonLink>
        </div>
      );
    }
  }
}
