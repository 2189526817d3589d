"use client";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { signingKeyQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { useKeys } from "#lib/client/keystore/use-keystore.ts";
import { ownerOfKeys } from "#lib/client/operator/key-plans.ts";
import type { Origin, Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { settled } from "#lib/state/control.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { AddKeyForm } from "./add-key-form.tsx";
import { AnnouncedRecovery } from "./announced-recovery.tsx";
import { ImportKeyForm } from "./import-key-form.tsx";
import { KeyList } from "./key-list.tsx";
import { type KeyAct, LogKeyList } from "./log-key-list.tsx";
import { RecoveryKeySection } from "./recovery-key-section.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";
import { SpareKeySection } from "./spare-key-section.tsx";

export type KeysPanelProps = {
  account: Account;
  participant: ParticipantForm;
  providers: readonly ProviderForm[];
  origin: Origin;
  now: Instant;
};

/** Everything about an operator's keys: in the log, in this browser, the spare key, and keys for single purposes. */
export function KeysPanel({ account, participant, providers, origin, now }: KeysPanelProps) {
  const keys = useKeys();
  const [act, setAct] = useState<{ key: KeyForm; owner: ParticipantForm | ProviderForm; act: KeyAct }>();
  const forms = useForms([...participant.controlKeys, ...providers.flatMap(thumbprintsOf)]);
  if (forms === undefined || keys === undefined) return <SkeletonText label="Looking for your keys" />;
  const owners: readonly (ParticipantForm | ProviderForm)[] = [participant, ...providers];
  const { records } = keys;
  const { recovery } = settled(participant, now);
  const known = new Set(forms.map(({ thumbprint }) => thumbprint));
  return (
    <div className="flex flex-col gap-4">
      {recovery === null ? null : (
        <AnnouncedRecovery recovery={recovery} participant={participant} origin={origin} now={now} />
      )}
      {owners.map((owner) => {
        const own = forms.filter((form) => form.owner === ownerOfKeys(owner).subject);
        return own.length === 0 ? null : (
          <Panel
            flush
            key={ownerOfKeys(owner).subject}
            title={owner.aggregate === "provider" ? `Keys of ${owner.name}` : "Account keys"}
            description={
              owner.aggregate === "provider"
                ? "Each serves one purpose, for ever."
                : "They speak for you, and sign whatever has no key of its own."
            }
          >
            <LogKeyList
              keys={own}
              records={records}
              now={now}
              onAct={(key, chosen) => setAct({ key, owner, act: chosen })}
            />
          </Panel>
        );
      })}
      <Panel title="Spare key" id="spare-key">
        <SpareKeySection account={account} />
      </Panel>
      <Panel title="Recovery key" id="recovery-key" description="Optional: a third key, held by somebody else.">
        <RecoveryKeySection participant={participant} record={account.key} origin={origin} />
      </Panel>
      <Panel title="Advanced" description="A key for one purpose: a thief of it can do that, and nothing else.">
        <Details summary="Use a separate key">
          <AddKeyForm
            participant={participant}
            providers={providers}
            record={account.key}
            unpublished={records.filter((record) => !known.has(record.thumbprint))}
            origin={origin}
          />
        </Details>
        <Details summary="Import a key that was made elsewhere" className="mt-3">
          <ImportKeyForm onImported={() => undefined} />
        </Details>
        <p className="mt-4 text-muted text-sm">
          What each key may sign: <Link href="/docs/concepts/signing-keys">Signing keys</Link>. From a server:{" "}
          <Link href="/docs/how-to/rotate-a-key">Rotate a key</Link>.
        </p>
      </Panel>
      <Panel flush title="In this browser" description="Nobody else can use them, and we cannot see them.">
        {records.length === 0 ? <p className="px-4 py-3 text-muted">None yet.</p> : <KeyList records={records} />}
      </Panel>
      {act === undefined ? null : (
        <ActDialog
          act={act.act}
          signingKey={act.key}
          owner={ownerOfKeys(act.owner)}
          participant={participant}
          record={account.key}
          origin={origin}
          now={now}
          onClose={() => setAct(undefined)}
        />
      )}
    </div>
  );
}

function ActDialog({ act, ...props }: { act: KeyAct } & Parameters<typeof RotateKeyDialog>[0]) {
  return act === "rotate" ? <RotateKeyDialog {...props} /> : <RevokeKeyDialog {...props} />;
}

const thumbprintsOf = (provider: ProviderForm): Thumbprint[] => provider.keys.map(({ thumbprint }) => thumbprint);

/** Every key that was read; undefined before the first. A key that is new must not take the rest off the page. */
function useForms(thumbprints: readonly Thumbprint[]): KeyForm[] | undefined {
  const found = useQueries({ queries: [...new Set(thumbprints)].map(signingKeyQuery) });
  if (found.every((query) => query.isPending)) return undefined;
  return found.flatMap((query) => query.data ?? []);
}
