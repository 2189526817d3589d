"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Composer } from "#components/disclosure/composer.tsx";
import type { Publisher } from "#components/disclosure/own-providers.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { whereElse } from "#lib/client/account/elsewhere.ts";
import { entryQuery, sessionsQuery } from "#lib/client/account/queries.ts";
import type { Incident } from "#lib/disclosure/incident-clocks.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { IncidentFill } from "./incident-fill.tsx";

type Opened = { provider: ProviderForm; previous: JsonObject | undefined };

/** The report on an incident: a new one, or the next version of `known`, which begins with what was said last. */
export function IncidentWizard({ publisher, known }: { publisher: Publisher; known: Incident | undefined }) {
  const { account, did, origin, provider } = publisher;
  const entry = useQuery({ ...entryQuery(known?.entry ?? 0), enabled: known !== undefined });
  const sessions = useQuery({ ...sessionsQuery, enabled: account.session !== null });
  // What the form began with stays: publishing changes the log under it, and must not sweep it away.
  const [opened, setOpened] = useState<Opened>();
  const isRead = known === undefined || entry.data !== undefined;
  useEffect(() => {
    if (opened !== undefined || !isRead) return;
    const said = known === undefined ? undefined : (entry.data?.statement as { body?: JsonObject } | undefined)?.body;
    setOpened({ provider, previous: said });
  }, [opened, isRead, known, entry.data, provider]);
  if (entry.isError && opened === undefined) {
    return (
      <ErrorState
        title="The last version cannot be read now"
        action={<Button onClick={() => void entry.refetch()}>Try again</Button>}
      >
        Your draft is kept in this browser.
      </ErrorState>
    );
  }
  if (opened === undefined) return <SkeletonText lines={8} label="Reading the last version" />;
  return (
    <>
      <p className="mb-5 text-muted">
        {known === undefined ? `A new incident of ${provider.name}.` : `The report on ${known.name}, continued.`}{" "}
        <Link href={`/operator/incident?provider=${provider.id}`}>All incidents</Link>
      </p>
      <Composer
        key={opened.provider.disclosures.incident?.statement ?? "first"}
        account={account}
        origin={origin}
        did={did}
        provider={opened.provider}
        type="incident"
        previous={opened.previous}
        elsewhere={whereElse(sessions.data ?? [])}
        onReload={() => setOpened(undefined)}
        Fill={IncidentFill}
        draftSubject={known === undefined ? provider.id : `${provider.id}/${known.name}`}
      />
    </>
  );
}
