"use client";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { composerHref } from "#lib/client/operator/hrefs.ts";
import { priceVersionsQuery } from "#lib/client/operator/price-versions.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { PricesSection } from "./prices-section.tsx";

/** The operator's own prices: what holds, what comes, and whether the promised notice was kept. */
export function PricesPanel({ provider, now }: { provider: ProviderForm; now: Instant }) {
  const record = provider.disclosures.fees;
  const versions = useQuery(priceVersionsQuery(provider.id, record?.entry));
  const { kept, broken } = record?.facts ?? {};
  return (
    <Panel
      title={`Prices of ${provider.name}`}
      actions={
        <ButtonLink size="sm" variant="primary" href={composerHref(provider.id, "fees")}>
          {record === undefined ? "Publish a price list" : "Announce a change"}
        </ButtonLink>
      }
    >
      {versions.isError ? (
        <ErrorState title="The price lists cannot be read now" onRetry={() => void versions.refetch()}>
          {versions.error.message}
        </ErrorState>
      ) : versions.data === undefined ? (
        <SkeletonText lines={4} label="Reading the price lists" />
      ) : (
        <>
          <PricesSection
            name={provider.name}
            versions={versions.data.versions}
            isCut={versions.data.isCut}
            counts={{ kept: Number(kept ?? 0), broken: Number(broken ?? 0) }}
            now={now}
          />
          <p className="mt-4 text-muted text-sm">
            A change counts as announced in time when its list is logged as many days before it holds as the list before
            promised; a shorter notice counts once the longer one is over. Readers see the same on{" "}
            <Link href={`/providers/${provider.id}#prices`}>the public page</Link>.
          </p>
        </>
      )}
    </Panel>
  );
}
