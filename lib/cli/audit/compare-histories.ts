/** How providers were rated day by day, as the site tells it, against the state after each of these days: an easier past is found here. */
import { oneOf } from "#lib/contract/common.ts";
import {
  caseEvents,
  eventViews,
  historyDayOf,
  isTold,
  MOST_EVENTS,
  modelChangesOf,
  saidEvent,
} from "#lib/contract/history-events.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import { type MarksHistoryView, marksHistorySchema } from "#lib/contract/marks.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { type Marks, marksDigest } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { dayEnds } from "#lib/state/day-ends.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { factsOf } from "#lib/state/marks/record-items.ts";
import { modelOf, providerOf } from "#lib/state/view.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { casesAgainst } from "./cases-against.ts";
import { textOf, unknownModel } from "./compare-marks.ts";
import { drawn, saidOf } from "./drawn.ts";
import type { Published } from "./published.ts";
import { ratedIds } from "./scored.ts";
import type { Site } from "./site.ts";

const name = "histories";
/** Each is read whole, and rated anew on some days of it. */
const TRIED = 8;
const TRIED_DAYS = 12;
/** Days that one answer holds. */
const MOST_DAYS = 1_200;

type Tried = { readonly day: number; readonly size: number; readonly marks: ReadonlyMap<string, Marks> };

export async function compareHistories(remote: RemoteIndex, site: Site): Promise<Check> {
  const { size, entries, state, scored, seed } = site;
  const { model } = scored;
  if (model.state === "unknown") return unknownModel(name, model.hash);
  const rated = ratedIds(scored);
  if (rated.length === 0) return { name, outcome: "pass", detail: "nobody is rated" };
  const tried = drawn(rated, TRIED, seed, (id) => id);
  const days = daysOf(entries);
  const span = { from: Math.max(days[0] ?? 0, (days.at(-1) ?? 0) - MOST_DAYS + 1), to: days.at(-1) ?? 0 };
  const within = days.filter((day) => day >= span.from);
  const past = ratedThen(site, drawn(within, TRIED_DAYS, seed, String), tried);
  let grown = 0;
  for (const id of tried) {
    const form = providerOf(state, id);
    if (form === undefined) continue;
    const query = `from=${dateOfDay(span.from)}&to=${dateOfDay(span.to)}`;
    const { data, as_of } = await remote.get(
      `api/v1/providers/${id}/marks/history?${query}`,
      oneOf(marksHistorySchema),
    );
    if (as_of.size !== size) {
      grown += 1;
      continue;
    }
    const wrong =
      wrongDays(data, site, form, within) ?? wrongMarks(data, id, past) ?? wrongEvents(data, site, form, span);
    if (wrong !== undefined) return { name, outcome: "fail", reason: "site-differs", detail: `${id}: ${wrong}` };
  }
  const alone = grown === 0 ? "" : `; ${grown} were served for another size, and not compared`;
  return {
    name,
    outcome: "pass",
    detail: `${saidOf(tried.length, rated.length, "rated providers", seed)}, each rated anew on ${past.length} days of ${within.length}${alone}`,
  };
}

/** UTC days on which the log has an entry, ascending. */
function daysOf(entries: readonly AuditedEntry[]): number[] {
  return [...new Set(entries.map(({ loggedAt }) => Math.floor(loggedAt / DAY_MS)))];
}

/** Marks after the last entry of each of these days. */
function ratedThen({ entries }: Site, days: readonly number[], ids: readonly ProviderId[]): Tried[] {
  const wanted = new Set(days);
  const tried: Tried[] = [];
  for (const { day, size, view } of dayEnds(entries)) {
    if (!wanted.has(day)) continue;
    const marks = ids.flatMap((id): [string, Marks][] => {
      const then = marksOfProvider(view, id, asInstant(day * DAY_MS));
      return then === undefined ? [] : [[id, then]];
    });
    tried.push({ day, size, marks: new Map(marks) });
  }
  return tried;
}

/** A day for each on which the log has an entry, since it was registered and a model was in force that this program has. */
function wrongDays(
  { days, from, to }: MarksHistoryView,
  { entries, state }: Pick<Site, "entries" | "state">,
  { registeredIn }: ProviderForm,
  within: readonly number[],
): string | undefined {
  const registered = entries.find(({ index }) => index === registeredIn)?.loggedAt ?? 0;
  const models = modelOf(state)?.history ?? [];
  const isRated = (day: number) => {
    const active = models.findLast(({ at }) => Date.parse(at) < (day + 1) * DAY_MS);
    return registered < (day + 1) * DAY_MS && active !== undefined && findModel(active.hash) !== undefined;
  };
  const expected = within.filter(isRated).map(dateOfDay);
  if (from !== dateOfDay(within[0] ?? 0) || to !== dateOfDay(within.at(-1) ?? 0)) return "the span is another one.";
  const shown = days.map(({ day }) => day);
  const missing = expected.find((day, at) => shown[at] !== day);
  if (missing !== undefined) return `its history leaves out ${missing}, or has another day there.`;
  return shown.length === expected.length ? undefined : "its history has a day that the log has not.";
}

function wrongMarks({ days }: MarksHistoryView, id: string, tried: readonly Tried[]): string | undefined {
  for (const { day, size, marks } of tried) {
    const [own, shown] = [marks.get(id), days.find((one) => one.day === dateOfDay(day))];
    if (own === undefined || shown === undefined) continue;
    const expected = historyDayOf(own, { digest: marksDigest(own), size: shown.size });
    if (textOf(shown) !== textOf(expected) || shown.size > size)
      return `on ${shown.day} it was tier ${own.tier}, and not as its history says.`;
  }
  return undefined;
}

function wrongEvents(
  { events, model_changes }: MarksHistoryView,
  { state, published, at }: Pick<Site, "state" | "published" | "at">,
  form: ProviderForm,
  span: { readonly from: number; readonly to: number },
): string | undefined {
  const isWithin = ({ loggedAt }: Published) => loggedAt >= span.from * DAY_MS && loggedAt < (span.to + 1) * DAY_MS;
  const register = (published.get("new") ?? []).filter(({ index }) => index === form.registeredIn);
  const said = [...(published.get(form.id) ?? []), ...register]
    .filter((one) => isTold(one.kind) && isWithin(one))
    .slice(0, MOST_EVENTS)
    .map(({ entry, loggedAt, kind, body }) =>
      saidEvent(entry, loggedAt, kind, kind === "clock.record" ? String(body.transition) : null),
    );
  const cases = casesAgainst(state, form)
    .sort((a, b) => b.filedIn - a.filedIn)
    .slice(0, MOST_EVENTS);
  const facts = factsOf(state, form, at).map(({ fact }) => fact);
  const own = eventViews([...said, ...cases.flatMap(caseEvents)], facts, span);
  if (textOf({ events }) !== textOf({ events: own })) return "its history tells other events than the log.";
  const changes = modelChangesOf(modelOf(state)?.history ?? [], span);
  return textOf({ model_changes }) === textOf({ model_changes: changes }) ? undefined : "other models were in force.";
}
