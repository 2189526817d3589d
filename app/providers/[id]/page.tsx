import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CaseTable } from "#components/case/case-table.tsx";
import { IncidentList } from "#components/incident/incident-list.tsx";
import { SeriesList } from "#components/ledger-digest/series-list.tsx";
import { EntryTable } from "#components/log/entry-table.tsx";
import { LookAlikeWarning } from "#components/names/look-alike-warning.tsx";
import { PricesSection } from "#components/prices/prices-section.tsx";
import { ClosingNotice } from "#components/provider/closing-notice.tsx";
import { DefinitionList } from "#components/provider/definition-list.tsx";
import { disclosureRows } from "#components/provider/disclosure-rows.ts";
import { DisclosureSection } from "#components/provider/disclosure-section.tsx";
import { HandoverNotes } from "#components/provider/handover-notes.tsx";
import { HeartbeatFacts } from "#components/provider/heartbeat-facts.tsx";
import { KeyLifeBars } from "#components/provider/key-life-bars.tsx";
import { KeyTable } from "#components/provider/key-table.tsx";
import { MissingList } from "#components/provider/missing-list.tsx";
import { NameProof } from "#components/provider/name-proof.tsx";
import { OwnObservations } from "#components/provider/own-observations.tsx";
import { UndisclosedAlarm } from "#components/provider/payment-methods.tsx";
import { ProviderDownloads } from "#components/provider/provider-downloads.tsx";
import { ProviderHeading } from "#components/provider/provider-heading.tsx";
import { ProviderLinks } from "#components/provider/provider-links.tsx";
import { knownSentence } from "#components/provider/provider-summary.ts";
import { RecoveryNotice } from "#components/provider/recovery-notice.tsx";
import { SectionNav } from "#components/provider/section-nav.tsx";
import { SilenceAlarm } from "#components/provider/silence-alarm.tsx";
import { StepChecklist } from "#components/provider/step-checklist.tsx";
import { stepCosts } from "#components/provider/step-costs.ts";
import { UnclaimedProfile } from "#components/provider/unclaimed-profile.tsx";
import { SolvencySection } from "#components/solvency/solvency-section.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { closingOf } from "#lib/disclosure/closing.ts";
import { heartbeatStandingAt } from "#lib/disclosure/heartbeat.ts";
import { incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { transparencySteps } from "#lib/disclosure/steps.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getUnclaimed } from "#lib/server/services/case/get-unclaimed.ts";
import { readProviderCases } from "#lib/server/services/case/read-provider-cases.ts";
import { readSeries } from "#lib/server/services/ledger/list-series.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { observationsOf } from "#lib/server/services/observation/get-observations.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { stepFactsOf } from "#lib/server/services/provider/get-steps.ts";
import { readOutages } from "#lib/server/services/provider/heartbeat-state.ts";
import { readLives, readNewestVersions, readVersions } from "#lib/server/services/provider/read-disclosures.ts";
import { readHandovers } from "#lib/server/services/provider/read-handovers.ts";
import { readProviderHistory } from "#lib/server/services/provider/read-history.ts";
import { readSolvency } from "#lib/server/services/provider/read-solvency.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { ComputedFrom } from "../../as-of.tsx";

type Params = { params: Promise<{ id: string }> };

/** Undefined where nothing of that kind is known. */
async function found<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isServiceError(error) && error.code === "not-found") return undefined;
    throw error;
  }
}

/** A listed provider; else one that is known by its key alone. */
async function readProvider(text: string) {
  const id = parseProviderId(text);
  if (id === undefined) notFound();
  const ctx = webContext();
  const listed = await found(getProvider(ctx, id));
  return listed === undefined ? { unclaimed: (await found(getUnclaimed(ctx, id))) ?? notFound() } : { listed };
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { listed } = await readProvider((await params).id);
  if (listed === undefined) return { title: "Nobody has claimed this provider" };
  const { data, as_of: asOf } = listed;
  const { form } = data;
  const isProven = isNameProven(form, asInstant(Date.parse(asOf.time)));
  const feed = `/providers/${form.id}/feed`;
  return {
    title: isProven ? form.name : `Unproven name: ${form.name}`,
    alternates: { types: { "application/atom+xml": `${feed}.atom`, "application/feed+json": `${feed}.json` } },
  };
}

export default async function ProviderPage({ params }: Params) {
  const { listed, unclaimed } = await readProvider((await params).id);
  return listed === undefined ? <Unclaimed {...unclaimed} /> : <Listed {...listed} />;
}

async function Unclaimed({ data, as_of: asOf }: Awaited<ReturnType<typeof getUnclaimed>>) {
  const { cases, more } = await readProviderCases(webContext(), data, asOf);
  return (
    <>
      <UnclaimedProfile profile={data} cases={cases} more={more} now={Date.parse(asOf.time)} />
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

async function Listed({ data, as_of: asOf }: Awaited<ReturnType<typeof getProvider>>) {
  const { form } = data;
  const ctx = webContext();
  const [history, newest, lives, prices, observations, outages] = await Promise.all([
    readProviderHistory(ctx, form, asOf.size),
    readNewestVersions(ctx, form, asOf.size),
    readLives(ctx, form.id, asOf.size),
    readVersions(ctx, form.id, "fees", { size: asOf.size }),
    observationsOf(ctx, form, asOf),
    readOutages(ctx, asOf.size),
  ]);
  const [series, handovers] = await Promise.all([readSeries(ctx, form, asOf), readHandovers(ctx, form, asOf)]);
  const names = await nameEntries(ctx, history.entries);
  const solvency = await readSolvency(ctx, form, asOf.size);
  const reported = await readProviderCases(ctx, form, asOf);
  const now = asInstant(Date.parse(asOf.time));
  const identity = stalenessAt(lifeOf(form.disclosures.identity), now);
  const proven = isNameProven(form, now);
  const incidents = incidentsOf(form.disclosures);
  const closing = closingOf(form.disclosures.windup_notice);
  const { kept, broken } = form.disclosures.fees?.facts ?? {};
  const rows = disclosureRows(form, newest, lives, now);
  const steps = transparencySteps(form, stepFactsOf(history.keys, lives, outages, now), now);

  return (
    <>
      <SilenceAlarm standing={heartbeatStandingAt(form.heartbeat, outages, now)} now={now} />
      <ProviderHeading form={form} operatorName={history.operatorName} now={now} />
      <RecoveryNotice recovery={history.recovery} now={now} />
      <HandoverNotes handovers={handovers} now={now} />
      <UndisclosedAlarm payment={observations.payment_methods} now={now} />
      <LookAlikeWarning others={observations.look_alikes} id={form.id} className="mb-6" />
      {closing === undefined ? (
        <p className="mb-5 max-w-prose text-xl">{knownSentence({ ...form, proven, identity })}</p>
      ) : (
        <ClosingNotice closing={closing} href="#disclosure-windup_notice" now={now} />
      )}
      <SectionNav
        kind={form.kind}
        hasIncidents={incidents.length > 0}
        hasDefinitions={reported.definitions.length > 0}
      />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
        {/* First in reading order, since what is missing matters most; at the right where there is room. */}
        <aside className="flex min-w-0 flex-col gap-5 lg:col-span-4 lg:col-start-9 lg:row-start-1">
          <MissingList isNameProven={proven} rows={rows} now={now}>
            <StepChecklist steps={steps} costs={stepCosts(rows)} />
          </MissingList>
          <NameProof form={form} now={now} />
          <ProviderLinks links={form.links} />
        </aside>
        <div className="flex min-w-0 flex-col gap-10 lg:col-span-8 lg:col-start-1 lg:row-start-1">
          <section>
            <SectionHeading
              id="disclosures"
              lead="What it declares, signed and with an end: what is missing first, then by the day when it is due."
            >
              Disclosures
            </SectionHeading>
            <DisclosureSection provider={form} rows={rows} keys={history.keys} now={now} />
          </section>
          <section>
            <SectionHeading id="cases" lead="What was reported of it, and what the checks of the evidence gave.">
              Cases
            </SectionHeading>
            {reported.cases.length === 0 ? (
              <EmptyState title="Nothing has been reported">
                That nobody reported anything says nothing of how it behaves.
              </EmptyState>
            ) : (
              <CaseTable
                cases={reported.cases}
                now={now}
                caption={`Cases against ${form.name}, newest first`}
                withProvider={false}
              />
            )}
            {reported.more ? (
              <p className="mt-3 text-sm">
                <Link href={`/cases?provider=${form.id}`}>All cases against it</Link>
              </p>
            ) : null}
          </section>
          {reported.definitions.length === 0 ? null : (
            <section>
              <SectionHeading
                id="definitions"
                lead="What its operator published as right answers of its services, so that a wrong one can be proven."
              >
                Definitions
              </SectionHeading>
              <DefinitionList
                rows={reported.definitions}
                now={now}
                caption={`Definitions that the operator of ${form.name} published`}
              />
            </section>
          )}
          <SolvencySection form={form} now={now} origin={ctx.origin} {...solvency} />
          {incidents.length === 0 ? null : (
            <section>
              <SectionHeading
                id="incidents"
                lead="What it says went wrong, and whether it kept the clocks of its reports and promises."
              >
                Incidents
              </SectionHeading>
              <IncidentList incidents={incidents} now={now} />
            </section>
          )}
          <section>
            <SectionHeading id="prices" lead="What it charges, and whether changes came with the notice it promised.">
              Prices
            </SectionHeading>
            <PricesSection
              name={form.name}
              versions={prices.versions.map(({ entry, body }) => ({
                body,
                loggedAt: asInstant(Date.parse(entry.logged_at)),
                entry: entry.index,
              }))}
              isCut={prices.more}
              counts={{ kept: Number(kept ?? 0), broken: Number(broken ?? 0) }}
              now={now}
            />
          </section>
          <section>
            <SectionHeading id="heartbeat">Heartbeat</SectionHeading>
            <HeartbeatFacts heartbeat={form.heartbeat} outages={outages} now={now} />
          </section>
          <section>
            <SectionHeading
              id="digests"
              lead="Hashes of its books, published as they are made: what is pinned here cannot be rewritten unnoticed."
            >
              Ledger digests
            </SectionHeading>
            <SeriesList series={series} now={now} />
          </section>
          <section>
            <SectionHeading
              id="seen"
              lead="This index's own observation: what it saw when it looked, not what the provider says of itself."
            >
              What this index saw
            </SectionHeading>
            <OwnObservations observations={observations} observe={form.observe} now={now} />
          </section>
          <section>
            <SectionHeading id="keys" lead="A signature counts only while its key is in force, by the log's time.">
              Signing keys
            </SectionHeading>
            {history.keys.length === 0 ? (
              <EmptyState title="No signing key of its own">
                Its operator signs with the account key.{" "}
                <Link href="/docs/concepts/signing-keys">What keys are for</Link>
              </EmptyState>
            ) : (
              <>
                <KeyLifeBars keys={history.keys} now={now} />
                <KeyTable
                  keys={history.keys}
                  operator={form.operator}
                  now={now}
                  caption={`Signing keys of ${form.name}`}
                />
                <p className="mt-3 text-sm">
                  <Link href={`/.well-known/touchstone/${form.id}/jwks.json`}>Key directory (JWKS, with history)</Link>
                </p>
              </>
            )}
          </section>
          <section>
            <SectionHeading
              id="entries"
              actions={
                <Link look="quiet" href={`/log?subject=${form.id}#entries`}>
                  In the log
                </Link>
              }
              lead="Everything that was recorded about it, void attempts included."
            >
              Entries
            </SectionHeading>
            <EntryTable entries={history.entries} names={names} now={now} caption={`Entries about ${form.name}`} />
          </section>
          <section>
            <SectionHeading
              id="files"
              lead="Its state as this index computed it, with the digest that an audit compares, and the proof that it registered."
            >
              Take it with you
            </SectionHeading>
            <ProviderDownloads providerId={form.id} entry={form.registeredIn} />
          </section>
        </div>
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
