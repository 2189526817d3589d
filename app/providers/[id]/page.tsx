import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CaseTable } from "#components/case/case-table.tsx";
import { IncidentList } from "#components/incident/incident-list.tsx";
import { ClusterCard, fateCount } from "#components/marks/cluster-card.tsx";
import { DisputeBehaviour } from "#components/marks/dispute-behaviour.tsx";
import { MarksAlarm } from "#components/marks/marks-alarm.tsx";
import { MarksSections } from "#components/marks/marks-sections.tsx";
import { marksPageView } from "#components/marks/marks-view.ts";
import { NoModel } from "#components/marks/no-model.tsx";
import { PayPanel } from "#components/marks/pay/pay-panel.tsx";
import { TierSentence } from "#components/marks/tier-sentence.tsx";
import { LookAlikeWarning } from "#components/names/look-alike-warning.tsx";
import { PricesSection } from "#components/prices/prices-section.tsx";
import { ClosingNotice } from "#components/provider/closing-notice.tsx";
import { DefinitionList } from "#components/provider/definition-list.tsx";
import { disclosureRows } from "#components/provider/disclosures/disclosure-rows.ts";
import { DisclosureSection } from "#components/provider/disclosures/disclosure-section.tsx";
import { MissingList } from "#components/provider/disclosures/missing-list.tsx";
import { StepChecklist } from "#components/provider/disclosures/step-checklist.tsx";
import { stepCosts } from "#components/provider/disclosures/step-costs.ts";
import { FoldSection } from "#components/provider/fold-section.tsx";
import { HandoverNotes } from "#components/provider/handover-notes.tsx";
import { SilenceAlarm } from "#components/provider/heartbeat/silence-alarm.tsx";
import { KeyLifeBars } from "#components/provider/keys/key-life-bars.tsx";
import { KeyTable } from "#components/provider/keys/key-table.tsx";
import { UndisclosedAlarm } from "#components/provider/payment-methods.tsx";
import { ProviderHeading } from "#components/provider/provider-heading.tsx";
import { knownSentence } from "#components/provider/provider-summary.ts";
import { counted, RecordSections } from "#components/provider/record-sections.tsx";
import { RecoveryNotice } from "#components/provider/recovery-notice.tsx";
import { SectionNav } from "#components/provider/section-nav.tsx";
import { UnclaimedProfile } from "#components/provider/unclaimed-profile.tsx";
import { SolvencySection } from "#components/solvency/solvency-section.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { cx } from "#components/ui/cx.ts";
import { Later } from "#components/ui/later.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { closingOf } from "#lib/disclosure/closing.ts";
import { heartbeatStandingAt } from "#lib/disclosure/heartbeat.ts";
import { incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { providersPriced } from "#lib/disclosure/price-history.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { transparencySteps } from "#lib/disclosure/steps.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getDisputes } from "#lib/server/services/case/get-dispute-behaviour.ts";
import { getUnclaimed } from "#lib/server/services/case/get-unclaimed.ts";
import { readProviderCases } from "#lib/server/services/case/read-provider-cases.ts";
import { readFlags } from "#lib/server/services/key/read-flags.ts";
import { readSeries } from "#lib/server/services/ledger/list-series.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { readMarksPage } from "#lib/server/services/marks/read-marks-page.ts";
import { observationsOf } from "#lib/server/services/observation/get-observations.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { stepFactsOf } from "#lib/server/services/provider/get-steps.ts";
import { readOutages } from "#lib/server/services/provider/heartbeat-state.ts";
import { readLives, readNewestVersions, readVersions } from "#lib/server/services/provider/read-disclosures.ts";
import { readHandovers } from "#lib/server/services/provider/read-handovers.ts";
import { readProviderHistory } from "#lib/server/services/provider/read-history.ts";
import { readProviderNames } from "#lib/server/services/provider/read-provider-names.ts";
import { readSolvency } from "#lib/server/services/provider/read-solvency.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { ComputedFrom } from "../../as-of.tsx";
import { HistorySection } from "./history-section.tsx";

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
      <div className="mb-1">
        <Breadcrumbs crumbs={[{ text: "Providers", href: "/providers" }, { text: "Not claimed" }]} />
      </div>
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
  const [series, handovers, marks] = await Promise.all([
    readSeries(ctx, form, asOf),
    readHandovers(ctx, form, asOf),
    readMarksPage(ctx, form),
  ]);
  const now = asInstant(Date.parse(asOf.time));
  const priceVersions = prices.versions.map(({ entry, body }) => ({
    body,
    loggedAt: asInstant(Date.parse(entry.logged_at)),
    entry: entry.index,
  }));
  const [names, solvency, providers] = await Promise.all([
    nameEntries(ctx, history.entries),
    readSolvency(ctx, form, asOf.size),
    readProviderNames(
      ctx,
      [...new Set([...providersPriced(priceVersions, now), ...form.links.map(({ other }) => other)])],
      asOf.size,
    ),
  ]);
  const [reported, disputes, flags] = await Promise.all([
    readProviderCases(ctx, form, asOf),
    getDisputes(ctx, form.id),
    readFlags(
      ctx,
      history.keys.map(({ thumbprint }) => thumbprint),
      asOf.size,
    ),
  ]);
  const proven = isNameProven(form, now);
  const incidents = incidentsOf(form.disclosures);
  const closing = closingOf(form.disclosures.windup_notice);
  const silence = heartbeatStandingAt(form.heartbeat, outages, now);
  const { kept, broken } = form.disclosures.fees?.facts ?? {};
  const rows = disclosureRows(form, newest, lives, now);
  const stepFacts = stepFactsOf(history.keys, lives, outages, now);
  const steps = transparencySteps(form, stepFacts, now);
  const shown = marks && marksPageView(marks.view, titleOf);
  const known = knownSentence({ ...form, proven, identity: stalenessAt(lifeOf(form.disclosures.identity), now) });
  const isForked = shown?.marks.gates.some(({ rule }) => rule === "equivocation") ?? false;
  const isSilent = silence.state === "suspended" || silence.state === "failed";
  const isAlarmed = isForked || isSilent || closing !== undefined;

  return (
    <>
      {isAlarmed ? (
        <MarksAlarm
          isForked={isForked}
          closing={closing && <ClosingNotice closing={closing} href="#disclosure-windup_notice" now={now} />}
        >
          <SilenceAlarm standing={silence} now={now} />
        </MarksAlarm>
      ) : null}
      <ProviderHeading
        form={form}
        operatorName={history.operatorName}
        {...(shown === null ? {} : { badge: { tier: shown.marks.tier, asOf: Date.parse(shown.date) } })}
        now={now}
      />
      <RecoveryNotice recovery={history.recovery} now={now} />
      <HandoverNotes handovers={handovers} now={now} />
      <UndisclosedAlarm payment={observations.payment_methods} now={now} />
      <LookAlikeWarning others={observations.look_alikes} id={form.id} className="mb-6" />
      {marks === null || shown === null || isAlarmed ? null : (
        <TierSentence
          marks={shown.marks}
          allowed={shown.allowed}
          soldBy={shown.soldBy}
          up={marks.up}
          faults={shown.faults}
          titleOf={titleOf}
        />
      )}
      {shown === null ? <NoModel /> : null}
      <p className="mb-5 max-w-[56rem] text-muted">{known}</p>
      <SectionNav
        kind={form.kind}
        hasMarks={shown !== null}
        hasIncidents={incidents.length > 0}
        hasDefinitions={reported.definitions.length > 0}
      />
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-12">
        {/* First in reading order, before a reader pays; at the right and always in view where there is room. */}
        {marks === null || shown === null ? null : (
          <aside className="min-w-0 lg:col-span-4 lg:col-start-9 lg:row-start-1">
            <Later className="lg:sticky lg:top-18">
              <PayPanel
                provider={{ id: form.id, name: form.name }}
                currencies={marks.currencies}
                sellers={marks.sellers}
                addresses={(solvency.custody?.fields.addresses ?? []).map(({ address }) => address)}
                allowed={shown.allowed}
              />
            </Later>
          </aside>
        )}
        <div
          className={cx(
            "flex min-w-0 flex-col gap-10 max-sm:gap-0 lg:row-start-1",
            shown === null ? "lg:col-span-12" : "lg:col-span-8 lg:col-start-1",
          )}
        >
          {marks === null || shown === null ? null : (
            <MarksSections
              provider={{ id: form.id, name: form.name }}
              shown={shown}
              up={marks.up}
              sellers={marks.sellers}
              reported={disputes.data.ever}
              titleOf={titleOf}
            >
              <HistorySection form={form} outages={outages} />
            </MarksSections>
          )}
          <FoldSection
            id="disclosures"
            title="Disclosures"
            count={`${rows.filter((row) => row.newest !== undefined).length} published`}
            lead="What it declares, signed and with an end: what is missing first, then by the day when it is due."
          >
            <div className="flex flex-col gap-5">
              <MissingList isNameProven={proven} rows={rows} now={now}>
                <StepChecklist steps={steps} costs={stepCosts(rows)} />
              </MissingList>
              <DisclosureSection provider={form} rows={rows} keys={history.keys} now={now} />
            </div>
          </FoldSection>
          <FoldSection
            id="cases"
            title="Cases"
            count={reported.more ? `${reported.cases.length} and more` : String(reported.cases.length)}
            lead="What was reported of it, and what the checks of the evidence gave."
          >
            <DisputeBehaviour disputes={disputes.data} />
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
          </FoldSection>
          <SolvencySection form={form} now={now} origin={ctx.origin} {...solvency} />
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
              versions={priceVersions}
              isCut={prices.more}
              counts={{ kept: Number(kept ?? 0), broken: Number(broken ?? 0) }}
              now={now}
            />
          </FoldSection>
          <FoldSection
            id="keys"
            title="Signing keys"
            count={counted(history.keys.length, "key", "none of its own")}
            lead={`A signature counts only while its key is in force, by the log's time.${
              stepFacts.hasResponseKey
                ? ""
                : " It publishes no key for its answers now: a wrong answer can be judged by people only."
            }`}
          >
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
                  flags={flags}
                />
                <p className="mt-3 text-sm">
                  <Link href={`/.well-known/touchstone/${form.id}/jwks.json`}>Key directory (JWKS, with history)</Link>
                </p>
              </>
            )}
          </FoldSection>
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
            {...{ form, outages, series, observations, names, providers, proven, now }}
            entries={history.entries}
            entryCount={history.entryCount}
          />
        </div>
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

const titleOf = (type: string) => (isDisclosureName(type) ? DISCLOSURES[type].title : type);
