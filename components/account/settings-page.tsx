"use client";
import { ImportKeyForm } from "#components/keys/import-key-form.tsx";
import { KeyList } from "#components/keys/key-list.tsx";
import { MakeKeyForm } from "#components/keys/make-key-form.tsx";
import { SpareKeySection } from "#components/keys/spare-key-section.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Details } from "#components/ui/details.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { useAccount } from "#lib/client/account/use-account.ts";
import { useKeys } from "#lib/client/keystore/use-keystore.ts";
import { EmailPanel } from "./email-panel.tsx";
import { Preferences } from "./preferences.tsx";
import { SessionsList } from "./sessions-list.tsx";

/** Keys, spare key, sessions, display. Keys and display live in this browser and work without the index. */
export function SettingsPage() {
  const keys = useKeys();
  const account = useAccount();
  return (
    <>
      <PageHeading title="Settings" lead="Keys and display belong to this browser; sessions to your account." />
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
          <Panel
            flush
            id="keys"
            title="Signing keys in this browser"
            description="Nobody else can use them, and we cannot see them."
          >
            {keys === undefined ? (
              <div className="p-4">
                <SkeletonText label="Looking for keys in this browser" />
              </div>
            ) : (
              <>
                {keys.lasting === "session" ? (
                  <div className="p-4">
                    <Alert tone="attention" title="This window forgets its keys when it closes">
                      The browser does not keep keys here. Use a normal window for a key that lasts.
                    </Alert>
                  </div>
                ) : null}
                {keys.records.length === 0 ? (
                  <p className="px-4 py-3 text-muted">None yet.</p>
                ) : (
                  <KeyList records={keys.records} />
                )}
                <div className="flex flex-col gap-3 border-divider border-t px-4 py-3">
                  <Details summary={keys.records.length === 0 ? "Make a key" : "Make another key"}>
                    <MakeKeyForm
                      onMade={() => undefined}
                      preset={keys.records.length === 0 ? "My key" : "Second key"}
                      action="Make the key"
                    />
                  </Details>
                  <Details summary="Import a key">
                    <ImportKeyForm onImported={() => undefined} />
                  </Details>
                </div>
              </>
            )}
          </Panel>
          <Panel id="spare-key" title="Spare key" description="Replaces the signing key when that is lost or stolen.">
            {account.status === "ready" ? <SpareKeySection account={account.account} /> : null}
            {account.status === "loading" ? <SkeletonText label="Loading the account" /> : null}
            {account.status === "failed" ? (
              <ErrorState title="The index cannot be read now" onRetry={account.retry} />
            ) : null}
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel id="sessions" title="Sessions">
            <SessionsList />
          </Panel>
          <EmailPanel />
          <Panel id="display" title="Display">
            <Preferences />
          </Panel>
        </div>
      </div>
    </>
  );
}
