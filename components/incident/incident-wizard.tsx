"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Composer } from "#components/disclosure/composer.tsx";
import type { Publisher } from "#components/disclosure/own-providers.tsx";
import { Link } from "#components/ui/link.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { whereElse } from "#lib/client/account/elsewhere.ts";
import { entryQuery, sessionsQuery } from "#lib/client/account/queries.ts";
import { admittedIncidentName } from "#lib/client/operator/hrefs.ts";
import type { Incident } from "#lib/disclosure/incident-clocks.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { IncidentFill } from "./incident-fill.tsx";

type Opened = { provider: ProviderForm; previous: JsonObject | undefined };

/** The report on an incident: a new one, or the next version of `known`, which begins with what was said last. */
export function IncidentWizard({
  publisher,
  known,
  admitted,
}: {
  publisher: Publisher;
  known: Incident | undefined;
  /** The case that the operator admitted, of which this is the report. */
  admitted?: string | undefined;
}) {
  const { account, did, origin, provider } = publisher;
  const entry = useQuery({ ...entryQuery(known?.entry ?? 0), enabled: known !== undefined });
  const sessions = useQuery({ ...sessionsQuery, enabled: account.session !== null });
  // What the form began with stays: publishing changes the log under it, and must not sweep it away.
  const [opened, setOpened] = useState<Opened>();
  const prefill = useMemo(() => (admitted === undefined ? undefined : admittedIncident(admitted)), [admitted]);
  const isRead = known === undefined || entry.data !== undefined;
  useEffect(() => {
    if (opened !== undefined || !isRead) return;
    const said = known === undefined ? undefined : (entry.data?.statement as { body?: JsonObject } | undefined)?.body;
    setOpened({ provider, previous: said });
  }, [opened, isRead, known, entry.data, provider]);
  if (entry.isError && opened === undefined) {
    return (
      <ErrorState title="The last version cannot be read now" onRetry={() => void entry.refetch()}>
        Your draft is kept in this browser.
      </ErrorState>
    );
  }
  if (opened === undefined) return <SkeletonText lines={8} label="Reading the last version" />;
  return (
    <>
      <p className="mb-5 text-muted">
        {known !== undefined
          ? `The report on ${known.name}, continued.`
          : admitted === undefined
            ? `A new incident of ${provider.name}.`
            : `What ${provider.name} admitted in a case.`}{" "}
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
        prefill={prefill}
        elsewhere={whereElse(sessions.data ?? [])}
        onReload={() => setOpened(undefined)}
        Fill={IncidentFill}
        draftSubject={subjectOf(provider.id, known?.name ?? (prefill?.incident as string | undefined))}
      />
    </>
  );
}

/** Each incident that has a name has a draft of its own. */
function subjectOf(providerId: string, name: string | undefined): string {
  return name === undefined ? providerId : `${providerId}/${name}`;
}

/** What a report on an admitted case begins with. */
function admittedIncident(caseId: string): JsonObject {
  return {
    incident: admittedIncidentName(caseId),
    status: "identified",
    description: `Admitted in ${caseId}: `,
  };
}
