"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { signInWith } from "#lib/client/account/sign-in.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { type PublishState, usePublish } from "#lib/client/statements/use-publish.ts";
import { useStamp } from "#lib/client/statements/use-stamp.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { participantRegisterBody } from "#lib/statement/bodies.ts";

/** Signs in with the new key and registers the participant: two signatures, one click, both shown before. */
export function RegisterOperatorForm({
  account,
  record,
  origin,
  onRecorded,
}: {
  account: Account;
  record: KeyRecord;
  origin: Origin;
  onRecorded: (state: PublishState) => void;
}) {
  const { state, publish, send } = usePublish();
  const client = useQueryClient();
  const { stamp } = useStamp();
  const [displayName, setDisplayName] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.phase === "recorded") onRecorded(state);
  }, [state, onRecorded]);
  const digest = account.note?.nextKeyDigest;
  const body = {
    displayName: normalForm(displayName, "NFC").trim(),
    ...(digest === undefined ? {} : { nextKeyDigest: digest }),
  };
  const plan = () =>
    prepareStatement(
      {
        kind: "participant.register",
        log: origin,
        issuer: record.did,
        key: record.thumbprint,
        subject: record.did,
        body,
      },
      stamp,
    );

  const register = async () => {
    const checked = participantRegisterBody.safeParse(body);
    if (!checked.success) {
      setProblem(checked.error.issues[0]?.message ?? "Give a name.");
      input.current?.focus();
      return;
    }
    setProblem(undefined);
    setBusy(true);
    try {
      const signer = signerOfRecord(await browserKeystore(), record);
      if (account.session === null) {
        const signedIn = await signInWith(record.did, signer);
        if (!signedIn.ok) {
          setProblem(signedIn.reason);
          return;
        }
        // The page must know the session before it learns of the registration, or it would ask to sign in again.
        await client.invalidateQueries({ queryKey: whoAmIQuery.queryKey });
      }
      await publish(plan(), signer);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The index could not be reached.");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <Field
        label="Name of the operator"
        help="A trade name or a pseudonym: it is public for ever. A label, not an identifier; your key is the identity."
        error={problem}
        required
      >
        <Input
          ref={input}
          value={displayName}
          maxLength={80}
          autoComplete="organization"
          onChange={(event) => setDisplayName(event.target.value)}
        />
      </Field>
      {digest === undefined ? (
        <Alert tone="attention" title="Without a spare key">
          Whoever holds this key can change everything about the account, and nobody can take it back.
        </Alert>
      ) : null}
      {participantRegisterBody.safeParse(body).success ? <ExactBytes unsigned={plan()} /> : null}
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={isBusy || state.phase === "sending"}>
          Sign in and register
        </Button>
        <span className="text-muted text-sm">Signs twice: once to sign in, once for the log.</span>
      </div>
    </form>
  );
}
