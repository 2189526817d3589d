"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { KeyElsewhere, SaveSpareFirst } from "#components/publish/before-signing.tsx";
import { ManyStatus, type Outcome, outcomeOf } from "#components/publish/many-status.tsx";
import { ActionBar, ActionNote } from "#components/ui/action-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { usePublishMany } from "#lib/client/statements/use-publish-many.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Publisher } from "./own-providers.tsx";

/** The one signing click for many statements, how far the sending has come, and what comes after (`children`). */
export function SignMany({
  publisher: { account },
  statements,
  names,
  onSettled,
  back,
  children,
}: {
  publisher: Publisher;
  statements: readonly UnsignedStatement[];
  /** What each statement is, for the list. */
  names: readonly string[];
  /** By place: what became of each, whenever the sending has come to rest. */
  onSettled: (outcomes: readonly Outcome[]) => void;
  back: ReactNode;
  children: ReactNode;
}) {
  const { state, publish, send } = usePublishMany();
  const [isSkipped, setSkipped] = useState(false);
  const settled = useRef(onSettled);
  settled.current = onSettled;
  useEffect(() => {
    if (state.phase === "settled") settled.current(state.items.map(outcomeOf));
  }, [state]);

  const { key, participant } = account;
  const needsSpare = participant?.nextKeyDigest === null && !isSkipped;
  const isBusy = state.phase === "signing" || state.phase === "sending";
  const isDone = state.phase === "settled";
  const sign = async () => {
    if (key !== undefined) await publish(statements, signerOfRecord(await browserKeystore(), key));
  };
  return (
    <div className="flex flex-col gap-4">
      {key === undefined ? (
        <KeyElsewhere title="This browser cannot sign them">
          The account's key is not here. What you wrote is kept: sign there, or bring the key here.
        </KeyElsewhere>
      ) : null}
      {needsSpare && state.phase === "idle" ? (
        <SaveSpareFirst title="Before you publish that much: save a spare key" onSkip={() => setSkipped(true)}>
          What you wrote waits.
        </SaveSpareFirst>
      ) : null}
      <ManyStatus state={state} names={names} onSend={() => void send()} />
      {isDone ? (
        <div className="flex flex-wrap gap-3">{children}</div>
      ) : (
        <ActionBar>
          <Button
            variant="primary"
            busy={isBusy}
            disabled={key === undefined || needsSpare}
            onClick={() => void sign()}
          >
            Sign and publish {statements.length === 1 ? "it" : `all ${statements.length}`}
          </Button>
          {isBusy ? null : back}
          <ActionNote isWeighty>Public for ever. You can correct it, never delete it.</ActionNote>
        </ActionBar>
      )}
    </div>
  );
}
