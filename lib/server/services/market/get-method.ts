import type { AsOf } from "#lib/contract/common.ts";
import { calibrationView, type Following, followsFrom, type MethodView, modelInMethod } from "#lib/contract/method.ts";
import { findModel, MODEL_1, type Model } from "#lib/reputation/model.ts";
import type { ModelForm } from "#lib/state/governance/model-forms.ts";
import type { Ctx } from "../context.ts";
import { readCalibration } from "../marks/read-calibration.ts";
import { readAggregate } from "../state/read-aggregates.ts";

/** What follows from the model in force; from the software's own where none is, or where it is unknown. */
export async function getMethod(ctx: Ctx): Promise<{ data: MethodView; as_of: AsOf }> {
  const [{ data, as_of }, calibration] = await Promise.all([
    readAggregate(ctx, "model", undefined),
    readCalibration(ctx),
  ]);
  const { model, isInForce } = printedModel(data?.form.aggregate === "model" ? data.form : undefined);
  const calibrated = calibrationView(calibration);
  return { data: { ...modelInMethod(model, isInForce, followingOf(model)), calibration: calibrated }, as_of };
}

/** The model that is printed, and whether it is the one in force. */
export function printedModel(form: Pick<ModelForm, "active"> | undefined): { model: Model; isInForce: boolean } {
  const active = form?.active ?? null;
  const known = active === null ? undefined : findModel(active.hash);
  return { model: known ?? MODEL_1, isInForce: known !== undefined };
}

/** Follows from the model alone: computed once in a process. */
const following = new WeakMap<Model, Following>();

export function followingOf(model: Model): Following {
  const known = following.get(model) ?? followsFrom(model);
  following.set(model, known);
  return known;
}
