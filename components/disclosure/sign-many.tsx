"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { SkipSpareDialog } from "#components/keys/skip-spare-dialog.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { usePublishMany } from "#lib/client/statements/use-publish-many.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { ManyStatus, type Outcome, outcomeOf } from "./many-status.tsx";
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
        <Alert
          tone="attention"
          title="This browser cannot sign them"
          actions={
            <ButtonLink size="sm" href="/operator/restore">
              Bring the key here or use the spare key
            </ButtonLink>
          }
        >
          The account's key is not here. What you wrote is kept: sign there, or bring the key here.
        </Alert>
      ) : null}
      {needsSpare && state.phase === "idle" ? (
        <Alert
          tone="attention"
          title="Before you publish that much: save a spare key"
          actions={
            <>
              <ButtonLink size="sm" variant="primary" href="/settings#spare-key">
                Save a spare key
              </ButtonLink>
              <SkipSpareDialog size="sm" onSkip={() => setSkipped(true)} />
            </>
          }
        >
          The more you publish, the more a lost key costs. What you wrote waits.
        </Alert>
      ) : null}
      <ManyStatus state={state} names={names} onSend={() => void send()} />
      {isDone ? (
        <div className="flex flex-wrap gap-3">{children}</div>
      ) : (
        <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-3 border-divider border-t bg-surface px-4 py-3 sm:mx-0 sm:px-0">
          <Button
            variant="primary"
            busy={isBusy}
            disabled={key === undefined || needsSpare}
            onClick={() => void sign()}
          >
            Sign and publish {statements.length === 1 ? "it" : `all ${statements.length}`}
          </Button>
          {isBusy ? null : back}
          <p className="basis-full text-sm sm:basis-auto">Public for ever. You can correct it, never delete it.</p>
        </div>
      )}
    </div>
  );
}
