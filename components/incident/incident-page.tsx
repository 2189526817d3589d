"use client";
import dynamic from "next/dynamic";
import { OwnProviders, type Publisher } from "#components/disclosure/own-providers.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { admittedIncidentName, incidentHref } from "#lib/client/operator/hrefs.ts";
import { browserClock } from "#lib/client/platform.ts";
import { incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { IncidentList } from "./incident-list.tsx";

const loading = () => <SkeletonText lines={8} label="Loading the form" />;
/** The forms come with the schemas of all types, and when they are wanted. */
const IncidentWizard = dynamic(() => import("./incident-wizard.tsx").then((module) => module.IncidentWizard), {
  ssr: false,
  loading,
});
const ItemUpdateForm = dynamic(() => import("./item-update-form.tsx").then((module) => module.ItemUpdateForm), {
  ssr: false,
  loading,
});

/** In the address, for a report that does not exist yet. Too short for the name of an incident. */
const NEW_INCIDENT = "+";

const LEAD = "What went wrong, whom it hurt, why, and what you do about it. Readers see the clocks that you keep.";

/** `/operator/incident`: a provider's incidents, or the report on one. `incident` undefined: all of them. */
export function IncidentPage({
  providerId,
  incident,
  admitted,
}: {
  providerId: string;
  incident: string | undefined;
  /** Id of the case that the operator admitted. */
  admitted?: string | undefined;
}) {
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Publish", href: "/operator" }, { text: "Something went wrong" }]} />}
        title="Something went wrong"
        lead={LEAD}
      />
      <OwnProviders providerId={providerId}>
        {(publisher) => <Incidents publisher={publisher} incident={incident} admitted={admitted} />}
      </OwnProviders>
    </>
  );
}

function Incidents({
  publisher,
  incident,
  admitted,
}: {
  publisher: Publisher;
  incident: string | undefined;
  admitted: string | undefined;
}) {
  const { account, provider, origin } = publisher;
  const incidents = incidentsOf(provider.disclosures);
  if (incident !== undefined) {
    const name = admitted === undefined ? incident : admittedIncidentName(admitted);
    return (
      <IncidentWizard publisher={publisher} known={incidents.find((one) => one.name === name)} admitted={admitted} />
    );
  }
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p>
          {incidents.length === 0
            ? `${provider.name} has reported no incident so far. Silence about one that users felt costs more than the report.`
            : incidents.length === 1
              ? `One incident of ${provider.name}.`
              : `${incidents.length} incidents of ${provider.name}, the last noticed first.`}
        </p>
        <ButtonLink
          variant={incidents.some(({ fullAt }) => fullAt === null) ? "secondary" : "primary"}
          href={incidentHref(provider.id, NEW_INCIDENT)}
        >
          Report an incident
        </ButtonLink>
      </div>
      <IncidentList
        incidents={incidents}
        now={account.now ?? browserClock()}
        own={{
          providerId: provider.id,
          updateOf: (name, item) => (
            <ItemUpdateForm account={account} origin={origin} provider={provider} incident={name} item={item} />
          ),
        }}
      />
    </div>
  );
}
