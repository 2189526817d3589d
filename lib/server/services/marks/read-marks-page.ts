import type { AsOf } from "#lib/contract/common.ts";
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { findModel, type Model } from "#lib/reputation/model.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import type { WaysUp } from "#lib/reputation/ways-up.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { standingAt } from "#lib/state/marks/gate-facts.ts";
import type { Ctx } from "../context.ts";
import { currenciesOf } from "../market/pay-check.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { isServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { newestPlace } from "./day-place.ts";
import { getMarks } from "./get-marks.ts";
import { marksAt } from "./marks-at.ts";
import { ratedAt } from "./rated-at.ts";
import { readWaysUp } from "./read-ways-up.ts";
import { remember } from "./remember.ts";

/** What a provider's page shows of its marks besides what the API states. */
export type MarksPage = {
  readonly view: ProviderMarksView;
  readonly model: Model;
  readonly up: WaysUp;
  /** Of a service: the instances that sell its tokens, each with its own chance to fail. */
  readonly sellers: readonly (Rated & { readonly id: string; readonly name: string })[];
  /** In which its prices stand. */
  readonly currencies: readonly string[];
};

/** Null where nothing is rated: no model was in force, or none that this code has. */
export function readMarksPage(ctx: Ctx, form: ProviderForm): Promise<MarksPage | null> {
  return remember(ctx, `marks page ${form.id}`, () => readPage(ctx, form));
}

async function readPage(ctx: Ctx, form: ProviderForm): Promise<MarksPage | null> {
  try {
    const { data: view, as_of: asOf } = await getMarks(ctx, form.id);
    const model = findModel(view.model.hash);
    if (model === undefined) return null;
    const [up, sellers, currencies] = await Promise.all([
      readWaysUp(ctx, view, model),
      readSellers(ctx, form, view, asOf),
      currenciesOf(ctx, await ratedAt(ctx, form.id)),
    ]);
    return { view, model, up, sellers, currencies };
  } catch (error) {
    if (isServiceError(error) && (error.code === "no-model" || error.code === "not-found")) return null;
    throw error;
  }
}

async function readSellers(
  ctx: Ctx,
  { kind }: ProviderForm,
  { stack }: ProviderMarksView,
  asOf: AsOf,
): Promise<MarksPage["sellers"]> {
  if (kind !== "service" || stack.length === 0) return [];
  const ids = stack.map(({ instance }) => instance.id as ProviderId);
  const [forms, marks, clock] = await Promise.all([
    readForms(ctx, ids.map(providerKey), asOf.size),
    newestPlace(ctx, asOf).then((place) => marksAt(ctx, ids, place)),
    readClock(ctx, asOf),
  ]);
  return forms.flatMap((form) => {
    const of = form.aggregate === "provider" ? marks.get(form.id)?.marks : undefined;
    if (form.aggregate !== "provider" || of === undefined) return [];
    const { id, name } = form;
    return [{ id, name, ...standingAt(of, form, clock), band: of.failure ?? of.conduct }];
  });
}
