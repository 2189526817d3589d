"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Field } from "#components/ui/field.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { browserClock } from "#lib/client/platform.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { OwnProviders } from "./own-providers.tsx";

const DisclosuresPanel = dynamic(() => import("./disclosures-panel.tsx").then((module) => module.DisclosuresPanel), {
  ssr: false,
  loading: () => <SkeletonText lines={8} label="Loading the disclosures" />,
});

/** `/operator/disclosures`: everything that can be disclosed about one of the account's providers. */
export function DisclosuresPage({ providerId }: { providerId: string }) {
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Publish", href: "/operator" }, { text: "Disclosures" }]} />}
        title="Disclosures"
        lead="What you declare about your providers: what exists, what is due, what is missing."
      />
      <OwnProviders providerId={providerId}>
        {({ account, providers, provider }) => (
          <div className="flex flex-col gap-4">
            {providers.length < 2 ? null : <ProviderChoice providers={providers} chosen={provider} />}
            <DisclosuresPanel provider={provider} now={account.now ?? browserClock()} />
          </div>
        )}
      </OwnProviders>
    </>
  );
}

function ProviderChoice({ providers, chosen }: { providers: readonly ProviderForm[]; chosen: ProviderForm }) {
  const router = useRouter();
  return (
    <Field label="Provider" className="sm:max-w-80">
      <Select
        value={chosen.id}
        onChange={(event) => router.replace(`/operator/disclosures?provider=${event.target.value}`)}
      >
        {providers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
