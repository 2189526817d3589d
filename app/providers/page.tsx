import type { Metadata } from "next";
import { ProviderList } from "#components/provider/provider-list.tsx";
import { providerRow } from "#components/provider/provider-row.ts";
import { UnclaimedList } from "#components/provider/unclaimed-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { listStandingUnclaimed } from "#lib/server/services/case/list-standing-unclaimed.ts";
import { summariesAt } from "#lib/server/services/marks/rated-providers.ts";
import { listAllProviders } from "#lib/server/services/provider/list-all-providers.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Providers",
  description: "Who is listed, run by whom, what each provider has disclosed and how fresh that is.",
};

/** Under this many there is nothing to compare a provider with. */
const MARKET_FROM = 8;

export default async function ProvidersPage() {
  const ctx = webContext();
  const { data, more, as_of: asOf } = await listAllProviders(ctx);
  const unclaimed = await listStandingUnclaimed(ctx, asOf);
  const now = asInstant(Date.parse(asOf.time));
  const marks = await summariesAt(
    ctx,
    data.map(({ provider }) => provider.form),
    asOf,
  );
  const rows = data.map(({ provider, ...known }) =>
    providerRow(provider.form, known, provider.heartbeat_state.state, marks.get(provider.form.id), now),
  );
  return (
    <>
      <PageHeading
        title="Providers"
        lead="Whom one can trust with how much, who runs it, and what it shows."
        actions={<ButtonLink href="/operator">List yours</ButtonLink>}
      />
      <div className="flex flex-col gap-6">
        {rows.length === 0 ? (
          <EmptyState
            title="No provider is listed yet"
            action={
              <ButtonLink variant="primary" href="/operator">
                Register the first one
              </ButtonLink>
            }
          >
            Here each Prex instance and each PAID service will stand with its operator, its disclosures and what is
            missing.
          </EmptyState>
        ) : (
          <>
            {rows.length < MARKET_FROM ? (
              <p className="text-muted">
                Only {rows.length === 1 ? "1 provider" : `${rows.length} providers`}: this is a list, not a market.
              </p>
            ) : null}
            {more ? (
              <Alert title={`The first ${rows.length.toLocaleString("en")} are shown`}>
                The <Link href="/docs/api">API</Link> gives all of them.
              </Alert>
            ) : null}
            <ProviderList rows={rows} asOf={asOf} />
          </>
        )}
        <UnclaimedList rows={unclaimed.map(({ form, cases }) => ({ id: form.id, publicKey: form.publicKey, cases }))} />
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
