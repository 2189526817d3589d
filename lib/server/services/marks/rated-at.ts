import type { AsOf } from "#lib/contract/common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import { findModel, type Model } from "#lib/reputation/model.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { type DayPlace, placeOfDate } from "./day-place.ts";
import { type MarksAt, marksAt } from "./marks-at.ts";

export type RatedAt = {
  readonly form: ProviderForm;
  readonly place: DayPlace;
  readonly at: MarksAt;
  readonly model: Model;
  readonly as_of: AsOf;
};

/**
 * A provider with its marks: of a date, at a place, or the newest. Errors: `not-found` for one that nobody registered by
 * then, `gone` for a day that the log does not have, `no-model`.
 */
export async function ratedAt(
  ctx: ReadCtx,
  id: string,
  which: { readonly date?: string | undefined; readonly place?: DayPlace } = {},
): Promise<RatedAt> {
  const as_of = await resolveAsOf(ctx, which.place?.size);
  const known = await readProvider(ctx, id, as_of.size);
  if (known === undefined)
    throw new ServiceError("not-found", `No provider ${id} is registered at size ${as_of.size}.`);
  const place = which.place ?? (await placeOfDate(ctx, as_of, which.date));
  const form = await readProvider(ctx, id, place.size);
  if (form === undefined)
    throw new ServiceError("not-found", `${known.name} was not registered yet on ${dateOfDay(place.day)}.`);
  const at = (await marksAt(ctx, [form.id], place)).get(form.id);
  const model = at === undefined ? undefined : findModel(at.marks.model);
  if (at === undefined || model === undefined)
    throw new ServiceError(
      "no-model",
      `Nothing is rated here: no model of marks was in force on ${dateOfDay(place.day)}.`,
    );
  return { form, place, at, model, as_of };
}

async function readProvider(ctx: ReadCtx, id: string, size: number): Promise<ProviderForm | undefined> {
  const [form] = await readForms(ctx, [providerKey(id)], size);
  return form?.aggregate === "provider" ? form : undefined;
}
