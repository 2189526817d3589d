"use client";
import { useEffect, useRef } from "react";
import { KeyElsewhere } from "#components/publish/before-signing.tsx";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { type Draft, useAccountStatement } from "#lib/client/operator/use-account-statement.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { Origin } from "#lib/kernel/ids.ts";

/** What is recorded ends the form that signed it: the page above keeps the receipt. */
export type OnRecorded = (state: PublishState, note: string) => void;

/** The end of an act between operators: the exact bytes, one button, and what became of it. */
export function SignAct({
  account,
  origin,
  draft,
  action,
  note,
  danger = false,
  onRecorded,
}: {
  account: Account;
  origin: Origin;
  /** Undefined while something is missing. */
  draft: Draft | undefined;
  action: string;
  /** What holds once it is recorded. */
  note: string;
  danger?: boolean;
  onRecorded: OnRecorded;
}) {
  const { state, send, unsigned, submit } = useAccountStatement(account, origin);
  const told = useRef<PublishState>(undefined);
  useEffect(() => {
    if (state.phase !== "recorded" || state.effect === null || told.current === state) return;
    told.current = state;
    onRecorded(state, note);
  }, [state, note, onRecorded]);
  if (account.key === undefined) {
    return (
      <KeyElsewhere title="This browser does not hold your account key">
        It signs this, and nothing else does.
      </KeyElsewhere>
    );
  }
  const statement = draft === undefined ? undefined : unsigned(draft);
  return (
    <div className="flex flex-col gap-4">
      {statement === undefined ? null : <ExactBytes unsigned={statement} />}
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          variant={danger ? "danger" : "primary"}
          data-guide="sign"
          disabled={draft === undefined}
          busy={state.phase === "signing" || state.phase === "sending"}
          onClick={() => {
            if (draft !== undefined) void submit(draft);
          }}
        >
          {action}
        </Button>
        <span className="text-muted text-sm">Public for ever.</span>
      </div>
    </div>
  );
}
