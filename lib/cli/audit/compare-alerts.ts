/** What followers are told, and what is listed as failed, against what entries changed: a fall that is kept from them is found here. */
import { alertSchema, alertSentence } from "#lib/contract/alerts.ts";
import { failureView, isFailure, TIER_BEFORE_DAYS, type ToldAt, WARNING_DAYS } from "#lib/contract/failure-views.ts";
import { type FailureView, failureSchema } from "#lib/contract/failures.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { type Alert, type AlertKind, alertsOf } from "#lib/state/alerts.ts";
import { dayEnds } from "#lib/state/day-ends.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { providerOf } from "#lib/state/view.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { textOf } from "./compare-marks.ts";
import type { Site } from "./site.ts";

/** An index tells entry by entry, and has so long for it. */
const TELLING_MS = HOUR_MS;
const BEFORE_MS = WARNING_DAYS * DAY_MS;

/** Moves of a tier within a day are told as an index sees them: histories say how everybody was rated. */
const OF_MARKS: ReadonlySet<AlertKind> = new Set(["tier-dropped", "tier-raised", "tier-faded", "downgrade-pending"]);

type Own = Alert & { readonly at: Instant };

export async function compareAlerts(remote: RemoteIndex, site: Site): Promise<Check[]> {
  const own = ownAlerts(site);
  return [await compareTold(remote, site, own), await compareFailures(remote, site, own)];
}

/** Of what entries changed, in log order. */
function ownAlerts({ entries }: Pick<Site, "entries">): Own[] {
  return entries.flatMap(({ index, loggedAt, touched, before }) =>
    touched.flatMap(({ form }, at) => alertsOf(before[at], form, index).map((alert) => ({ ...alert, at: loggedAt }))),
  );
}

async function compareTold(remote: RemoteIndex, { size }: Site, own: readonly Own[]): Promise<Check> {
  const left = new Map(own.map((alert) => [alert.id, alert]));
  let now = 0;
  for await (const { data, time } of remote.pages("alerts", size, alertSchema)) {
    now = Date.parse(time);
    for (const shown of data) {
      if (shown.entry >= size || OF_MARKS.has(shown.kind)) continue;
      const known = left.get(shown.id);
      const { provider, kind, entry, logged_at, says, facts } = shown;
      const isSame =
        known !== undefined && textOf({ provider, kind, entry, logged_at, says, facts }) === textOf(toldView(known));
      if (!isSame) return fail("alerts", `${shown.id} is told, and the log gives no such alert.`);
      left.delete(shown.id);
    }
  }
  const { kept, late } = missingOf([...left.values()], now);
  if (kept !== undefined) return fail("alerts", `${kept.id}: followers are not told of it.`);
  return { name: "alerts", outcome: "pass", detail: `${own.length - left.size} of the log’s entries${late}` };
}

function toldView({ provider, kind, entry, at, facts }: Own) {
  return { provider, kind, entry, logged_at: formatInstant(at), says: alertSentence(kind, facts), facts };
}

async function compareFailures(remote: RemoteIndex, site: Site, own: readonly Own[]): Promise<Check> {
  const name = "failures";
  if (site.scored.model.state === "unknown")
    return { name, outcome: "pass", detail: "not compared: another model rates" };
  const failed = own.filter(({ kind }) => isFailure(kind));
  const left = new Map(ownFailures(site, own, failed).map((view) => [view.id, view]));
  let now = 0;
  for await (const { data, time } of remote.pages(name, site.size, failureSchema)) {
    now = Date.parse(time);
    for (const shown of data) {
      const known = left.get(shown.id);
      if (known === undefined || textOf(comparable(shown)) !== textOf(comparable(known)))
        return fail(name, `${shown.id}: the log gives no such failure, or tells of it otherwise.`);
      left.delete(shown.id);
    }
  }
  const { kept, late } = missingOf(
    failed.filter(({ id }) => left.has(id)),
    now,
  );
  if (kept !== undefined) return fail(name, `${kept.id} is a failure, and the list leaves it out.`);
  return { name, outcome: "pass", detail: `${failed.length - left.size} failures${late}` };
}

/** What should have been told by now, and how much need not yet. */
function missingOf(missing: readonly Own[], now: number): { kept: Own | undefined; late: string } {
  const kept = missing.find(({ at }) => at < now - TELLING_MS);
  return { kept, late: missing.length === 0 ? "" : `; ${missing.length} of the last hour are not told yet` };
}

function ownFailures(site: Site, own: readonly Own[], failed: readonly Own[]): FailureView[] {
  const tiers = tiersBefore(site, failed);
  return failed.flatMap((one) => {
    const { id, provider, kind, entry, at } = one;
    const now = providerOf(site.state, provider);
    if (now === undefined || !isFailure(kind)) return [];
    const before = own
      .filter((other) => other.provider === provider && other.id !== id && other.entry <= entry)
      .filter((other) => other.at >= at - BEFORE_MS)
      .map((other): ToldAt => other);
    const failed = formAfter(site, entry, provider);
    return [failureView({ ...one, kind }, before, { now, failed, tierBefore: tiers.get(id) ?? null })];
  });
}

/** What follows from marks is left out of the signs, and the days of warning with it. */
function comparable({ signs, warned_days: _, ...view }: FailureView) {
  const told = signs.filter(({ kind }) => !OF_MARKS.has(kind));
  return { ...view, signs: told.map((sign) => JSON.stringify(sign)).sort() };
}

function formAfter({ entries }: Site, entry: EntryIndex, provider: string): ProviderForm | undefined {
  const touched = entries.find(({ index }) => index === entry)?.touched ?? [];
  return touched.flatMap(({ form }) => (form.aggregate === "provider" && form.id === provider ? [form] : []))[0];
}

/** By failure: as rated on the last day of the log that is so many days before. */
function tiersBefore({ entries }: Site, failed: readonly Own[]): ReadonlyMap<string, Tier> {
  const days = [...new Set(entries.map(({ loggedAt }) => Math.floor(loggedAt / DAY_MS)))];
  const wanted = failed.map((one) => ({
    ...one,
    day: days.findLast((day) => day <= Math.floor(one.at / DAY_MS) - TIER_BEFORE_DAYS),
  }));
  const tiers = new Map<string, Tier>();
  if (wanted.length === 0) return tiers;
  for (const { day, view } of dayEnds(entries))
    for (const { id, provider } of wanted.filter((one) => one.day === day)) {
      const marks = marksOfProvider(view, provider, asInstant(day * DAY_MS));
      if (marks !== undefined) tiers.set(id, marks.tier);
    }
  return tiers;
}

const fail = (name: string, detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });
