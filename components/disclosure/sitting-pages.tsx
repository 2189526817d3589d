"use client";
import dynamic from "next/dynamic";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { OwnProviders } from "./own-providers.tsx";

const loading = () => <SkeletonText lines={8} label="Loading the forms" />;

/** The schemas of all types come with the forms, not with the page. */
const Batch = dynamic(() => import("./batch.tsx").then((module) => module.Batch), { ssr: false, loading });
const ImportDesk = dynamic(() => import("./import-desk.tsx").then((module) => module.ImportDesk), {
  ssr: false,
  loading,
});

const CRUMBS = [
  { text: "Publish", href: "/operator" },
  { text: "Disclosures", href: "/operator/disclosures" },
];

/** `/operator/disclosures/batch`: the next step of a provider in one sitting. */
export function BatchPage({ providerId }: { providerId: string }) {
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[...CRUMBS, { text: "In one sitting" }]} />}
        title="In one sitting"
        lead="The forms of the next step on one page, one review, one signature."
      />
      <OwnProviders providerId={providerId}>{(publisher) => <Batch publisher={publisher} />}</OwnProviders>
    </>
  );
}

/** `/operator/disclosures/import`: many disclosures from a file. */
export function ImportPage() {
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[...CRUMBS, { text: "From a file" }]} />}
        title="Disclosures from a file"
        lead="Many at once, about any of your providers. What breaks a rule is listed by line; the rest is yours to sign."
      />
      <OwnProviders providerId="">{(publisher) => <ImportDesk publisher={publisher} />}</OwnProviders>
    </>
  );
}
