"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { findParticipantByRecovery, findParticipantBySpare, indexQuery } from "#lib/client/account/queries.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { OpenedSpare } from "#lib/client/keystore/open-spare.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { ImportKeyForm } from "./import-key-form.tsx";
import { OpenSpareForm } from "./open-spare-form.tsx";
import { RecoverAccount } from "./recover-account.tsx";
import { ReplaceKey } from "./replace-key.tsx";
import type { KeptKey } from "./spare-key-form.tsx";

type Found = { what: KeptKey; opened: OpenedSpare; participant: ParticipantForm };

/** "Your key is not here": bring it, or put a new one in its place with the spare key. */
export function RestorePage() {
  const origin = useQuery(indexQuery).data?.origin;
  const [imported, setImported] = useState<KeyRecord>();
  const [found, setFound] = useState<Found>();

  const check =
    (what: KeptKey) =>
    async (opened: OpenedSpare): Promise<string | undefined> => {
      const participant =
        what === "spare key"
          ? await findParticipantBySpare(opened.digest)
          : await findParticipantByRecovery(opened.signer.did);
      if (participant === undefined) return `No account has this ${what}. Was it replaced by a newer one?`;
      setFound({ what, opened, participant });
      return undefined;
    };

  return (
    <div className="mx-auto max-w-prose">
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Publish", href: "/operator" }, { text: "Restore" }]} />}
        title="Restore or replace your key"
        lead="A key that cannot be copied out lives in one browser. On another device, or after its data was cleared, it is not there."
      />
      <div className="flex flex-col gap-4">
        {found !== undefined && origin !== undefined ? (
          <Use {...found} origin={origin} />
        ) : (
          <>
            <Panel
              title="I have the spare key"
              description="A new key takes the old one's place; the spare key signs that."
            >
              <OpenSpareForm action="Open the spare key" check={check("spare key")} onOpened={() => undefined} />
            </Panel>
            <Panel
              title="I have the recovery key"
              description="It announces a new key, in force after 7 days, and can end the old ones at once."
            >
              <OpenSpareForm
                what="recovery key"
                action="Open the recovery key"
                check={check("recovery key")}
                onOpened={() => undefined}
              />
            </Panel>
            <Panel title="I have the key itself" description="As a file that you exported, or a seed.">
              {imported === undefined ? (
                <ImportKeyForm onImported={setImported} />
              ) : (
                <Alert
                  tone="verified"
                  live
                  title={`${imported.label} is in this browser now`}
                  actions={<ButtonLink href="/sign-in">Sign in with it</ButtonLink>}
                />
              )}
            </Panel>
            <Panel title="I have none of them">
              <p>
                The browser where you made the key can still sign: go on there. If it is gone too, nobody can bring the
                account back, and that is what keeps it from being taken. Register anew, and say so in your new
                identity.
              </p>
            </Panel>
          </>
        )}
      </div>
    </div>
  );
}

function Use({ what, opened, ...account }: Found & { origin: Origin }) {
  return what === "spare key" ? (
    <ReplaceKey spare={opened} {...account} />
  ) : (
    <RecoverAccount opened={opened} {...account} />
  );
}
