/** How a provider was rated day by day, and what happened meanwhile. */
import type { AsOf } from "#lib/contract/common.ts";
import { eventViews, historyDayOf, modelChangesOf } from "#lib/contract/history-events.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { MarksHistoryView } from "#lib/contract/marks.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { Form } from "#lib/state/forms.ts";
import { factsOf } from "#lib/state/marks/record-items.ts";
import type { ReadCtx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { readAggregate } from "../state/read-aggregates.ts";
import { dayOfDate, dayOfEntry } from "./day-place.ts";
import { ratedAt } from "./rated-at.ts";
import { readEvents } from "./read-events.ts";
import { readMarksSeries } from "./read-marks.ts";
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
  ctx: ReadCtx,
  id: string,
  query: Query = {},
): Promise<{ data: MarksHistoryView; as_of: AsOf }> {
  return remember(ctx, `history ${id} ${query.from ?? ""} ${query.to ?? ""}`, async () => {
    const { form, place, at, as_of } = await ratedAt(ctx, id);
    const span = await spanOf(ctx, query, place.day);
    const { view } = await readMarksView(ctx, form.id, place);
    const facts = factsOf(view, form, asInstant(place.day * DAY_MS)).map(({ fact }) => fact);
    // The row of the newest day may be of a later state by now.
    const [before, events, model] = await Promise.all([
      readMarksSeries(ctx, form.id, span.from, Math.min(span.to, place.day - 1)),
      readEvents(ctx, form, { size: as_of.size, ...span }),
      readAggregate(ctx, "model", as_of.size),
    ]);
    const days = span.to < place.day ? before : [...before, at];
    const data = {
      ...{ id: form.id, from: dateOfDay(span.from), to: dateOfDay(span.to) },
      days: days.map(({ marks, ...row }) => historyDayOf(marks, row)),
      events: eventViews(events, facts, span),
      model_changes: modelChangesOf(historyOf(model.data?.form), span),
    };
    return { data, as_of };
  });
}

const historyOf = (form: Form | undefined) => (form?.aggregate === "model" ? form.history : []);

async function spanOf(ctx: ReadCtx, query: Query, newest: number): Promise<{ from: number; to: number }> {
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
