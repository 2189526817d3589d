"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { findParticipantBySpare, indexQuery } from "#lib/client/account/queries.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { OpenedSpare } from "#lib/client/keystore/open-spare.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { ImportKeyForm } from "./import-key-form.tsx";
import { OpenSpareForm } from "./open-spare-form.tsx";
import { ReplaceKey } from "./replace-key.tsx";

type Found = { opened: OpenedSpare; participant: ParticipantForm };

/** "Your key is not here": bring it, or put a new one in its place with the spare key. */
export function RestorePage() {
  const origin = useQuery(indexQuery).data?.origin;
  const [imported, setImported] = useState<KeyRecord>();
  const [found, setFound] = useState<Found>();

  const check = async (opened: OpenedSpare): Promise<string | undefined> => {
    const participant = await findParticipantBySpare(opened.digest);
    if (participant === undefined) return "No account has this spare key. Was it replaced by a newer one?";
    setFound({ opened, participant });
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
          <ReplaceKey spare={found.opened} participant={found.participant} origin={origin} />
        ) : (
          <>
            <Panel
              title="I have the spare key"
              description="A new key takes the old one's place; the spare key signs that."
            >
              <OpenSpareForm action="Open the spare key" check={check} onOpened={() => undefined} />
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
            <Panel title="I have neither">
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
