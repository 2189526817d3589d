/** What the scorecard of an instance reads, as forms show it at an instant. What they do not show is unknown. */
import { type Heartbeat, heartbeatStateAt, type Outage } from "#lib/disclosure/heartbeat.ts";
import { coverageOf } from "#lib/disclosure/solvency/coverage.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject } from "#lib/kernel/json.ts";
import type { InstanceFacts } from "#lib/reputation/failure.ts";
import type { Model } from "#lib/reputation/model.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { snapshotsOf } from "#lib/statement/disclosures/reserves.ts";
import type { Shared } from "../cluster-forms.ts";
import type { ProviderForm } from "../forms.ts";
import { clusterOf, providerOf, type StateView } from "../view.ts";
import { serviceConductOf } from "./service-conduct.ts";
import { outagesOf } from "./step-facts.ts";

/** `at`: 00:00 UTC of the day; `steps`: transparency steps reached. */
export function instanceFactsOf(
  view: StateView,
  provider: ProviderForm,
  { at, model, steps }: { readonly at: Instant; readonly model: Model; readonly steps: number },
): InstanceFacts {
  const outages = outagesOf(view);
  const { heartbeat } = provider;
  return {
    ageDays: daysSince(parseInstant(provider.registeredAt) ?? at, at),
    daysSinceBreach: daysSinceBreach(provider, at),
    coverage: newestCoverage(provider, at),
    heartbeat: standingOf(heartbeat, outages, at),
    heartbeatDays: heartbeat === null ? 0 : livelyDays(heartbeat, outages, at),
    silences: heartbeat === null ? 0 : silencesOf(heartbeat, outages, at),
    ownerProviders: companionsBy(view, provider, "same-owner"),
    hostProviders: companionsBy(view, provider, "same-host"),
    steps,
    servicesScore: weakestService(view, provider, at, model),
    // Amounts stand in no digest, and users check balances: nothing proves a volume yet.
    volume: null,
  };
}

/** Whole days; what lies on the day itself is 0 days old. */
function daysSince(then: Instant, at: Instant): number {
  return Math.max(0, Math.floor((at - then) / DAY_MS));
}

/** Since the log first heard of the latest incident that its operator calls a breach. */
function daysSinceBreach({ disclosures }: ProviderForm, at: Instant): number | null {
  const known = Object.values(disclosures.incident?.facts ?? {}).flatMap((incident) =>
    isJsonObject(incident) ? (parseInstant(String(incident.breachAt ?? "")) ?? []) : [],
  );
  return known.length === 0 ? null : daysSince(asInstant(Math.max(...known)), at);
}

/** Of the newest epoch that has reserves of the same instant: an epoch without them does not hide a worse one before it. */
function newestCoverage({ disclosures }: ProviderForm, at: Instant): InstanceFacts["coverage"] {
  const snapshots = snapshotsOf(disclosures.reserves?.facts);
  for (const epoch of epochsOf(disclosures.liabilities?.facts)) {
    const found = coverageOf(epoch, snapshots);
    if (found.ok)
      return { percent: percentOf(found.basisPoints), ageDays: daysSince(parseInstant(epoch.at) ?? at, at) };
  }
  return null;
}

/** More than this no step of a model asks for, and a number must stay exact. */
const MOST_PERCENT = 1_000_000n;

function percentOf(basisPoints: bigint): number {
  const percent = basisPoints / 100n;
  return Number(percent > MOST_PERCENT ? MOST_PERCENT : percent);
}

function standingOf(heartbeat: Heartbeat | null, outages: readonly Outage[], at: Instant): InstanceFacts["heartbeat"] {
  const state = heartbeatStateAt(heartbeat, outages, at);
  if (state === "none" || state === "unarmed") return "none";
  return state === "beating" || state === "late" ? "armed" : state;
}

const LIVELY_DAYS = 730;
/** As many silences as a form keeps: what lies before the first of a full list is not known. */
const SILENCES_KEPT = 5;

/** Days with an armed heartbeat, without its silences of 72 hours and more. */
function livelyDays(heartbeat: Heartbeat, outages: readonly Outage[], at: Instant): number {
  const { armedSince, disarmedFrom, silences, last } = heartbeat;
  const armed = parseInstant(armedSince ?? "");
  if (armed === undefined) return 0;
  const forgotten = silences.length < SILENCES_KEPT ? undefined : parseInstant(silences[0]?.from ?? "");
  const from = Math.max(armed, addMs(at, -LIVELY_DAYS * DAY_MS), forgotten ?? armed);
  const until = Math.min(at, parseInstant(disarmedFrom ?? "") ?? at);
  const ended = silences.flatMap(({ from: since, to, suspendedAt }) =>
    suspendedAt === null || to === null ? [] : [{ since: parseInstant(since) ?? at, to: parseInstant(to) ?? at }],
  );
  const lasting = isSilentAt(heartbeat, outages, at) ? [{ since: parseInstant(last.loggedAt) ?? at, to: at }] : [];
  const silent = [...ended, ...lasting].reduce(
    (sum, { since, to }) => sum + Math.max(0, Math.min(to, until) - Math.max(since, from)),
    0,
  );
  return Math.max(0, Math.floor((until - from - silent) / DAY_MS));
}

const SILENCE_DAYS = 180;

/** Silences that reached 72 hours, the one that lasts among them. */
function silencesOf(heartbeat: Heartbeat, outages: readonly Outage[], at: Instant): number {
  const since = addMs(at, -SILENCE_DAYS * DAY_MS);
  const ended = heartbeat.silences.filter(
    ({ to, suspendedAt }) => suspendedAt !== null && to !== null && (parseInstant(to) ?? at) > since,
  );
  return ended.length + (isSilentAt(heartbeat, outages, at) ? 1 : 0);
}

function isSilentAt(heartbeat: Heartbeat, outages: readonly Outage[], at: Instant): boolean {
  const state = heartbeatStateAt(heartbeat, outages, at);
  return state === "suspended" || state === "failed";
}

/** Others that a chain of such links joins to it; null: none is known, which is not to say that there is none. */
function companionsBy(view: StateView, { id, cluster }: ProviderForm, relation: Shared["relation"]): number | null {
  const relations = (cluster === undefined ? undefined : clusterOf(view, cluster))?.relations ?? [];
  const links = relations.filter((link) => link.relation === relation);
  const joined = new Set<ProviderId>([id]);
  for (let before = 0; before < joined.size; ) {
    before = joined.size;
    for (const { one, other } of links) if (joined.has(one) || joined.has(other)) joined.add(one).add(other);
  }
  return joined.size === 1 ? null : joined.size - 1;
}

/** Services whose tokens it sells, as both operators say. */
export function soldServices({ links }: ProviderForm): ProviderId[] {
  return links.flatMap(({ other, relation, from }) =>
    relation === "sells-tokens-of" && from === "this" ? [other] : [],
  );
}

/**
 * Score of the weakest, rated or not; null: it sells none. Were only those counted that are rated, a clean check of a
 * service with a fault would rate it, and so lower who sells it.
 */
function weakestService(view: StateView, provider: ProviderForm, at: Instant, model: Model): number | null {
  let weakest: number | null = null;
  for (const id of soldServices(provider)) {
    const service = providerOf(view, id);
    if (service?.kind !== "service") continue;
    const { score } = serviceConductOf(view, service, at, model);
    if (weakest === null || score < weakest) weakest = score;
  }
  return weakest;
}
