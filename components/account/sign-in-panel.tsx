"use client";
import { useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ImportKeyForm } from "#components/keys/import-key-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Card } from "#components/ui/panel.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { signInWith } from "#lib/client/account/sign-in.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { useKeys } from "#lib/client/keystore/use-keystore.ts";
import { signerOfRecord } from "#lib/client/signer.ts";

/** Sign-in with a key of this browser: which one, what is signed, and what to do when there is none. */
export function SignInPanel({ title = "Sign in", next }: { title?: string; next?: string }) {
  const keys = useKeys();
  const control = keys?.records.filter((record) => record.purpose === "control").toReversed();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeading
        title={title}
        lead="Your signing key is your account: it signs a challenge that this site makes up now. No password, no e-mail address."
      />
      {control === undefined ? <SkeletonText label="Looking for keys in this browser" /> : null}
      {control !== undefined && control.length > 0 ? <KeyChoice records={control} next={next} /> : null}
      {control !== undefined && control.length === 0 ? <NoKey /> : null}
    </div>
  );
}

/** Which key of this browser signs in; one is not asked about. */
export function KeyChoice({ records, next }: { records: readonly KeyRecord[]; next?: string | undefined }) {
  const client = useQueryClient();
  const router = useRouter();
  const [chosen, setChosen] = useState(records[0]?.thumbprint ?? "");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const record = records.find((candidate) => candidate.thumbprint === chosen) ?? records[0];

  const signIn = async () => {
    if (record === undefined) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const outcome = await signInWith(record.account, signerOfRecord(await browserKeystore(), record));
      if (!outcome.ok) return setFailure(outcome.reason);
      await client.invalidateQueries();
      if (next !== undefined) router.push(next);
      router.refresh();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The index could not be reached.");
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card className="flex flex-col gap-4">
      {records.length > 1 ? (
        <RadioGroup legend="Which key?" value={chosen} onValueChange={(value) => setChosen(value as typeof chosen)}>
          {records.map((candidate) => (
            <Radio
              key={candidate.thumbprint}
              boxed
              value={candidate.thumbprint}
              label={candidate.label}
              help={<KeyFacts record={candidate} />}
            />
          ))}
        </RadioGroup>
      ) : null}
      {records.length === 1 && record !== undefined ? (
        <div className="flex gap-2.5">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <div className="min-w-0">
            <p className="font-medium">{record.label}</p>
            <p className="text-muted text-sm">
              <KeyFacts record={record} />
            </p>
            <HashText value={record.account} what="account" />
          </div>
        </div>
      ) : null}
      {failure ? (
        <Alert tone="failed" live title="Not signed in">
          {failure}
        </Alert>
      ) : null}
      <div>
        <Button variant="primary" size="lg" busy={isBusy} onClick={() => void signIn()}>
          Sign in with this key
        </Button>
      </div>
      <Details summary="What exactly is signed?">
        <p className="text-muted">
          A short text that names this site, this log, your account, your key, the purpose “sign-in”, a random number
          that works once, and a time five minutes from now. It is signed under its own type, so that it can never pass
          for a statement in the log. This page refuses to sign a challenge made for another site.
        </p>
      </Details>
      <Details summary="Another key, or the key is lost">
        <OtherWays />
      </Details>
    </Card>
  );
}

function KeyFacts({ record }: { record: KeyRecord }) {
  return (
    <>
      {record.where}, made <TimeText at={record.createdAt} precision="day" />
      {record.lastUsedAt === undefined ? (
        ", not used yet"
      ) : (
        <>
          , last used <TimeText at={record.lastUsedAt} precision="minute" />
        </>
      )}
    </>
  );
}

/** What to do without a key. */
export function NoKey() {
  return (
    <div className="flex flex-col gap-6">
      <EmptyState
        icon={<KeyRound />}
        title="There is no signing key in this browser"
        action={
          <ButtonLink variant="primary" href="/operator">
            Make one: become an operator
          </ButtonLink>
        }
      >
        Reading needs no account. To publish you need a key; if you have one elsewhere, bring it here.
      </EmptyState>
      <Card>
        <h2 className="mb-3 text-lg">Bring your key here</h2>
        <OtherWays />
      </Card>
    </div>
  );
}

function OtherWays() {
  return (
    <div className="flex flex-col gap-4">
      <ImportKeyForm onImported={() => undefined} />
      <p className="border-divider border-t pt-3">
        <span className="font-medium">Lost it?</span>{" "}
        <Link href="/operator/restore">Replace it with your spare key</Link>. Without a spare key nobody can bring the
        account back.
      </p>
    </div>
  );
}
