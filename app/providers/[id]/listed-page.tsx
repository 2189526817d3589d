import { IncidentList } from "#components/incident/incident-list.tsx";
import { ClusterCard, fateCount } from "#components/marks/cluster-card.tsx";
import { MarksSections } from "#components/marks/marks-sections.tsx";
import { PayPanel } from "#components/marks/pay/pay-panel.tsx";
import { PricesSection } from "#components/prices/prices-section.tsx";
import { DefinitionList } from "#components/provider/definition-list.tsx";
import { DisclosureSection } from "#components/provider/disclosures/disclosure-section.tsx";
import { MissingList } from "#components/provider/disclosures/missing-list.tsx";
import { StepChecklist } from "#components/provider/disclosures/step-checklist.tsx";
import { stepCosts } from "#components/provider/disclosures/step-costs.ts";
import { RecordSections } from "#components/provider/record-sections.tsx";
import { SectionNav } from "#components/provider/section-nav.tsx";
import { SolvencySection } from "#components/solvency/solvency-section.tsx";
import { counted } from "#components/ui/counted.ts";
import { cx } from "#components/ui/cx.ts";
import { FoldSection } from "#components/ui/fold-section.tsx";
import { Later } from "#components/ui/later.tsx";
import type { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { ComputedFrom } from "../../as-of.tsx";
import { CasesSection } from "./cases-section.tsx";
import { HistorySection } from "./history-section.tsx";
import { KeysSection } from "./keys-section.tsx";
import { ListedHead } from "./listed-head.tsx";
import { type ListedProvider, readListed, titleOf } from "./read-listed.ts";

/** The page of a provider that its operator registered. */
export async function ListedPage(found: Awaited<ReturnType<typeof getProvider>>) {
  const provider = await readListed(found);
  const { form, marks, solvency, incidents, reported } = provider;
  return (
    <>
      <ListedHead provider={provider} />
      <SectionNav
        kind={form.kind}
        hasMarks={marks !== null}
        hasIncidents={incidents.length > 0}
        hasDefinitions={reported.definitions.length > 0}
      />
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-12">
        {/* First in reading order, before a reader pays; at the right and always in view where there is room. */}
        {marks === null ? null : (
          <aside className="min-w-0 lg:col-span-4 lg:col-start-9 lg:row-start-1">
            <Later className="lg:sticky lg:top-18">
              <PayPanel
                provider={{ id: form.id, name: form.name }}
                currencies={marks.currencies}
                sellers={marks.sellers}
                addresses={(solvency.custody?.fields.addresses ?? []).map(({ address }) => address)}
                allowed={marks.shown.allowed}
              />
            </Later>
          </aside>
        )}
        <div
          className={cx(
            "flex min-w-0 flex-col gap-10 max-sm:gap-0 lg:row-start-1",
            marks === null ? "lg:col-span-12" : "lg:col-span-8 lg:col-start-1",
          )}
        >
          <Sections provider={provider} />
        </div>
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={provider.asOf} />
      </div>
    </>
  );
}

/** In the order of the navigation. */
function Sections({ provider }: { provider: ListedProvider }) {
  const { form, marks, history, outages, solvency, incidents, prices, reported, names, providers, now } = provider;
  const { kept, broken } = form.disclosures.fees?.facts ?? {};
  return (
    <>
      {marks === null ? null : (
        <MarksSections
          provider={{ id: form.id, name: form.name }}
          shown={marks.shown}
          up={marks.up}
          sellers={marks.sellers}
          reported={provider.disputes.ever}
          titleOf={titleOf}
        >
          <HistorySection form={form} outages={outages} />
        </MarksSections>
      )}
      <FoldSection
        id="disclosures"
        title="Disclosures"
        count={`${provider.rows.filter((row) => row.newest !== undefined).length} published`}
        lead="What it declares, signed and with an end: what is missing first, then by the day when it is due."
      >
        <div className="flex flex-col gap-5">
          <MissingList isNameProven={provider.isNameProven} rows={provider.rows} now={now}>
            <StepChecklist steps={provider.steps} costs={stepCosts(provider.rows)} />
          </MissingList>
          <DisclosureSection provider={form} rows={provider.rows} keys={history.keys} now={now} />
        </div>
      </FoldSection>
      <CasesSection provider={provider} />
      <SolvencySection form={form} now={now} origin={provider.origin} {...solvency} />
      {incidents.length === 0 ? null : (
        <FoldSection
          id="incidents"
          title="Incidents"
          count={String(incidents.length)}
          lead="What it says went wrong, and whether it kept the clocks of its reports and promises."
        >
          <IncidentList incidents={incidents} now={now} />
        </FoldSection>
      )}
      <FoldSection
        id="prices"
        title="Prices"
        count={counted(prices.versions.length, "list", "none")}
        lead="What it charges, and whether changes came with the notice it promised."
      >
        <PricesSection
          name={form.name}
          names={providers}
          versions={prices.versions}
          isCut={prices.isCut}
          counts={{ kept: Number(kept ?? 0), broken: Number(broken ?? 0) }}
          now={now}
        />
      </FoldSection>
      <KeysSection provider={provider} />
      {reported.definitions.length === 0 ? null : (
        <FoldSection
          id="definitions"
          title="Definitions"
          count={String(reported.definitions.length)}
          lead="What its operator published as right answers of its services, so that a wrong one can be proven."
        >
          <DefinitionList
            rows={reported.definitions}
            now={now}
            caption={`Definitions that the operator of ${form.name} published`}
          />
        </FoldSection>
      )}
      {marks === null ? null : (
        <FoldSection
          id="fate"
          title="Same fate"
          count={fateCount(marks.view)}
          lead="What would fall together with it, and how much to keep with all of it."
        >
          <ClusterCard
            id={form.id}
            cluster={marks.view.cluster}
            inCommon={marks.view.in_common}
            stack={marks.view.stack}
          />
        </FoldSection>
      )}
      <RecordSections
        {...{ form, outages, names, providers, now }}
        series={provider.series}
        observations={provider.observations}
        proven={provider.isNameProven}
        entries={history.entries}
        entryCount={history.entryCount}
      />
    </>
  );
}
