/** How a provider was rated day by day, and what happened meanwhile. */
import type { AsOf } from "#lib/contract/common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { HistoryDay, MarksHistoryView } from "#lib/contract/marks.ts";
import { asInstant, DAY_MS, parseInstant } from "#lib/kernel/instant.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import { factsOf } from "#lib/state/marks/record-items.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { readAggregate } from "../state/read-aggregates.ts";
import { dayOfDate, dayOfEntry } from "./day-place.ts";
import { ratedAt } from "./rated-at.ts";
import { readEvents } from "./read-events.ts";
import { type MarksRow, readMarksSeries } from "./read-marks.ts";
import { readMarksView } from "./read-marks-view.ts";
import { remember } from "./remember.ts";

type Query = { readonly from?: string | undefined; readonly to?: string | undefined };

const PRESET_DAYS = 180;
/** More than three years. */
const MOST_DAYS = 1_200;

/**
 * Days that the log has, of the span: it is cut to the log's own. Errors: `not-found`; `no-model`; `gone` for a span beside
 * the log; `malformed` for one that ends before it begins or is longer than {@link MOST_DAYS}.
 */
export async function getHistory(
  ctx: Ctx,
  id: string,
  query: Query = {},
): Promise<{ data: MarksHistoryView; as_of: AsOf }> {
  return remember(ctx, `history ${id} ${query.from ?? ""} ${query.to ?? ""}`, async () => {
    const { form, place, as_of } = await ratedAt(ctx, id);
    const { from, to } = await spanOf(ctx, query, place.day);
    const { view } = await readMarksView(ctx, form.id, place);
    const items = new Map<number, string[]>();
    for (const { fact } of factsOf(view, form, asInstant(place.day * DAY_MS)))
      items.set(fact.entry, [...(items.get(fact.entry) ?? []), fact.id]);
    const [rows, events, changes] = await Promise.all([
      readMarksSeries(ctx, form.id, from, to),
      readEvents(ctx, form, { size: as_of.size, from, to }),
      modelChanges(ctx, as_of.size, from, to),
    ]);
    const data = {
      ...{ id: form.id, from: dateOfDay(from), to: dateOfDay(to) },
      days: rows.map(dayView),
      events: events.map(({ day, ...event }) => ({
        ...{ ...event, day: dateOfDay(day), items: items.get(event.entry) ?? [] },
      })),
      model_changes: changes,
    };
    return { data, as_of };
  });
}

async function spanOf(ctx: Ctx, query: Query, newest: number): Promise<{ from: number; to: number }> {
  const first = await dayOfEntry(ctx, 0);
  const to = query.to === undefined ? newest : dayOfDate(query.to);
  const from =
    query.from === undefined ? Math.max(first, Math.min(to, newest) - PRESET_DAYS + 1) : dayOfDate(query.from);
  const refuse = (code: "malformed" | "gone", pointer: string, detail: string) =>
    new ServiceError(code, detail, { errors: [{ pointer, detail }] });
  if (to < first) throw refuse("gone", "/to", `The log begins on ${dateOfDay(first)}.`);
  if (from > newest) throw refuse("gone", "/from", `The newest entry of the log is of ${dateOfDay(newest)}.`);
  if (from > to) throw refuse("malformed", "/from", "The span ends before it begins.");
  const span = { from: Math.max(from, first), to: Math.min(to, newest) };
  if (span.to - span.from >= MOST_DAYS) throw refuse("malformed", "/from", `At most ${MOST_DAYS} days at once.`);
  return span;
}

function dayView({ marks, digest, day, size }: MarksRow): HistoryDay {
  const { tier, decidedBy, conduct, effective, isShut, model } = marks;
  return {
    ...{ day: dateOfDay(day), size, tier, decided_by: decidedBy, ...ratedOf(marks).band },
    ...{ conduct_score: conduct.score, effective, is_shut: isShut, model, digest },
  };
}

async function modelChanges(ctx: Ctx, size: number, from: number, to: number) {
  const { data } = await readAggregate(ctx, "model", size);
  const history = data?.form.aggregate === "model" ? data.form.history : [];
  return history.flatMap(({ hash, entry, at }) => {
    const day = Math.floor((parseInstant(at) ?? 0) / DAY_MS);
    return day < from || day > to ? [] : [{ day: dateOfDay(day), entry, hash }];
  });
}
