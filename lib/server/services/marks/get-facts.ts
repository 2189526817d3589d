import type { AsOf } from "#lib/contract/common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { MarksFactsView } from "#lib/contract/marks.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { ratedAt } from "./rated-at.ts";
import { readMarksView } from "./read-marks-view.ts";

/** What the marks of a day are computed from, for whoever computes them again. Errors: `not-found`, `gone`, `no-model`. */
export async function getFacts(
  ctx: Ctx,
  id: string,
  { as_of: date }: { readonly as_of?: string | undefined } = {},
): Promise<{ data: MarksFactsView; as_of: AsOf }> {
  const { form, place, at, as_of } = await ratedAt(ctx, id, { date });
  const { texts } = await readMarksView(ctx, form.id, place);
  const data = {
    ...{ id: form.id, day: dateOfDay(place.day), at: formatInstant(asInstant(place.day * DAY_MS)) },
    ...{ size: at.size, model: at.marks.model, forms: [...texts], digest: at.digest },
  };
  return { data, as_of };
}
