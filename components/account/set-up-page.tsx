"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { MakeKeyForm } from "#components/keys/make-key-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { signInWith } from "#lib/client/account/sign-in.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { controlKeyFor, useKeys } from "#lib/client/keystore/use-keystore.ts";
import { ApiProblem, findJson, requestJson } from "#lib/client/request-json.ts";
import { signerOfRecord } from "#lib/client/signer.ts";

/** The one-time link of a fresh index: names this browser's key as its administrator. */
export function SetUpPage() {
  const keys = useKeys();
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const given = window.location.hash.slice(1);
    // Once taken it is no longer in the address: an effect that runs again must not lose it.
    setToken((taken) => (given === "" ? (taken ?? "") : given));
    // The token is a secret for an hour: it leaves the address bar and the history at once.
    if (given !== "") window.history.replaceState(null, "", window.location.pathname);
  }, []);
  const isOpen = useQuery({
    queryKey: ["setup"],
    queryFn: async () => (await findJson<{ open: boolean }>("/api/v1/setup"))?.open ?? false,
  });
  const record = keys === undefined ? undefined : controlKeyFor(keys.records, undefined);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeading
        title="Set up this index"
        lead="You started it, so you name its administrator: a signing key that this browser makes and keeps. No password."
      />
      {token === undefined || keys === undefined || isOpen.isPending ? (
        <SkeletonText label="Looking at the link" />
      ) : null}
      {token !== undefined && keys !== undefined && isOpen.data !== undefined ? (
        <Body token={token} isOpen={isOpen.data} record={record} />
      ) : null}
    </div>
  );
}

function Body({ token, isOpen, record }: { token: string; isOpen: boolean; record: KeyRecord | undefined }) {
  const [done, setDone] = useState<{ isSignedIn: boolean }>();
  if (done !== undefined) {
    return (
      <Alert
        tone="verified"
        live
        title="This index is yours to administer"
        actions={
          <ButtonLink variant="primary" href={done.isSignedIn ? "/operator" : "/sign-in?next=/operator"}>
            {done.isSignedIn ? "Go on: become its first operator" : "Sign in"}
          </ButtonLink>
        }
      >
        The change is recorded in the log, signed by the key that the terminal held. The link is used up.
      </Alert>
    );
  }
  if (token === "" || !isOpen) {
    return (
      <EmptyState title={token === "" ? "This page needs its link" : "The link is used up or too old"}>
        A fresh index prints a link on its terminal, good once and for one hour. Restart the index: it prints a new one
        while it has no administrator.
      </EmptyState>
    );
  }
  return (
    <Panel title={record === undefined ? "1. Make your signing key" : "2. Name it as administrator"}>
      {record === undefined ? (
        <MakeKeyForm onMade={() => undefined} />
      ) : (
        <Name token={token} record={record} onDone={(isSignedIn) => setDone({ isSignedIn })} />
      )}
    </Panel>
  );
}

function Name({ token, record, onDone }: { token: string; record: KeyRecord; onDone: (isSignedIn: boolean) => void }) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const name = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await requestJson("/api/v1/setup", { method: "POST", body: { token, did: record.did } });
      const signer = signerOfRecord(await browserKeystore(), record);
      // The index is set up whether or not the sign-in that follows succeeds.
      const signedIn = await signInWith(record.did, signer).catch(() => ({ ok: false }));
      await client.invalidateQueries();
      onDone(signedIn.ok);
    } catch (error) {
      setFailure(
        error instanceof ApiProblem ? (error.problem?.action ?? error.message) : "The index could not be reached.",
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <p>
        {record.label} <HashText value={record.did} what="administrator's did" />, in {record.where}. An administrator
        names the index's keys, other administrators and those who decide cases. It cannot change what is in the log.
      </p>
      {failure ? (
        <Alert tone="failed" live title="Not set up">
          {failure}
        </Alert>
      ) : null}
      <div>
        <Button variant="primary" busy={isBusy} onClick={() => void name()}>
          Make it the administrator and sign in
        </Button>
      </div>
    </div>
  );
}
