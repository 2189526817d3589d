"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { whereElse } from "#lib/client/account/elsewhere.ts";
import { sessionsQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { nextActions } from "#lib/client/operator/next-actions.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { KeyCard } from "./key-card.tsx";
import { LastReceipt } from "./last-receipt.tsx";
import { NextActionList } from "./next-action-list.tsx";
import { OwnProviderList } from "./own-provider-list.tsx";
import { RegisterProviderForm } from "./register-provider-form.tsx";
import { WaitingStatements } from "./waiting-statements.tsx";

/** A returning operator: what to do next, the providers, the key. */
export function Dashboard({
  account,
  participant,
  now,
}: {
  account: Account;
  participant: ParticipantForm;
  now: Instant;
}) {
  const sessions = useQuery(sessionsQuery);
  const { key, origin, did, providers } = account;
  const [last, setLast] = useState<PublishState>();
  const actions = nextActions({ now, participant, providers, holdsKey: key !== undefined });
  return (
    <>
      <PageHeading
        title={participant.displayName}
        lead={`Operator of ${providers.length} ${providers.length === 1 ? "provider" : "providers"}.`}
      />
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
          <LastReceipt state={last} />
          <Panel title="Next actions">
            <NextActionList actions={actions} />
          </Panel>
          <WaitingStatements issuer={participant.did} />
          <Panel
            flush
            title="Your providers"
            actions={
              key !== undefined && origin !== undefined && did !== undefined ? (
                <AddProvider record={key} origin={origin} did={did} onRecorded={setLast} />
              ) : null
            }
          >
            <OwnProviderList providers={providers} now={now} />
          </Panel>
        </div>
        <Panel title="Your signing key">
          <KeyCard account={account} elsewhere={whereElse(sessions.data ?? [])} />
        </Panel>
      </div>
    </>
  );
}

function AddProvider({
  record,
  origin,
  did,
  onRecorded,
}: {
  record: NonNullable<Account["key"]>;
  origin: NonNullable<Account["origin"]>;
  did: NonNullable<Account["did"]>;
  onRecorded: (state: PublishState) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const recorded = useCallback(
    (state: PublishState) => {
      onRecorded(state);
      setOpen(false);
    },
    [onRecorded],
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          <Plus aria-hidden />
          List another provider
        </Button>
      }
      title="List another provider"
      size="lg"
    >
      <RegisterProviderForm record={record} operator={did} origin={origin} onRecorded={recorded} />
    </Dialog>
  );
}
