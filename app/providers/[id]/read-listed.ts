/** What the page of a listed provider shows: all of it as of one entry of the log, and what follows from that. */
import { marksPageView } from "#components/marks/marks-view.ts";
import { disclosureRows } from "#components/provider/disclosures/disclosure-rows.ts";
import { closingOf } from "#lib/disclosure/closing.ts";
import { heartbeatStandingAt } from "#lib/disclosure/heartbeat.ts";
import { incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { providersPriced } from "#lib/disclosure/price-history.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { transparencySteps } from "#lib/disclosure/steps.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getDisputes } from "#lib/server/services/case/get-dispute-behaviour.ts";
import { readProviderCases } from "#lib/server/services/case/read-provider-cases.ts";
import { readFlags } from "#lib/server/services/key/read-flags.ts";
import { readSeries } from "#lib/server/services/ledger/list-series.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { readMarksPage } from "#lib/server/services/marks/read-marks-page.ts";
import { observationsOf } from "#lib/server/services/observation/get-observations.ts";
import type { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { stepFactsOf } from "#lib/server/services/provider/get-steps.ts";
import { readOutages } from "#lib/server/services/provider/heartbeat-state.ts";
import { readLives, readNewestVersions, readVersions } from "#lib/server/services/provider/read-disclosures.ts";
import { readHandovers } from "#lib/server/services/provider/read-handovers.ts";
import { readProviderHistory } from "#lib/server/services/provider/read-history.ts";
import { readProviderNames } from "#lib/server/services/provider/read-provider-names.ts";
import { readSolvency } from "#lib/server/services/provider/read-solvency.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";

export type ListedProvider = Awaited<ReturnType<typeof readListed>>;

export const titleOf = (type: string): string => (isDisclosureName(type) ? DISCLOSURES[type].title : type);

/** `marks`: null without a model in force. */
export async function readListed({ data, as_of: asOf }: Awaited<ReturnType<typeof getProvider>>) {
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
  const stepFacts = stepFactsOf(history.keys, lives, outages, now);
  return {
    ...{ form, asOf, now, origin: ctx.origin, history, outages, observations, series, handovers },
    ...{ names, solvency, providers, reported, disputes: disputes.data, flags },
    prices: { versions: priceVersions, isCut: prices.more },
    marks: marks && { ...marks, shown: marksPageView(marks.view, titleOf) },
    isNameProven: isNameProven(form, now),
    identity: stalenessAt(lifeOf(form.disclosures.identity), now),
    incidents: incidentsOf(form.disclosures),
    closing: closingOf(form.disclosures.windup_notice),
    silence: heartbeatStandingAt(form.heartbeat, outages, now),
    rows: disclosureRows(form, newest, lives, now),
    steps: transparencySteps(form, stepFacts, now),
    hasResponseKey: stepFacts.hasResponseKey,
  };
}
